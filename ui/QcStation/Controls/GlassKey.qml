pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// One key drawn on the screen. It takes no focus: the line that is typed keeps it.
Pressable {
    id: key

    required property string text
    property bool strong: false

    name: key.text
    activeFocusOnTab: false
    height: Theme.target

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: key.strong ? Theme.conform : key.down ? Theme.line : key.hovered ? Theme.paper : Theme.card
        border.width: key.strong ? 0 : Theme.hair
        border.color: Theme.line

        Words {
            anchors.centerIn: parent
            text: key.text
            size: Theme.textTitle
            weight: Theme.semibold
            color: key.strong ? Theme.onColour : Theme.ink
        }
    }
}
