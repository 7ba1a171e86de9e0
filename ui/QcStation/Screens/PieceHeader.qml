pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// What the garment was declared to be, and what was offered for it; on a decided piece, that decision, loudly.
Column {
    id: header

    required property PieceViewModel piece

    spacing: Theme.s12

    Rectangle {
        visible: header.piece.banner !== ""
        width: parent.width
        height: Theme.target
        radius: Theme.radiusMedium
        color: Theme.attention

        Words {
            anchors.left: parent.left
            anchors.leftMargin: Theme.s16
            anchors.right: number.left
            anchors.rightMargin: Theme.s12
            anchors.verticalCenter: parent.verticalCenter
            text: header.piece.banner
            size: Theme.textLead
            weight: Theme.bold
        }

        Words {
            id: number

            anchors.right: parent.right
            anchors.rightMargin: Theme.s16
            anchors.verticalCenter: parent.verticalCenter
            text: header.piece.pieceId
            size: Theme.textSmall
            figures: true
        }
    }

    Item {
        width: parent.width
        height: titles.height

        Column {
            id: titles

            anchors.left: parent.left
            anchors.right: offer.left
            anchors.rightMargin: Theme.s16
            spacing: Theme.s4

            Words {
                width: parent.width
                text: header.piece.title
                size: Theme.textHead
                weight: Theme.bold
            }

            Words {
                width: parent.width
                text: header.piece.detail
                size: Theme.textBody
                color: Theme.secondary
                figures: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
            }
        }

        Column {
            id: offer

            anchors.right: parent.right
            spacing: Theme.s2

            Caps {
                anchors.right: parent.right
                text: qsTr("Offer · %1").arg(header.piece.declared)
            }

            Words {
                anchors.right: parent.right
                text: header.piece.offer
                size: Theme.textHead
                weight: Theme.bold
                figures: true
            }
        }
    }

    Item {
        width: parent.width
        height: caps.height

        Caps {
            id: caps

            text: qsTr("Checks")
        }

        Words {
            anchors.right: parent.right
            text: header.piece.progress
            size: Theme.textSmall
            weight: Theme.semibold
            color: Theme.secondary
            figures: true
        }
    }
}
