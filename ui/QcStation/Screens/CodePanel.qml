pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A code typed instead of scanned. The number row types digits on every keyboard.
Rectangle {
    id: panel

    required property ShellViewModel shell

    color: Theme.card

    TextLine {
        id: line

        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.right: hint.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        focus: true
        text: panel.shell.typedText
        placeholder: qsTr("Parcel, piece or dossier code")
        shell: panel.shell
        onEntered: text => panel.shell.scan(text)
        onAbandoned: panel.shell.closePanel()
    }

    Row {
        id: hint

        anchors.right: parent.right
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s8

        ActionButton {
            kind: "primary"
            text: qsTr("Open")
            keyText: qsTr("Enter")
            onPressed: panel.shell.scan(line.text)
        }

        ActionButton {
            kind: "quiet"
            text: qsTr("Back")
            keyText: qsTr("Esc")
            onPressed: panel.shell.closePanel()
        }
    }

    Component.onCompleted: line.forceActiveFocus()
}
