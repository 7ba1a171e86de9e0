import QtQuick
import QtQuick.Window
import QcStation.Theme
import QcStation.Screens
import QcStation.ViewModels

// The workshop alone in a window, for the tests; keys go the way they go in Main.qml.
Window {
    id: window

    required property ShellViewModel shell
    required property WorkshopViewModel workshop

    width: 1440
    height: 900
    color: Theme.paper

    FocusScope {
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            event.accepted = window.shell.press(event.key, event.modifiers, event.nativeScanCode, event.text, event.isAutoRepeat);
        }

        Rail {
            id: rail

            height: parent.height
            shell: window.shell
        }

        WorkshopScreen {
            anchors.left: rail.right
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            shell: window.shell
            workshop: window.workshop
        }
    }
}
