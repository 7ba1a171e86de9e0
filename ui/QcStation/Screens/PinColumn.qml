pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Where is the defect? The nine zones lie as on a keypad; a finger may also point.
Item {
    id: column

    required property PieceViewModel piece
    readonly property bool front: column.piece.pinSide === "front"

    Column {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.s20
        y: Theme.s16
        spacing: Theme.s4

        Words {
            width: parent.width
            text: qsTr("Where is the defect?")
            size: Theme.textTitle
            weight: Theme.bold
        }

        Words {
            width: parent.width
            text: column.piece.pinTitle
            size: Theme.textBody
            weight: Theme.semibold
            color: Theme.defect
        }
    }

    Rectangle {
        id: board

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: foot.top
        anchors.leftMargin: Theme.s20
        anchors.rightMargin: Theme.s20
        anchors.topMargin: Theme.s12
        anchors.bottomMargin: Theme.s12
        radius: Theme.radiusMedium
        color: Theme.card
        border.width: Theme.stroke
        border.color: Theme.ink
        Accessible.role: Accessible.Graphic
        Accessible.name: column.piece.pinZone
        Accessible.description: qsTr("1 … 9: zone as on a keypad · arrows: a little further")

        GarmentOutline {
            id: garment

            anchors.fill: parent
            anchors.margins: Theme.s16
            path: column.front ? column.piece.frontOutline : column.piece.backOutline
            details: column.front ? column.piece.frontDetails : column.piece.backDetails
            unitsWide: column.piece.outlineWide
            fill: column.piece.swatch

            Repeater {
                model: column.piece.zones

                Rectangle {
                    id: zone

                    required property string cap
                    required property real across
                    required property real down
                    required property real wide
                    required property real tall
                    required property bool chosen

                    x: garment.originX + zone.across * garment.unitsWide * garment.fit
                    y: garment.originY + zone.down * garment.unitsTall * garment.fit
                    width: zone.wide * garment.unitsWide * garment.fit
                    height: zone.tall * garment.unitsTall * garment.fit
                    radius: Theme.radiusSmall
                    color: Theme.clear
                    border.width: zone.chosen ? Theme.stroke : Theme.hair
                    border.color: zone.chosen ? Theme.defect : Theme.garmentLine

                    KeyCap {
                        anchors.left: parent.left
                        anchors.top: parent.top
                        anchors.margins: Theme.s4
                        text: zone.cap
                    }
                }
            }

            Item {
                x: garment.originX + column.piece.pinX * garment.unitsWide * garment.fit
                y: garment.originY + column.piece.pinY * garment.unitsTall * garment.fit

                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.pinMark + Theme.s8
                    height: Theme.pinMark + Theme.s8
                    radius: width / 2
                    color: Theme.clear
                    border.width: Theme.focusRing
                    border.color: Theme.defect
                }

                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.s8
                    height: Theme.s8
                    radius: Theme.s4
                    color: Theme.defect
                    border.width: Theme.hair
                    border.color: Theme.card
                }
            }

            TapHandler {
                onTapped: point => column.piece.movePin((point.position.x - garment.originX) / (garment.unitsWide * garment.fit), (point.position.y - garment.originY) / (garment.unitsTall * garment.fit))
            }
        }
    }

    Column {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.s20
        anchors.rightMargin: Theme.s20
        anchors.bottomMargin: Theme.s16
        spacing: Theme.s8

        Item {
            width: parent.width
            height: sideButton.height

            Words {
                anchors.left: parent.left
                anchors.right: sideButton.left
                anchors.verticalCenter: parent.verticalCenter
                text: column.piece.pinZone
                size: Theme.textStrong
                weight: Theme.semibold
            }

            ActionButton {
                id: sideButton

                anchors.right: parent.right
                kind: "quiet"
                text: column.front ? qsTr("Front") : qsTr("Back")
                name: qsTr("Side shown: %1").arg(sideButton.text)
                keyText: qsTr("Tab")
                onPressed: column.piece.flipPin()
            }
        }

        ActionButton {
            width: parent.width
            kind: "primary"
            text: qsTr("Put the pin here")
            name: qsTr("Put the pin here: %1").arg(column.piece.pinZone)
            keyText: qsTr("Enter")
            onPressed: column.piece.placePin()
        }

        ActionButton {
            width: parent.width
            kind: "quiet"
            text: qsTr("No place to show")
            keyText: qsTr("Esc")
            onPressed: column.piece.skipPin()
        }

        Words {
            width: parent.width
            text: qsTr("1 … 9: zone as on a keypad · arrows: a little further")
            size: Theme.textSmall
            color: Theme.secondary
            wrapMode: Text.Wrap
        }
    }
}
