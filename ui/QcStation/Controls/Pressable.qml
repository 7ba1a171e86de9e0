pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// Anything that can be pressed: by finger, mouse, or Tab and Enter.
FocusScope {
    id: pressable

    property string name
    property string hint
    // An answer that stands (`checked`) or does not, for who cannot see its colour: one of several.
    property bool checkable: false
    property bool checked: false
    property bool dark: false
    property int radius: Theme.radiusMedium
    readonly property bool down: tap.pressed
    readonly property bool hovered: hover.hovered

    signal pressed

    activeFocusOnTab: pressable.enabled
    Accessible.role: pressable.checkable ? Accessible.RadioButton : Accessible.Button
    Accessible.name: pressable.name
    Accessible.description: pressable.hint
    Accessible.checkable: pressable.checkable
    Accessible.checked: pressable.checked
    Accessible.onPressAction: pressable.pressed()
    Keys.onReturnPressed: pressable.pressed()
    Keys.onEnterPressed: pressable.pressed()
    // Esc gives the keys back to the screen, and does nothing else.
    Keys.onEscapePressed: pressable.focus = false

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: pressable.pressed()
    }

    Loader {
        anchors.fill: parent
        active: pressable.activeFocus
        z: 1
        sourceComponent: FocusRing {
            dark: pressable.dark
            follows: pressable.radius
        }
    }
}
