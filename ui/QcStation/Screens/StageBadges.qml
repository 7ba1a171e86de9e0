pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// What the picture is worth, gate by gate.
Flow {
    id: badges

    required property StudioViewModel studio

    spacing: Theme.s8

    Repeater {
        model: badges.studio.badges

        Rectangle {
            id: badge

            required property string text
            required property string level

            width: said.implicitWidth + Theme.s24
            height: Theme.pill
            radius: Theme.pill / 2
            color: badge.level === "good" ? Theme.conform : Theme.attention
            Accessible.role: Accessible.StaticText
            Accessible.name: badge.text

            Words {
                id: said

                anchors.centerIn: parent
                text: (badge.level === "good" ? "✓ " : "! ") + badge.text
                size: Theme.textSmall
                weight: Theme.semibold
                color: badge.level === "good" ? Theme.onColour : Theme.ink
                figures: true
            }
        }
    }
}
