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
