pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A lead signs: what, why, by which badge, and the PIN; one step at a time, each with its key.
Sheet {
    id: panel

    required property ShellViewModel shell
    required property LeadViewModel lead

    title: panel.lead.step === "choose" ? qsTr("A lead decides") : panel.lead.chosen
    subtitle: panel.lead.step === "choose" ? qsTr("What the rules and the expert said is kept beside it.") : panel.lead.reason
    closeText: qsTr("Back")
    closeKey: qsTr("Esc")
    onClosed: panel.lead.back()

    Column {
        width: parent.width
        spacing: Theme.s12

        Loader {
            width: parent.width
            active: panel.lead.step === "choose"
            visible: active
            sourceComponent: choices
        }

        Loader {
            width: parent.width
            active: panel.lead.step === "reason"
            visible: active
            focus: active
            sourceComponent: why
        }

        Loader {
            width: parent.width
            active: panel.lead.step === "badge"
            visible: active
            focus: active
            sourceComponent: badge
        }

        Loader {
            width: parent.width
            active: panel.lead.step === "pin"
            visible: active
            sourceComponent: pin
        }

        Words {
            width: parent.width
            visible: text !== "" && panel.lead.step !== "choose"
            text: panel.lead.said
            size: Theme.textLead
            weight: Theme.medium
            color: Theme.defect
            wrapMode: Text.Wrap
        }
    }

    Component {
        id: choices

        ListView {
            id: list

            height: Math.min(contentHeight, panel.height - Theme.keypadKey * 4)
            spacing: Theme.s4
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: panel.lead.options
            currentIndex: panel.lead.cursorRow
            highlightMoveDuration: Theme.quick
            delegate: Pressable {
                id: option

                required property int index
                required property string key
                required property string cap
                required property string title
                required property string detail
                required property string level
                required property bool atCursor

                name: option.title + (option.detail ? ", " + option.detail : "")
                hint: option.cap
                activeFocusOnTab: false
                width: list.width
                height: Theme.target
                onPressed: panel.lead.choose(option.index)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: option.hovered ? Theme.paper : Theme.card
                    border.width: option.atCursor ? Theme.stroke : Theme.hair
                    border.color: option.atCursor ? Theme.ink : Theme.line
                }

                KeyCap {
                    id: digit

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s12
                    anchors.verticalCenter: parent.verticalCenter
                    text: option.cap
                }

                Words {
                    id: mark

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s48
                    anchors.verticalCenter: parent.verticalCenter
                    text: option.level === "bad" ? "✕" : "✓"
                    size: Theme.textLead
                    weight: Theme.bold
                    color: option.level === "bad" ? Theme.defect : Theme.conform
                }

                Words {
                    anchors.left: mark.right
                    anchors.leftMargin: Theme.s8
                    anchors.right: detail.left
                    anchors.rightMargin: Theme.s12
                    anchors.verticalCenter: parent.verticalCenter
                    text: option.title
                    size: Theme.textLead
                    weight: Theme.semibold
                }

                Words {
                    id: detail

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, parent.width * 0.5)
                    text: option.detail
                    size: Theme.textBody
                    color: Theme.secondary
                    figures: true
                }
            }
        }
    }

    Component {
        id: why

        TextLine {
            id: reason

            focus: true
            maximumLength: 400
            placeholder: qsTr("Why? One line, kept with the decision; then Enter")
            onEntered: text => panel.lead.giveReason(text)
            onAbandoned: panel.lead.back()
            Component.onCompleted: reason.forceActiveFocus()
        }
    }

    Component {
        id: badge

        TextLine {
            id: number

            focus: true
            placeholder: panel.lead.badge
            shell: panel.shell
            onEntered: text => {
                panel.lead.giveBadge(text);
                number.text = "";
            }
            onAbandoned: panel.lead.back()
            Component.onCompleted: number.forceActiveFocus()
        }
    }

    Component {
        id: pin

        PinPad {
            badge: panel.lead.badge
            typed: panel.lead.typed
            enterName: qsTr("Sign")
            onDigit: digit => panel.lead.digit(digit)
            onErase: panel.lead.erase()
            onEnter: panel.lead.enter()
        }
    }
}
