pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Frames that belong to no piece yet: file one under the piece on the set, or throw it away.
Item {
    id: panel

    required property StudioViewModel studio

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
    }

    TapHandler {
        onTapped: panel.studio.do("b")
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(Theme.settingsWide, panel.width - Theme.s64)
        height: Math.min(panel.height - Theme.s64, Theme.panelWide)
        radius: Theme.radiusLarge
        color: Theme.studioCard
        border.width: Theme.hair
        border.color: Theme.studioLine
        Accessible.role: Accessible.Dialog
        Accessible.name: heading.text

        TapHandler {}

        Words {
            id: heading

            x: Theme.s24
            y: Theme.s24
            text: panel.studio.trayCount > 0 ? qsTr("Tray: %n frame(s)", "", panel.studio.trayCount) : qsTr("The tray is empty")
            size: Theme.textTitle
            weight: Theme.bold
            color: Theme.nightText
        }

        Words {
            id: under

            anchors.left: heading.left
            anchors.right: parent.right
            anchors.rightMargin: Theme.s24
            anchors.top: heading.bottom
            anchors.topMargin: Theme.s4
            text: panel.studio.isOpen ? qsTr("Taken with no piece on the set. File one under %1, or throw it away.").arg(panel.studio.caption)
                : qsTr("Taken with no piece on the set. Scan the piece it shows to file it.")
            size: Theme.textBody
            color: Theme.nightSecondary
            wrapMode: Text.Wrap
        }

        GridView {
            id: grid

            anchors.left: heading.left
            anchors.right: under.right
            anchors.top: under.bottom
            anchors.topMargin: Theme.s16
            anchors.bottom: foot.top
            anchors.bottomMargin: Theme.s16
            cellWidth: grid.width / 4
            cellHeight: grid.cellWidth * 0.85
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: panel.studio.trayFrames
            delegate: Pressable {
                id: frame

                required property string key
                required property url source
                required property string label
                required property bool current

                name: qsTr("Frame of %1").arg(frame.label)
                dark: true
                width: grid.cellWidth - Theme.s8
                height: grid.cellHeight - Theme.s8
                onPressed: panel.studio.chooseFrame(frame.key)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: Theme.studioWash
                    border.width: frame.current ? Theme.stroke : Theme.hair
                    border.color: frame.current ? Theme.nightText : Theme.studioLine
                }

                Image {
                    anchors.fill: parent
                    anchors.margins: Theme.s8
                    anchors.bottomMargin: Theme.s24
                    source: frame.source
                    sourceSize.width: Theme.fieldWide
                    asynchronous: true
                autoTransform: true
                    fillMode: Image.PreserveAspectFit
                }

                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.s4
                    text: frame.label
                    size: Theme.textCaption
                    color: Theme.nightSecondary
                    figures: true
                }
            }
        }

        Row {
            id: foot

            anchors.right: under.right
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.s24
            spacing: Theme.s8

            ActionButton {
                visible: panel.studio.trayCount > 0 && panel.studio.isOpen
                dark: true
                kind: "paper"
                text: qsTr("File it here")
                keyText: qsTr("Enter")
                onPressed: panel.studio.act()
            }

            ActionButton {
                visible: panel.studio.trayCount > 0
                dark: true
                text: qsTr("Throw away")
                keyText: "X"
                onPressed: panel.studio.do("x")
            }

            ActionButton {
                dark: true
                text: qsTr("Close")
                keyText: qsTr("Esc")
                onPressed: panel.studio.do("escape")
            }
        }
    }
}
