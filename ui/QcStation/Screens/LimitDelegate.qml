pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One thing the piece bears, or does not: by mark, word and colour.
Rectangle {
    id: limit

    required property string key
    required property string text
    required property bool allowed

    width: row.width + Theme.s20
    height: Theme.s24
    radius: Theme.s12
    color: limit.allowed ? Theme.conformWash : Theme.defectWash
    border.width: Theme.hair
    border.color: limit.allowed ? Theme.conformLine : Theme.defectLine
    Accessible.role: Accessible.StaticText
    Accessible.name: limit.text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.s6

        Words {
            text: limit.allowed ? "✓" : "✕"
            size: Theme.textSmall
            weight: Theme.bold
            color: limit.allowed ? Theme.conform : Theme.defect
        }

        Words {
            text: limit.text
            size: Theme.textSmall
            weight: Theme.medium
            color: limit.allowed ? Theme.conform : Theme.defect
            figures: true
        }
    }
}
