pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// Where the keyboard is: 3 px of ink, 2 px away. White on the dark parts.
Rectangle {
    id: ring

    property bool dark: false
    property int follows: Theme.radiusMedium

    anchors.fill: parent
    anchors.margins: -(Theme.focusGap + Theme.focusRing)
    radius: ring.follows + Theme.focusGap + Theme.focusRing
    color: Theme.clear
    border.width: Theme.focusRing
    border.color: ring.dark ? Theme.nightText : Theme.ink
}
