pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// What is where: every station keeps its place, three in a row, whether something is there or not.
Item {
    id: board

    required property WorkshopViewModel workshop
    readonly property int across: 3
    readonly property int down: Math.max(1, Math.ceil(stations.count / board.across))

    Caps {
        id: head

        x: Theme.s20
        y: Theme.s16
        text: qsTr("What is where")
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.s20
        anchors.verticalCenter: head.verticalCenter
        visible: board.workshop.boardEmpty
        text: qsTr("Nothing waits and nothing is in work.")
        size: Theme.textSmall
        color: Theme.secondary
    }

    Grid {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        anchors.topMargin: Theme.s12
        columns: board.across
        spacing: Theme.s12

        Repeater {
            id: stations

            model: board.workshop.stations

            StationDelegate {
                width: (grid.width - (board.across - 1) * grid.spacing) / board.across
                height: (grid.height - (board.down - 1) * grid.spacing) / board.down
            }
        }
    }
}
