pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Ledger, camera, scanner, printer: what each state means and what to do.
Sheet {
    id: panel

    required property ShellViewModel shell

    title: qsTr("State of the bench")
    closeText: qsTr("Close")
    closeKey: qsTr("Esc")
    onClosed: panel.shell.closePanel()

    Column {
        width: parent.width
        spacing: Theme.s12

        Repeater {
            model: panel.shell.chips

            Rectangle {
                id: chip

                required property string text
                required property string level
                required property string title
                required property string detail
                required property string advice

                width: parent.width
                height: said.height + Theme.s32
                radius: Theme.radiusMedium
                color: Theme.card
                border.width: Theme.hair
                border.color: chip.level === "trouble" ? Theme.defectLine : Theme.line
                Accessible.role: Accessible.ListItem
                Accessible.name: [chip.title, chip.text, chip.detail, chip.advice].filter(said => said !== "").join(". ")

                Column {
                    id: said

                    anchors.left: parent.left
                    anchors.right: pill.left
                    anchors.leftMargin: Theme.s16
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.s4

                    Words {
                        width: parent.width
                        text: chip.title
                        size: Theme.textStrong
                        weight: Theme.bold
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: chip.detail
                        size: Theme.textBody
                        wrapMode: Text.Wrap
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: chip.advice
                        size: Theme.textBody
                        color: Theme.secondary
                        wrapMode: Text.Wrap
                    }
                }

                StatusPill {
                    id: pill

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    // It does nothing here: it shows which pill of the bar is explained.
                    enabled: false
                    text: chip.text
                    level: chip.level
                    Accessible.ignored: true
                }
            }
        }

        Words {
            width: parent.width
            visible: panel.shell.tray > 0
            text: qsTr("%n picture(s) without a piece wait in the tray.", "", panel.shell.tray)
            size: Theme.textBody
            wrapMode: Text.Wrap
        }
    }
}
