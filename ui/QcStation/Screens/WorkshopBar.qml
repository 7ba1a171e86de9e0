pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Which piece lies on the table, and the state of ledger, camera and the rest; answers to scans and acts over it.
Rectangle {
    id: bar

    required property ShellViewModel shell
    required property WorkshopViewModel workshop

    height: Theme.topBar
    color: Theme.card

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.right: chips.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s2

        Caps {
            visible: bar.workshop.isOpen
            text: qsTr("Piece %1").arg(bar.workshop.pieceId)
            figures: true
        }

        Words {
            width: Math.min(implicitWidth, parent.width)
            text: bar.workshop.isOpen ? bar.workshop.title : qsTr("Workshop")
            size: Theme.textTitle
            weight: Theme.semibold
        }
    }

    NoticeBand {
        anchors.left: parent.left
        anchors.right: chips.left
        anchors.rightMargin: Theme.s12
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        shell: bar.shell
    }

    Row {
        id: chips

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s8

        Repeater {
            model: bar.shell.chips

            StatusPill {
                required property string brief

                hint: "S"
                shown: brief
                onPressed: bar.shell.showPanel("status")
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }
}
