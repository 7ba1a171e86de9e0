pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// A shot on the set: all of it, or, zoomed, a pixel for a pixel around where the pointer or the arrows are.
Item {
    id: stage

    required property url source
    required property string caption
    property bool zoomed: false

    clip: true

    Flickable {
        id: flick

        anchors.fill: parent
        contentWidth: stage.zoomed ? Math.max(flick.width, whole.implicitWidth) : flick.width
        contentHeight: stage.zoomed ? Math.max(flick.height, whole.implicitHeight) : flick.height
        boundsBehavior: Flickable.StopAtBounds
        interactive: stage.zoomed

        Image {
            id: whole

            width: flick.contentWidth
            height: flick.contentHeight
            source: stage.source
            asynchronous: true
            autoTransform: true
            fillMode: stage.zoomed ? Image.Pad : Image.PreserveAspectFit
            sourceSize.width: stage.zoomed ? 0 : Theme.leastWide
            onStatusChanged: if (stage.zoomed && whole.status === Image.Ready) {
                flick.contentX = Math.max(0, (flick.contentWidth - flick.width) / 2);
                flick.contentY = Math.max(0, (flick.contentHeight - flick.height) / 2);
            }
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.s16
        width: words.implicitWidth + Theme.s24
        height: Theme.pill
        radius: Theme.radiusSmall
        color: Theme.studioCard

        Words {
            id: words

            anchors.centerIn: parent
            text: stage.caption + (stage.zoomed ? qsTr(" · 100 %") : "")
            size: Theme.textSmall
            weight: Theme.semibold
            color: Theme.nightText
        }
    }
}
