pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One side of the garment with the pins of its findings.
Rectangle {
    id: map

    required property string caption
    required property string side
    required property string path
    required property string details
    required property var pins
    required property real unitsWide
    required property color fill

    radius: Theme.radiusMedium
    color: Theme.wash

    GarmentOutline {
        id: garment

        anchors.fill: parent
        anchors.margins: Theme.s12
        anchors.bottomMargin: Theme.s24
        path: map.path
        details: map.details
        unitsWide: map.unitsWide
        fill: map.fill

        Repeater {
            model: map.pins

            Rectangle {
                id: pin

                required property string side
                required property real across
                required property real down
                required property string label
                required property bool gentle
                required property bool was

                visible: pin.side === map.side
                x: garment.originX + pin.across * garment.unitsWide * garment.fit - width / 2
                y: garment.originY + pin.down * garment.unitsTall * garment.fit - height / 2
                width: Theme.pinMark
                height: Theme.pinMark
                radius: Theme.pinMark / 2
                color: pin.was ? Theme.card : pin.gentle ? Theme.conform : Theme.defect
                border.width: Theme.stroke
                border.color: pin.was ? Theme.ink : Theme.card

                Words {
                    anchors.centerIn: parent
                    text: pin.label
                    size: Theme.textCaption
                    weight: Theme.bold
                    color: pin.was ? Theme.ink : Theme.onColour
                }
            }
        }
    }

    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s4
        text: map.caption
        size: Theme.textCaption
        weight: Theme.semibold
        color: Theme.secondary
    }
}
