pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// A station of the workshop with the pieces that are in work there or wait for it.
Rectangle {
    id: station

    required property string key
    required property string title
    required property int count
    required property int late
    required property var entries

    radius: Theme.radiusMedium
    color: station.count > 0 ? Theme.card : Theme.wash
    border.width: Theme.hair
    border.color: Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: station.title + ", " + station.count

    Words {
        id: head

        anchors.left: parent.left
        anchors.right: number.left
        anchors.top: parent.top
        anchors.leftMargin: Theme.s12
        anchors.rightMargin: Theme.s8
        anchors.topMargin: Theme.s8
        height: Theme.keyCap
        text: station.title
        size: Theme.textBody
        weight: Theme.semibold
        color: station.count > 0 ? Theme.ink : Theme.secondary
    }

    Row {
        id: number

        anchors.right: parent.right
        anchors.rightMargin: Theme.s12
        anchors.verticalCenter: head.verticalCenter
        spacing: Theme.s6

        Rectangle {
            visible: station.late > 0
            width: lateText.implicitWidth + Theme.s12
            height: Theme.keyCap
            radius: Theme.keyCap / 2
            color: Theme.attention

            Words {
                id: lateText

                anchors.centerIn: parent
                text: "! " + station.late
                size: Theme.textCaption
                weight: Theme.bold
                figures: true
            }
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: station.count > 0 ? station.count : "–"
            size: Theme.textBody
            weight: Theme.semibold
            color: Theme.secondary
            figures: true
        }
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s8
        anchors.topMargin: Theme.s6
        clip: true
        spacing: Theme.s6
        boundsBehavior: Flickable.StopAtBounds
        model: station.entries
        delegate: BoardDelegate {
            width: list.width
        }
    }
}
