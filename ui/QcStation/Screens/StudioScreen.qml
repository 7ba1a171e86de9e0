pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.ViewModels

// The studio: the views of the piece, the set in the middle, its sheet, and the next thing to do. Dark, for the picture.
Rectangle {
    id: screen

    required property ShellViewModel shell
    required property StudioViewModel studio

    color: Theme.studioPaper

    StudioBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        shell: screen.shell
        studio: screen.studio
    }

    ViewsColumn {
        id: views

        anchors.left: parent.left
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: screen.studio.isOpen ? Theme.viewsColumn : 0
        visible: screen.studio.isOpen
        studio: screen.studio
    }

    SetStage {
        anchors.left: views.right
        anchors.right: sheet.left
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        studio: screen.studio
    }

    SheetColumn {
        id: sheet

        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        width: Theme.sheetColumn
        studio: screen.studio
    }

    Loader {
        anchors.fill: parent
        active: screen.studio.trayOpen
        sourceComponent: TrayPanel {
            studio: screen.studio
        }
    }
}
