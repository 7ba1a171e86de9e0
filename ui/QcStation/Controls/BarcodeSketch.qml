pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// A drawn label: it shows what to look for on the parcel or the badge. Not a readable code.
Rectangle {
    id: label

    required property string caption
    required property string code
    readonly property var bars: [2, 1, 1, 3, 1, 2, 4, 1, 1, 2, 3, 1, 2, 2, 1, 1, 3, 2, 1, 4, 1, 1, 2, 1, 3, 2, 1, 2, 1, 1, 4, 2, 1, 2, 3, 1, 1, 2]

    implicitWidth: Math.max(row.width, head.width) + Theme.s48
    implicitHeight: Theme.labelTall
    radius: Theme.radiusMedium
    color: Theme.card
    border.width: Theme.hair
    border.color: Theme.line
    Accessible.ignored: true

    Caps {
        id: head

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.s16
        text: label.caption
    }

    Row {
        id: row

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: head.bottom
        anchors.topMargin: Theme.s8
        height: Theme.target + Theme.s4

        Repeater {
            model: label.bars

            Rectangle {
                required property int modelData
                required property int index

                width: modelData * Theme.s4 / 1.6
                height: row.height
                color: index % 2 === 0 ? Theme.ink : Theme.clear
            }
        }
    }

    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: row.bottom
        anchors.topMargin: Theme.s6
        text: label.code
        size: Theme.textBody
        weight: Theme.semibold
        figures: true
        font.letterSpacing: Theme.capsSpacing
    }
}
