pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// One line to type, at the place of action: a reason, a label, a code.
FocusScope {
    id: ask

    required property WorkshopViewModel workshop

    implicitHeight: Theme.target
    focus: true

    // What can be typed, above the line; a finger, too, writes by it.
    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.top
        anchors.bottomMargin: Theme.s24
        visible: ask.workshop.asks === "symbols"
        height: symbols.height + Theme.s32
        radius: Theme.radiusLarge
        color: Theme.night

        Flow {
            id: symbols

            x: Theme.s16
            y: Theme.s16
            width: parent.width - Theme.s32
            spacing: Theme.s6

            Repeater {
                model: ask.workshop.codes

                ActionButton {
                    required property string cap
                    required property string label
                    required property bool chosen

                    dark: true
                    text: (chosen ? "✓ " : "") + label
                    keyText: cap
                    onPressed: line.type(line.text === "" || line.text.endsWith(" ") ? cap : " " + cap)
                }
            }
        }
    }

    Words {
        id: title

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        text: ask.workshop.askTitle
        size: Theme.textStrong
        weight: Theme.bold
        color: Theme.nightText
    }

    TextLine {
        id: line

        anchors.left: title.right
        anchors.right: give.left
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s12
        focus: true
        dark: true
        text: ask.workshop.typed
        placeholder: ask.workshop.askHint
        name: ask.workshop.askTitle
        onEntered: text => ask.workshop.give(text)
        onAbandoned: ask.workshop.leaveLine()
    }

    ActionButton {
        id: give

        anchors.right: back.left
        anchors.rightMargin: Theme.s8
        dark: true
        kind: "primary"
        text: qsTr("Keep it")
        keyText: qsTr("Enter")
        onPressed: line.submit()
    }

    ActionButton {
        id: back

        anchors.right: parent.right
        dark: true
        text: qsTr("Back")
        keyText: qsTr("Esc")
        onPressed: ask.workshop.leaveLine()
    }

    Component.onCompleted: line.forceActiveFocus()
}
