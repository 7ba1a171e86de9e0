pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A line of the sheet: what it is, what it says, and where that comes from.
Pressable {
    id: line

    required property StudioViewModel studio
    required property string key
    required property string label
    required property string text
    required property string note
    required property string cap
    required property bool missing

    name: qsTr("%1: %2").arg(line.label).arg(line.text || qsTr("missing"))
    hint: line.cap
    dark: true
    enabled: line.cap !== ""
    onPressed: line.studio.edit(line.key)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: Theme.studioCard
        border.width: line.missing ? Theme.stroke : 0
        border.color: Theme.attention
    }

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s12
        anchors.right: side.left
        anchors.rightMargin: Theme.s8
        anchors.verticalCenter: parent.verticalCenter

        Words {
            width: parent.width
            text: line.label + (line.note ? " · " + line.note : "")
            size: Theme.textCaption
            color: Theme.nightTertiary
        }

        Words {
            width: parent.width
            text: line.text || (line.missing ? "! " + qsTr("missing") : "–")
            size: Theme.textBody
            weight: Theme.semibold
            color: line.missing ? Theme.attention : Theme.nightText
            figures: true
        }
    }

    KeyCap {
        id: side

        anchors.right: parent.right
        anchors.rightMargin: Theme.s8
        anchors.verticalCenter: parent.verticalCenter
        dark: true
        text: line.cap
    }
}
