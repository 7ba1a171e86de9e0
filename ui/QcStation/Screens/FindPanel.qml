pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A parcel found by what people read, or the pieces that wait for a lead. Enter opens the line under the cursor.
Sheet {
    id: panel

    required property ShellViewModel shell
    required property FindViewModel find

    title: panel.find.searching ? qsTr("Find a parcel") : qsTr("Waiting for a lead")
    subtitle: panel.find.searching ? qsTr("When its label does not scan. A whole code may be typed here too.") : qsTr("Scanning a piece's label opens it as well.")
    closeText: qsTr("Back")
    closeKey: qsTr("Esc")
    wide: Theme.panelWide + Theme.panelWide / 4
    onClosed: panel.shell.closePanel()

    Column {
        width: parent.width
        spacing: Theme.s8

        Loader {
            width: parent.width
            active: panel.find.searching
            visible: active
            focus: active
            sourceComponent: TextLine {
                id: line

                focus: true
                placeholder: qsTr("Name, dossier, reference or code")
                shell: panel.shell
                onTextChanged: panel.find.ask(line.text)
                onEntered: text => panel.find.enter(text)
                onAbandoned: panel.shell.closePanel()
                // Once, not bound: whatever else the shell has to tell must not take away what was typed since.
                Component.onCompleted: {
                    line.text = panel.shell.typedText;
                    line.forceActiveFocus();
                }
            }
        }

        Repeater {
            model: panel.find.rows

            Pressable {
                id: row

                required property string key
                required property string title
                required property string detail
                required property string mark
                required property string stateText
                required property bool atCursor

                name: row.title + ", " + row.detail + ", " + row.stateText
                activeFocusOnTab: false
                width: parent.width
                height: Theme.keypadKey
                onPressed: panel.find.open(row.key)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: row.hovered ? Theme.paper : Theme.card
                    border.width: row.atCursor ? Theme.stroke : Theme.hair
                    border.color: row.atCursor ? Theme.ink : Theme.line
                }

                Column {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s16
                    anchors.right: told.left
                    anchors.rightMargin: Theme.s12
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.s4

                    Words {
                        width: parent.width
                        text: row.title
                        size: Theme.textStrong
                        weight: Theme.semibold
                    }

                    Words {
                        width: parent.width
                        text: row.detail
                        size: Theme.textSmall
                        color: Theme.secondary
                        figures: true
                    }
                }

                Words {
                    id: told

                    anchors.right: enter.left
                    anchors.rightMargin: row.atCursor ? Theme.s12 : 0
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.mark + " " + row.stateText
                    size: Theme.textBody
                    weight: Theme.medium
                }

                KeyCap {
                    id: enter

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.atCursor ? qsTr("Enter") : ""
                }
            }
        }

        Words {
            width: parent.width
            topPadding: Theme.s8
            visible: text !== ""
            text: panel.find.nothing
            size: Theme.textLead
            color: Theme.secondary
            wrapMode: Text.Wrap
        }
    }
}
