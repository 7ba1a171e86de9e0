pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// A switch over the picture, with its key.
Pressable {
    id: key

    required property string text
    required property string keyText

    name: key.text
    hint: key.keyText
    checkable: true
    dark: true
    radius: Theme.radiusSmall
    implicitWidth: words.implicitWidth + Theme.s24
    implicitHeight: Theme.target

    Rectangle {
        anchors.centerIn: parent
        width: parent.width
        height: Theme.pill
        radius: Theme.radiusSmall
        color: key.checked ? Theme.nightText : Theme.studioCard
        border.width: Theme.hair
        border.color: Theme.nightLine

        Words {
            id: words

            anchors.centerIn: parent
            text: key.text + "  " + key.keyText
            size: Theme.textSmall
            weight: Theme.semibold
            color: key.checked ? Theme.ink : Theme.nightText
        }
    }
}
