pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// One line to type, at the place of action: a reason, a measurement, a text of the sheet, a code.
FocusScope {
    id: ask

    required property StudioViewModel studio

    // The same line asks several things, one after the other.
    function give(text: string): void {
        line.text = "";
        ask.studio.give(text);
    }

    implicitHeight: title.height + line.height + Theme.s8
    focus: true

    Words {
        id: title

        width: parent.width
        text: ask.studio.askTitle
        size: Theme.textStrong
        weight: Theme.bold
        color: Theme.nightText
    }

    TextLine {
        id: line

        anchors.top: title.bottom
        anchors.topMargin: Theme.s8
        width: parent.width
        focus: true
        dark: true
        placeholder: ask.studio.askHint
        name: ask.studio.askTitle
        maximumLength: Theme.lineLetters
        onEntered: text => ask.give(text)
        onAbandoned: ask.studio.leaveLine()
    }

    Component.onCompleted: line.forceActiveFocus()
}
