pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A reason in one line, at the place of action.
FocusScope {
    id: reason

    required property VerdictViewModel verdict

    // The same line may ask several things, one after the other.
    function give(text: string): void {
        line.text = "";
        reason.verdict.giveReason(text);
    }

    implicitHeight: Theme.target + Theme.s8
    focus: true

    Row {
        anchors.fill: parent
        spacing: Theme.s12

        Words {
            id: what

            anchors.verticalCenter: parent.verticalCenter
            text: reason.verdict.askTitle
            size: Theme.textStrong
            weight: Theme.bold
            color: Theme.nightText
        }

        TextLine {
            id: line

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - what.width - sign.width - leave.width - Theme.s48
            focus: true
            dark: true
            placeholder: reason.verdict.askHint
            onEntered: text => reason.give(text)
            onAbandoned: reason.verdict.leaveReason()
        }

        ActionButton {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            kind: "attention"
            dark: true
            text: !reason.verdict.mayPass ? qsTr("Sign") : line.text.trim() !== "" ? qsTr("Note") : qsTr("Pass on")
            keyText: qsTr("Enter")
            enabled: line.text.trim() !== "" || reason.verdict.mayPass
            opacity: enabled ? 1 : 0.5
            onPressed: reason.give(line.text)
        }

        ActionButton {
            id: leave

            anchors.verticalCenter: parent.verticalCenter
            dark: true
            text: qsTr("Back")
            keyText: qsTr("Esc")
            onPressed: reason.verdict.leaveReason()
        }
    }

    Component.onCompleted: line.forceActiveFocus()
}
