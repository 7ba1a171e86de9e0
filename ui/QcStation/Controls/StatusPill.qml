pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// One device or service. `state`: "good" (dot), "busy" (ring), "attention" or "trouble" (mark); always with its words.
Pressable {
    id: pill

    required property string text
    required property string level
    property string shown: pill.text
    readonly property color calm: pill.dark ? Theme.studioConform : Theme.conform

    name: pill.text
    radius: Theme.pill / 2
    implicitHeight: Theme.target
    implicitWidth: row.implicitWidth + Theme.s24

    Rectangle {
        anchors.centerIn: parent
        width: parent.width
        height: Theme.pill
        radius: Theme.pill / 2
        color: pill.level === "trouble" ? Theme.defectWash : pill.level === "attention" ? Theme.attentionWash
            : pill.dark ? (pill.hovered ? Theme.studioWash : Theme.studioCard) : pill.hovered ? Theme.paper : Theme.card
        border.width: Theme.hair
        border.color: pill.dark ? Theme.nightLine : pill.level === "trouble" ? Theme.defectLine : pill.level === "attention" ? Theme.attention : Theme.line
    }

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.s8

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            visible: pill.level === "good" || pill.level === "busy"
            width: Theme.dot
            height: Theme.dot
            radius: Theme.dot / 2
            color: pill.level === "good" ? pill.calm : Theme.clear
            border.width: Theme.stroke
            border.color: pill.calm
        }

        Words {
            visible: pill.level === "attention" || pill.level === "trouble"
            text: pill.level === "trouble" ? "✕" : "!"
            size: Theme.textSmall
            weight: Theme.bold
            color: pill.level === "trouble" ? Theme.defect : Theme.ink
        }

        Words {
            text: pill.shown
            size: Theme.textSmall
            weight: Theme.medium
            color: pill.level === "trouble" ? Theme.defect : pill.dark && pill.level !== "attention" ? Theme.nightText : Theme.ink
            figures: true
        }
    }
}
