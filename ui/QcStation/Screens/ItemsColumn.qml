pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The declared items of the parcel, as cards.
Item {
    id: column

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
        anchors.bottom: missing.visible ? missing.top : parent.bottom
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
