pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The spirit level: how far the garment leans in the live picture, and which way to turn it.
Rectangle {
    id: badge

    required property StudioViewModel studio
    readonly property color ink: badge.studio.tiltState === "good" ? Theme.onColour : badge.studio.tiltState === "attention" ? Theme.ink : Theme.nightText

    width: content.width + Theme.s24
    height: Theme.pill
    radius: Theme.pill / 2
    color: badge.studio.tiltState === "good" ? Theme.conform : badge.studio.tiltState === "attention" ? Theme.attention : Theme.studioCard
    Accessible.role: Accessible.StaticText
    Accessible.name: badge.studio.tiltSaid

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.s8

        // Its axis, as it stands in the picture.
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.stroke
            height: Theme.s20
            radius: Theme.stroke / 2
            visible: badge.studio.tiltState !== "none"
            rotation: badge.studio.leanDegrees
            antialiasing: true
            color: badge.ink
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            text: badge.studio.tiltText
            size: Theme.textSmall
            weight: Theme.semibold
            color: badge.ink
            figures: true
        }
    }
}
