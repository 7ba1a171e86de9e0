pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Each device with a way to try it, and what a bench may change for itself. Addresses are a lead's, in station.toml.
Sheet {
    id: panel

    required property ShellViewModel shell
    required property SettingsViewModel settings

    title: panel.settings.calibrating ? qsTr("Scan this code") : qsTr("Settings and tests")
    subtitle: panel.settings.calibrating ? qsTr("From the screen, or from the foot of the control sheet. The station then knows every key of this scanner.")
        : qsTr("Addresses of devices and of the ledger are written by a lead in %1.").arg(panel.settings.file)
    closeText: panel.settings.calibrating ? qsTr("Back") : qsTr("Close")
    closeKey: qsTr("Esc")
    wide: panel.settings.calibrating ? panel.width - Theme.s64 : Theme.settingsWide
    onClosed: panel.settings.back()

    Column {
        width: parent.width
        spacing: Theme.s4

        Loader {
            width: parent.width
            active: panel.settings.calibrating
            visible: active
            sourceComponent: code
        }

        Repeater {
            model: panel.settings.calibrating ? null : panel.settings.rows

            Pressable {
                id: line

                required property int index
                required property string key
                required property string cap
                required property string title
                required property string detail
                required property string level
                required property string verb
                required property string said
                required property bool well
                required property bool busy
                required property bool atCursor

                name: [line.title, line.detail, line.said, line.verb].filter(words => words !== "").join(". ")
                hint: line.cap
                activeFocusOnTab: false
                width: parent.width
                height: Math.max(Theme.settingRow, told.height + Theme.s20)
                onPressed: panel.settings.use(line.index)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: line.hovered ? Theme.paper : Theme.card
                    border.width: line.atCursor ? Theme.stroke : Theme.hair
                    border.color: line.atCursor ? Theme.ink : Theme.line
                }

                KeyCap {
                    id: digit

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s12
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.cap
                }

                Words {
                    id: mark

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s48
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.level === "good" ? "✓" : line.level === "busy" ? "○" : line.level === "trouble" ? "✕" : "!"
                    size: Theme.textLead
                    weight: Theme.bold
                    color: line.level === "trouble" ? Theme.defect : line.level === "attention" ? Theme.ink : Theme.conform
                }

                Column {
                    id: told

                    anchors.left: mark.left
                    anchors.leftMargin: Theme.s24
                    anchors.right: verb.left
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.s2

                    Words {
                        width: parent.width
                        text: line.title
                        size: Theme.textLead
                        weight: Theme.semibold
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: line.detail
                        size: Theme.textBody
                        color: Theme.secondary
                        wrapMode: Text.Wrap
                    }

                    Words {
                        width: parent.width
                        visible: text !== ""
                        text: line.said === "" ? "" : (line.well ? "✓ " : "✕ ") + line.said
                        size: Theme.textBody
                        weight: Theme.medium
                        color: line.well ? Theme.conform : Theme.defect
                        wrapMode: Text.Wrap
                    }
                }

                Words {
                    id: verb

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.verb
                    size: Theme.textBody
                    weight: Theme.semibold
                    color: line.busy ? Theme.tertiary : Theme.ink
                }
            }
        }
    }

    Component {
        id: code

        Rectangle {
            id: card

            // A module is a whole number of pixels, or the bars are not what they say.
            readonly property int module: Math.max(1, Math.floor(card.width / (panel.settings.modules + 20)))

            height: Theme.codeTall + Theme.s64
            radius: Theme.radiusMedium
            color: Theme.card

            Item {
                anchors.centerIn: parent
                width: panel.settings.modules * card.module
                height: Theme.codeTall

                Repeater {
                    model: panel.settings.bars

                    Rectangle {
                        required property int first
                        required property int wide

                        x: first * card.module
                        width: wide * card.module
                        height: Theme.codeTall
                        color: Theme.ink
                        antialiasing: false
                    }
                }
            }
        }
    }
}
