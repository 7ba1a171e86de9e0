pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Every shot of the view that is shown, kept, rejected or neither: none is ever lost.
ListView {
    id: strip

    required property StudioViewModel studio

    height: strip.count > 0 ? Theme.filmTall : 0
    orientation: ListView.Horizontal
    spacing: Theme.s8
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    model: strip.studio.film
    delegate: Pressable {
        id: shot

        required property string key
        required property url source
        required property string mark
        required property string label
        required property bool current

        name: qsTr("Shot %1").arg(shot.label)
        dark: true
        radius: Theme.radiusSmall
        width: Theme.filmWide
        height: Theme.filmTall
        onPressed: strip.studio.showShot(shot.key)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusSmall
            color: Theme.studioWash
            border.width: shot.current ? Theme.stroke : Theme.hair
            border.color: shot.current ? Theme.nightText : Theme.studioLine

            Image {
                anchors.fill: parent
                anchors.margins: Theme.s4
                source: shot.source
                sourceSize.width: Theme.filmWide * 2
                asynchronous: true
                autoTransform: true
                fillMode: Image.PreserveAspectFit
                opacity: shot.mark === "✕" ? 0.4 : 1
            }

            Rectangle {
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.s2
                visible: shot.mark !== ""
                width: Theme.pinMark
                height: Theme.pinMark
                radius: Theme.pinMark / 2
                color: shot.mark === "✓" ? Theme.conform : shot.mark === "✕" ? Theme.defect : Theme.attention

                Words {
                    anchors.centerIn: parent
                    text: shot.mark
                    size: Theme.textCaption
                    weight: Theme.bold
                    color: shot.mark === "!" ? Theme.ink : Theme.onColour
                }
            }
        }
    }
}
