pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.ViewModels

// The bench: parcel bar on top, items, checklist and camera side by side, the verdict bar below.
Item {
    id: bench

    required property ShellViewModel shell
    required property ParcelViewModel parcel
    required property PieceViewModel piece
    required property VerdictViewModel verdict
    required property CameraViewModel camera
    required property LeadViewModel lead
    required property PapersViewModel papers
    readonly property real room: bench.width + Theme.rail

    ParcelBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        shell: bench.shell
        parcel: bench.parcel
    }

    Item {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: verdictBar.top
        visible: bench.parcel.isOpen

        ItemsColumn {
            id: items

            anchors.left: parent.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.sideColumn(bench.room)
            shell: bench.shell
            parcel: bench.parcel
        }

        Rectangle {
            id: rule

            anchors.left: items.right
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }

        Loader {
            id: centre

            anchors.left: rule.right
            anchors.right: side.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            sourceComponent: bench.parcel.asksForm ? question : bench.piece.isOpen ? checks : bench.parcel.undeclared ? stray : rest
        }

        Rectangle {
            anchors.right: side.left
            width: Theme.hair
            height: parent.height
            color: Theme.line
        }

        Loader {
            id: side

            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.pictureColumn(bench.room)
            active: bench.parcel.isOpen
            sourceComponent: bench.piece.placing ? pinColumn : cameraColumn
        }
    }

    Component {
        id: checks

        ChecksColumn {
            piece: bench.piece
        }
    }

    Component {
        id: rest

        ParcelRest {
            parcel: bench.parcel
            verdict: bench.verdict
            lead: bench.lead
        }
    }

    Component {
        id: stray

        UndeclaredCard {
            parcel: bench.parcel
            lead: bench.lead
        }
    }

    Component {
        id: question

        FormQuestion {
            parcel: bench.parcel
        }
    }

    Component {
        id: cameraColumn

        CameraColumn {
            camera: bench.camera
            piece: bench.piece
        }
    }

    Component {
        id: pinColumn

        PinColumn {
            piece: bench.piece
        }
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: verdictBar.top
        active: !bench.parcel.isOpen
        sourceComponent: EmptyBench {
            shell: bench.shell
        }
    }

    VerdictBar {
        id: verdictBar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        verdict: bench.verdict
        piece: bench.piece
        lead: bench.lead
        papers: bench.papers
    }
}
