pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.ViewModels

// One line of typing. Enter sends it, Esc leaves it; the scanner never needs it.
FocusScope {
    id: line

    property alias text: input.text
    property alias maximumLength: input.maximumLength
    property string placeholder
    property string name: line.placeholder
    property bool dark: false
    // Given for codes: the number row then types digits on every keyboard.
    property ShellViewModel shell: null

    signal entered(text: string)
    signal abandoned

    // What the keys on the screen do to it.
    function type(letters: string): void {
        input.insert(input.cursorPosition, letters);
    }

    function erase(): void {
        input.remove(Math.max(0, input.cursorPosition - 1), input.cursorPosition);
    }

    function submit(): void {
        line.entered(input.text);
    }

    function send(event: KeyEvent): void {
        event.accepted = true;
        if (!event.isAutoRepeat)
            line.entered(input.text);
    }

    implicitHeight: Theme.target
    implicitWidth: Theme.fieldWide

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: line.dark ? Theme.nightRaised : Theme.card
        border.width: input.activeFocus ? Theme.stroke : Theme.hair
        border.color: line.dark ? Theme.nightTertiary : input.activeFocus ? Theme.ink : Theme.line
    }

    TextInput {
        id: input

        anchors.fill: parent
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        focus: true
        clip: true
        color: line.dark ? Theme.nightText : Theme.ink
        selectionColor: Theme.conform
        selectedTextColor: Theme.onColour
        font.pixelSize: Theme.textStrong
        font.weight: Theme.medium
        maximumLength: 400
        verticalAlignment: TextInput.AlignVCenter
        activeFocusOnTab: true
        Accessible.role: Accessible.EditableText
        Accessible.name: line.name
        // Taken here whole: TextInput lets Enter pass on after `accepted`, and the screen would do its next step too.
        Keys.onReturnPressed: event => line.send(event)
        Keys.onEnterPressed: event => line.send(event)
        Keys.onEscapePressed: line.abandoned()
        Keys.onPressed: event => {
            const digit = line.shell ? line.shell.digitOf(event.key, event.modifiers, event.nativeScanCode) : "";
            if (digit.length === 1) {
                input.insert(input.cursorPosition, digit);
                event.accepted = true;
            }
        }
    }

    Words {
        anchors.fill: input
        visible: input.text === "" && !input.inputMethodComposing
        text: line.placeholder
        size: Theme.textStrong
        color: line.dark ? Theme.nightTertiary : Theme.tertiary
    }
}
