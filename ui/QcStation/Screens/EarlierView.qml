pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// What the shop showed of a view before the piece came back. Pressed, it shows the next one.
Pressable {
    id: earlier

    required property url source
    required property string label
    required property string pins

    name: qsTr("Earlier picture: %1").arg(earlier.label)
    hint: earlier.pins === "" ? "" : qsTr("shows %1").arg(earlier.pins)
    activeFocusOnTab: false

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: Theme.picture
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.s2
        anchors.bottomMargin: Theme.s24
        source: earlier.source
        asynchronous: true
        autoTransform: true
        fillMode: Image.PreserveAspectFit
        sourceSize.width: Theme.shotWide * 4
        sourceSize.height: Theme.shotTall * 4
    }

    Words {
        anchors.left: parent.left
        anchors.right: cap.left
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.s8
        anchors.rightMargin: Theme.s4
        anchors.bottomMargin: Theme.s4
        text: qsTr("Before · %1").arg(earlier.label) + (earlier.pins === "" ? "" : " · " + earlier.pins)
        size: Theme.textCaption
        weight: Theme.semibold
        color: Theme.pictureText
    }

    KeyCap {
        id: cap

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.s4
        dark: true
        text: "V"
    }
}
