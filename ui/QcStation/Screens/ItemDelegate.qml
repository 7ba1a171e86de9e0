pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One declared item: its drawing, what was declared, where it stands, what it pays.
Pressable {
    id: card

    required property int index
    required property string key
    required property string title
    required property string detail
    required property string mark
    required property string stateText
    required property string level
    required property string amount
    required property string outline
    required property string details
    required property real wide
    required property string swatch
    required property bool inHand
    required property bool atCursor
    readonly property color tone: card.level === "good" ? Theme.conform : card.level === "bad" ? Theme.defect
        : card.level === "current" ? Theme.ink : card.level === "attention" ? Theme.ink : Theme.tertiary

    name: card.title + ", " + card.stateText
    hint: card.detail
    implicitHeight: Math.max(Theme.itemCard, said.height + Theme.s24)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: card.hovered && !card.inHand ? Theme.paper : Theme.card
        border.width: card.inHand || card.atCursor ? Theme.stroke : Theme.hair
        border.color: card.inHand ? Theme.ink : card.atCursor ? Theme.secondary : Theme.line
    }

    Rectangle {
        id: picture

        anchors.left: parent.left
        anchors.leftMargin: Theme.s12
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.thumb
        height: Theme.thumbTall
        radius: Theme.radiusSmall
        color: Theme.wash

        GarmentOutline {
            anchors.fill: parent
            anchors.margins: Theme.s6
            path: card.outline
            unitsWide: card.wide
            fill: card.swatch
        }
    }

    Column {
        id: said

        anchors.left: picture.right
        anchors.leftMargin: Theme.s12
        anchors.right: parent.right
        anchors.rightMargin: Theme.s12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s4

        Words {
            width: parent.width
            text: card.title
            size: Theme.textBody
            weight: Theme.semibold
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Words {
            width: parent.width
            text: card.detail
            size: Theme.textCaption
            color: Theme.secondary
            figures: true
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Item {
            width: parent.width
            height: status.height

            Rectangle {
                visible: card.level === "attention"
                anchors.left: parent.left
                anchors.leftMargin: -Theme.s4
                anchors.verticalCenter: parent.verticalCenter
                width: status.width + Theme.s12
                height: status.height + Theme.s4
                radius: Theme.s4
                color: Theme.attentionWash
            }

            Row {
                id: status

                spacing: Theme.s6

                Words {
                    text: card.mark
                    size: Theme.textSmall
                    weight: Theme.bold
                    color: card.tone
                }

                Words {
                    text: card.stateText
                    size: Theme.textSmall
                    weight: Theme.medium
                    color: card.tone
                    width: Math.min(implicitWidth, said.width - amountText.width - Theme.s24)
                }
            }

            Words {
                id: amountText

                anchors.right: parent.right
                anchors.verticalCenter: status.verticalCenter
                text: card.amount
                size: Theme.textBody
                weight: Theme.semibold
                figures: true
            }
        }
    }
}
