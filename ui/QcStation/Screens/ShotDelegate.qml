pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One wanted view: its photograph when it is kept, otherwise what is still to be taken.
Pressable {
    id: shot

    required property int index
    required property string key
    required property string label
    required property url source
    required property string stateText
    required property string pins
    readonly property bool kept: shot.stateText === "kept"
    readonly property bool wanted: shot.stateText === "wanted"
    readonly property bool required_: shot.stateText === "required" || shot.key.startsWith("defect:")

    name: shot.kept ? qsTr("%1, photographed").arg(shot.label) : qsTr("%1, to be photographed").arg(shot.label)
    hint: shot.pins === "" ? "" : qsTr("shows %1").arg(shot.pins)
    activeFocusOnTab: false

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall
        color: shot.kept ? Theme.picture : Theme.card
        border.width: shot.wanted ? Theme.stroke : Theme.hair
        border.color: shot.required_ && !shot.kept ? Theme.defect : shot.wanted ? Theme.ink : Theme.line
    }

    Image {
        anchors.fill: parent
        anchors.margins: Theme.s2
        anchors.bottomMargin: Theme.s20
        visible: shot.kept
        source: shot.source
        asynchronous: true
        fillMode: Image.PreserveAspectCrop
        sourceSize.width: Theme.shotWide * 2
        sourceSize.height: Theme.shotTall * 2
    }

    // What this picture has to show, by the marks on the outline.
    Row {
        x: Theme.s4
        y: Theme.s4
        spacing: Theme.s2

        Repeater {
            model: shot.pins === "" ? [] : shot.pins.split(" ").slice(0, 3)

            Rectangle {
                id: mark

                required property string modelData

                width: Theme.s16
                height: Theme.s16
                radius: Theme.s8
                color: Theme.defect

                Words {
                    anchors.centerIn: parent
                    text: mark.modelData
                    size: Theme.textCaption
                    weight: Theme.bold
                    color: Theme.onColour
                }
            }
        }
    }

    Words {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.s20
        visible: !shot.kept
        text: shot.required_ ? "!" : shot.wanted ? "●" : "○"
        size: Theme.textTitle
        weight: Theme.semibold
        color: shot.required_ ? Theme.defect : shot.wanted ? Theme.ink : Theme.tertiary
    }

    Words {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s4
        horizontalAlignment: Text.AlignHCenter
        text: shot.label
        size: Theme.textCaption
        weight: Theme.semibold
        color: shot.required_ && !shot.kept ? Theme.defect : shot.kept ? Theme.pictureText : Theme.secondary
    }
}
