pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The shot list of the piece: each view with its picture, its key and where it stands.
Item {
    id: column

    required property StudioViewModel studio

    Caps {
        id: head

        x: Theme.s16
        y: Theme.s16
        text: qsTr("Views")
        color: Theme.nightTertiary
    }

    Words {
        anchors.right: parent.right
        anchors.verticalCenter: head.verticalCenter
        text: column.studio.progress
        size: Theme.textSmall
        weight: Theme.semibold
        color: Theme.nightSecondary
        figures: true
    }

    ListView {
        id: list

        readonly property real cardTall: Math.max(Theme.thumbTall, Math.min(Theme.viewCard, (list.height - (list.count - 1) * list.spacing) / Math.max(1, list.count)))

        anchors.left: parent.left
        anchors.leftMargin: Theme.s16
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.s12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s16
        spacing: Theme.s8
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: column.studio.views
        delegate: Pressable {
            id: card

            required property string key
            required property string number
            required property string label
            required property url source
            required property string stateName
            required property string mark
            required property string stateText
            required property bool defect
            required property int count

            name: qsTr("%1, %2").arg(card.label).arg(card.stateText)
            hint: card.number
            dark: true
            width: list.width - Theme.s4
            height: list.cardTall
            onPressed: column.studio.aim(card.key)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusMedium
                color: card.stateName === "kept" || picture.status === Image.Ready ? Theme.backdrop : Theme.studioCard
                border.width: card.stateName === "aimed" || card.stateName === "flawed" ? Theme.stroke : Theme.hair
                border.color: card.stateName === "aimed" ? Theme.nightText : card.stateName === "flawed" ? Theme.attention : Theme.studioLine
            }

            Image {
                id: picture

                anchors.fill: parent
                anchors.margins: Theme.s4
                anchors.bottomMargin: Theme.s24
                source: card.source
                sourceSize.width: Theme.viewsColumn * 2
                asynchronous: true
                autoTransform: true
                fillMode: Image.PreserveAspectFit
            }

            Rectangle {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.s2
                height: Theme.s24
                radius: Theme.radiusSmall
                color: card.stateName === "flawed" ? Theme.attention : Theme.studioCard

                Words {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s8
                    anchors.right: mark.left
                    anchors.rightMargin: Theme.s4
                    anchors.verticalCenter: parent.verticalCenter
                    text: (card.number ? card.number + "  " : "") + card.label
                    size: Theme.textSmall
                    weight: Theme.semibold
                    color: card.stateName === "flawed" ? Theme.ink : Theme.nightText
                }

                Words {
                    id: mark

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s8
                    anchors.verticalCenter: parent.verticalCenter
                    text: card.mark
                    size: Theme.textSmall
                    weight: Theme.bold
                    color: card.stateName === "flawed" ? Theme.ink : card.mark === "✓" ? Theme.studioConform : Theme.nightTertiary
                }
            }
        }
    }
}
