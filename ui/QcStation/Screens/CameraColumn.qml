pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The live picture, the shutter, the views wanted and the garment with its pins.
Item {
    id: column

    required property CameraViewModel camera
    required property PieceViewModel piece

    Caps {
        id: head

        anchors.left: parent.left
        anchors.leftMargin: Theme.s20
        y: Theme.s20
        text: qsTr("Photographs")
    }

    Words {
        anchors.left: head.right
        anchors.leftMargin: Theme.s12
        anchors.right: parent.right
        anchors.rightMargin: Theme.s20
        anchors.verticalCenter: head.verticalCenter
        horizontalAlignment: Text.AlignRight
        text: column.camera.name
        size: Theme.textSmall
        color: Theme.secondary
    }

    Rectangle {
        id: screen

        // A piece that came back from the shop has how it was shown beside it.
        readonly property real both: column.width - Theme.s20 * 2

        anchors.left: parent.left
        anchors.top: head.bottom
        anchors.leftMargin: Theme.s20
        anchors.topMargin: Theme.s12
        width: column.camera.compares ? (screen.both - Theme.s8) / 2 : screen.both
        height: column.camera.compares ? Math.min(width * 1.25, column.height * 0.4) : Math.min(width * 0.75, column.height * 0.4)
        radius: Theme.radiusMedium
        color: column.camera.level === "trouble" ? Theme.defectWash : Theme.picture
        border.width: column.camera.level === "trouble" ? Theme.stroke : 0
        border.color: Theme.defect

        LivePicture {
            id: live

            anchors.fill: parent
            visible: column.camera.live
            Component.onCompleted: column.camera.attach(live)
        }

        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.s48
            visible: !column.camera.live
            spacing: Theme.s4

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: (column.camera.level === "trouble" ? "✕ " : "") + column.camera.headline
                size: Theme.textStrong
                weight: Theme.semibold
                color: column.camera.level === "trouble" ? Theme.defect : Theme.pictureText
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: column.camera.advice
                size: Theme.textSmall
                color: Theme.pictureText
                wrapMode: Text.Wrap
                maximumLineCount: 4
            }
        }
    }

    Loader {
        anchors.left: screen.right
        anchors.leftMargin: Theme.s8
        anchors.top: screen.top
        width: screen.width
        height: screen.height
        active: column.camera.compares
        sourceComponent: EarlierView {
            source: column.camera.earlierSource
            label: column.camera.earlierLabel
            pins: column.camera.earlierPins
            onPressed: column.camera.nextEarlier()
        }
    }

    Item {
        id: shutter

        anchors.left: screen.left
        width: screen.both
        anchors.top: screen.bottom
        anchors.topMargin: Theme.s12
        height: column.camera.canShoot ? Theme.target : 0

        ActionButton {
            anchors.fill: parent
            visible: column.camera.canShoot
            kind: column.camera.urgent ? "attention" : "plain"
            text: column.camera.shootText
            keyText: qsTr("Space")
            onPressed: column.camera.shoot()
        }
    }

    Caps {
        id: wanted

        anchors.left: screen.left
        anchors.top: shutter.bottom
        anchors.topMargin: Theme.s16
        text: qsTr("Wanted views")
    }

    Words {
        anchors.right: shutter.right
        anchors.verticalCenter: wanted.verticalCenter
        text: column.camera.progress
        size: Theme.textSmall
        weight: Theme.semibold
        color: Theme.secondary
        figures: true
    }

    ListView {
        id: strip

        anchors.left: shutter.left
        anchors.right: shutter.right
        anchors.top: wanted.bottom
        anchors.topMargin: Theme.s8
        height: Theme.shotTall
        orientation: ListView.Horizontal
        spacing: Theme.s8
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: column.camera.shots
        currentIndex: column.camera.wantedRow
        highlightMoveDuration: Theme.quick
        delegate: ShotDelegate {
            width: Math.max(Theme.shotWide, (strip.width - 3 * strip.spacing) / 4)
            height: strip.height
            onPressed: column.camera.shootView(key)
        }
    }

    Row {
        id: sides

        anchors.left: shutter.left
        anchors.right: shutter.right
        anchors.top: strip.bottom
        anchors.bottom: parent.bottom
        anchors.topMargin: Theme.s16
        anchors.bottomMargin: Theme.s12
        spacing: Theme.s8
        visible: column.piece.isOpen && height > Theme.outlineTall / 2

        PinMap {
            width: (sides.width - sides.spacing) / 2
            height: sides.height
            caption: qsTr("Front")
            side: "front"
            path: column.piece.frontOutline
            details: column.piece.frontDetails
            pins: column.piece.pins
            unitsWide: column.piece.outlineWide
            fill: column.piece.swatch
        }

        PinMap {
            width: (sides.width - sides.spacing) / 2
            height: sides.height
            caption: qsTr("Back")
            side: "back"
            path: column.piece.backOutline
            details: column.piece.backDetails
            pins: column.piece.pins
            unitsWide: column.piece.outlineWide
            fill: column.piece.swatch
        }
    }
}
