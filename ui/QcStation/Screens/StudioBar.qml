pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Which piece lies on the set, and the state of camera, ledger and the rest; answers to scans and acts over it.
Rectangle {
    id: bar

    required property ShellViewModel shell
    required property StudioViewModel studio

    height: Theme.topBar
    color: Theme.studioCard

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.right: pills.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s2

        Caps {
            text: bar.studio.isOpen ? qsTr("Piece %1").arg(bar.studio.piece) : qsTr("Studio")
            color: Theme.nightTertiary
            figures: true
        }

        Row {
            spacing: Theme.s12

            Words {
                width: Math.min(implicitWidth, pills.x - Theme.s64)
                text: bar.studio.isOpen ? bar.studio.title : qsTr("Nothing on the set")
                size: Theme.textTitle
                weight: Theme.semibold
                color: Theme.nightText
            }

            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(0, Math.min(implicitWidth, pills.x - x - Theme.s64))
                text: bar.studio.detail
                size: Theme.textBody
                color: Theme.nightSecondary
                figures: true
            }
        }
    }

    Row {
        id: pills

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s8

        StatusPill {
            visible: bar.studio.exposure !== ""
            dark: true
            hint: "S"
            level: "plain"
            text: bar.studio.exposure
            onPressed: bar.shell.showPanel("status")
        }

        Repeater {
            model: bar.shell.chips

            StatusPill {
                required property string brief
                required property string key

                dark: true
                hint: "S"
                shown: key === "camera" && bar.studio.cameraText !== "" ? bar.studio.cameraText : brief
                onPressed: bar.shell.showPanel("status")
            }
        }
    }

    NoticeBand {
        anchors.left: parent.left
        anchors.right: pills.left
        anchors.rightMargin: Theme.s12
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        shell: bar.shell
    }
}
