pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// A verb with its key. `kind`: "primary", "refuse", "attention", "plain" or "quiet"; `dark` on the verdict bar.
Pressable {
    id: button

    property string text
    property string keyText
    property string kind: "plain"
    property bool stacked: false
    readonly property bool filled: ["primary", "refuse", "attention", "paper"].includes(button.kind)
    readonly property color fill: button.kind === "primary" ? Theme.conform : button.kind === "refuse" ? Theme.defect
        : button.kind === "attention" ? Theme.attention : button.kind === "paper" ? Theme.card : Theme.clear
    readonly property color ink: button.kind === "attention" || button.kind === "paper" ? Theme.ink
        : button.filled || button.dark ? Theme.onColour : Theme.ink

    name: button.text
    hint: button.keyText
    implicitHeight: Theme.target
    implicitWidth: content.implicitWidth + (button.filled ? Theme.s48 : Theme.s32)

    Rectangle {
        anchors.fill: parent
        radius: button.radius
        color: button.filled ? button.fill : button.dark ? Theme.night : button.kind === "quiet" ? Theme.clear : Theme.card
        border.width: button.filled ? 0 : Theme.hair
        border.color: button.dark ? Theme.nightLine : button.kind === "quiet" ? Theme.line : Theme.ink
        opacity: button.down ? 0.85 : 1
    }

    Grid {
        id: content

        anchors.centerIn: parent
        columns: button.stacked ? 1 : 2
        spacing: button.stacked ? Theme.s4 : Theme.s12
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Words {
            text: button.text
            size: button.filled ? Theme.textStrong : Theme.textBody
            weight: button.filled ? Theme.bold : Theme.semibold
            color: button.ink
        }

        Rectangle {
            visible: button.keyText !== ""
            implicitWidth: cap.implicitWidth + Theme.s16
            implicitHeight: Theme.keyCap
            radius: Theme.radiusSmall
            color: button.filled && button.ink === Theme.onColour ? Qt.darker(button.fill, 1.35)
                : button.dark && !button.filled ? Theme.nightRaised : button.kind === "attention" ? Theme.attentionWash : Theme.wash

            Words {
                id: cap

                anchors.centerIn: parent
                text: button.keyText
                size: Theme.textCaption
                weight: Theme.semibold
                color: button.filled && button.ink === Theme.onColour ? Theme.onColour
                    : button.dark && !button.filled ? Theme.nightSecondary : button.kind === "attention" ? Theme.ink : Theme.secondary
            }
        }
    }
}
