pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Nothing on the table: what to scan, and what will appear.
Item {
    id: empty

    required property ShellViewModel shell

    Column {
        anchors.centerIn: parent
        width: Theme.cardWide
        spacing: Theme.s24

        BarcodeSketch {
            anchors.horizontalCenter: parent.horizontalCenter
            caption: qsTr("Carrier label")
            code: "8R 0000 0000 0"
        }

        Column {
            width: parent.width
            spacing: Theme.s8

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Scan a parcel")
                size: Theme.textHero
                weight: Theme.bold
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: qsTr("Any barcode of the carrier's label will do. Its declared items appear here; a piece's own QC1 label opens that piece.")
                size: Theme.textStrong
                color: Theme.secondary
                lineHeight: 1.3
            }
        }

        ActionButton {
            anchors.horizontalCenter: parent.horizontalCenter
            text: qsTr("Type a code")
            name: qsTr("Type a code instead of scanning it")
            keyText: "Ctrl F"
            onPressed: empty.shell.showPanel("code")
        }

        Rectangle {
            visible: empty.shell.demonstration
            width: parent.width
            height: hints.height + Theme.s32
            radius: Theme.radiusLarge
            color: Theme.wash

            Column {
                id: hints

                anchors.centerIn: parent
                width: parent.width - Theme.s48
                spacing: Theme.s8

                Words {
                    width: parent.width
                    text: qsTr("Demonstration day: type one of these codes, then Enter")
                    size: Theme.textSmall
                    weight: Theme.semibold
                    color: Theme.secondary
                }

                Words {
                    width: parent.width
                    text: empty.shell.examples
                    size: Theme.textStrong
                    weight: Theme.semibold
                    figures: true
                    wrapMode: Text.Wrap
                    lineHeight: 1.4
                }
            }
        }
    }
}
