pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// The key that does it, printed where it is done.
Rectangle {
    id: cap

    property alias text: label.text
    property bool dark: false
    property color ink: cap.dark ? Theme.nightSecondary : Theme.secondary

    visible: label.text !== ""
    implicitWidth: Math.max(Theme.keyCap, label.implicitWidth + Theme.s12)
    implicitHeight: Theme.keyCap
    radius: Theme.s4
    color: cap.dark ? Theme.nightRaised : Theme.wash
    border.width: Theme.hair
    border.color: cap.dark ? Theme.nightLine : Theme.line
    Accessible.ignored: true

    Words {
        id: label

        anchors.centerIn: parent
        size: Theme.textCaption
        weight: Theme.semibold
        color: cap.ink
        figures: true
    }
}
