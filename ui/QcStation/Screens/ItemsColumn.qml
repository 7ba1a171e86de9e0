pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The declared items of the parcel, as cards.
Item {
    id: column

    required property ShellViewModel shell
    required property ParcelViewModel parcel

    Caps {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: Theme.s20
        y: Theme.s20
        text: qsTr("Declared items")
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.s20
        anchors.verticalCenter: head.verticalCenter
        text: column.parcel.progress
        size: Theme.textSmall
        weight: Theme.semibold
        color: Theme.secondary
        figures: true
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: cursor.visible ? cursor.top : missing.visible ? missing.top : parent.bottom
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        anchors.topMargin: Theme.s8
        anchors.bottomMargin: Theme.s12
        topMargin: Theme.s4
        clip: true
        spacing: Theme.s8
        boundsBehavior: Flickable.StopAtBounds
        model: column.parcel.cards
        currentIndex: column.parcel.cursorRow
        highlightMoveDuration: Theme.quick
        delegate: ItemDelegate {
            width: list.width
            onPressed: column.parcel.open(key)
        }
    }

    // What ↑ ↓ do, for a finger: pressing a card would take it in hand.
    Row {
        id: cursor

        anchors.left: missing.left
        anchors.right: missing.right
        anchors.bottom: missing.visible ? missing.top : parent.bottom
        anchors.bottomMargin: missing.visible ? Theme.s8 : Theme.s16
        visible: column.shell.touching && column.parcel.choosing
        spacing: Theme.s8

        ActionButton {
            width: (parent.width - parent.spacing) / 2
            kind: "quiet"
            text: "↑"
            name: qsTr("The item above")
            onPressed: column.parcel.step(-1)
        }

        ActionButton {
            width: (parent.width - parent.spacing) / 2
            kind: "quiet"
            text: "↓"
            name: qsTr("The item below")
            onPressed: column.parcel.step(1)
        }
    }

    ActionButton {
        id: missing

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s16
        visible: column.parcel.canMarkMissing
        kind: "quiet"
        text: qsTr("Not in the parcel")
        keyText: "M"
        onPressed: column.parcel.markMissing()
    }
}
