pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// The defects of one check, each with its digit and what follows from it.
Row {
    id: choices

    required property QtObject answers

    signal chosen(position: int)

    height: Theme.checkRow
    spacing: Theme.s8

    Repeater {
        id: all

        model: choices.answers

        Pressable {
            id: choice

            required property int index
            required property string cap
            required property string label
            required property string consequence
            required property string level

            name: choice.label + ", " + choice.consequence
            hint: choice.cap
            width: (choices.width - (all.count - 1) * choices.spacing) / all.count
            height: Theme.checkRow
            onPressed: choices.chosen(choice.index)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusMedium
                color: choice.hovered ? Theme.wash : Theme.paper
                border.width: Theme.hair
                border.color: Theme.line
            }

            KeyCap {
                id: digit

                anchors.left: parent.left
                anchors.leftMargin: Theme.s12
                anchors.verticalCenter: parent.verticalCenter
                text: choice.cap
            }

            Column {
                anchors.left: digit.right
                anchors.leftMargin: Theme.s12
                anchors.right: parent.right
                anchors.rightMargin: Theme.s8
                anchors.verticalCenter: parent.verticalCenter

                Words {
                    width: parent.width
                    text: choice.label
                    size: Theme.textBody
                    weight: Theme.semibold
                }

                Words {
                    width: parent.width
                    visible: choice.consequence !== ""
                    text: (choice.level === "bad" ? "✕ " : choice.level === "attention" ? "! " : "✓ ") + choice.consequence
                    size: Theme.textCaption
                    weight: Theme.medium
                    color: choice.level === "bad" ? Theme.defect : choice.level === "attention" ? Theme.ink : Theme.conform
                }
            }
        }
    }
}
