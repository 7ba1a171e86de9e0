pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.ViewModels

// The workshop: what is where on the left, the piece in hand with its route on the right, the next thing to do below.
Rectangle {
    id: screen

    required property ShellViewModel shell
    required property WorkshopViewModel workshop

    color: Theme.paper

    WorkshopBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        shell: screen.shell
        workshop: screen.workshop
    }

    WorkshopBoard {
        anchors.left: parent.left
        anchors.right: rule.left
        anchors.top: bar.bottom
        anchors.bottom: actions.top
        visible: screen.workshop.allowed
        workshop: screen.workshop
    }

    Rectangle {
        id: rule

        anchors.right: side.left
        anchors.top: bar.bottom
        anchors.bottom: actions.top
        width: Theme.hair
        color: Theme.line
    }

    Loader {
        id: side

        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: actions.top
        width: screen.workshop.allowed ? Math.round(Math.min(Theme.cardWide, screen.width * 0.38)) : screen.width
        sourceComponent: screen.workshop.isOpen ? piece : empty
    }

    Component {
        id: piece

        WorkshopPiece {
            workshop: screen.workshop
        }
    }

    Component {
        id: empty

        EmptyWorkshop {
            workshop: screen.workshop
        }
    }

    WorkshopActions {
        id: actions

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        workshop: screen.workshop
    }
}
