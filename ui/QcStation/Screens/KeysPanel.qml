pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The keys that mean something now, from the table that gives them their meaning.
Sheet {
    id: panel

    required property ShellViewModel shell

    title: qsTr("The keys of this screen")
    subtitle: qsTr("Digits are read by their place on the keyboard; the keypad works with and without NumLock.")
    closeText: qsTr("Close")
    closeKey: qsTr("Esc")
    wide: Theme.panelWide + Theme.panelWide / 3
    onClosed: panel.shell.closePanel()

    Grid {
        width: parent.width
        columns: 2
        columnSpacing: Theme.s32
        rowSpacing: Theme.s4

        Repeater {
            model: panel.shell.keys

            Item {
                id: entry

                required property string cap
                required property string says

                width: (parent.width - Theme.s32) / 2
                height: Theme.pill + Theme.s4

                KeyCap {
                    id: key

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.cap
                    implicitWidth: Theme.gradeWide
                }

                Words {
                    anchors.left: key.right
                    anchors.leftMargin: Theme.s12
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.says
                    size: Theme.textLead
                }
            }
        }
    }
}
