pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Nothing on the table: what to scan, and what will happen.
Item {
    id: empty

    required property WorkshopViewModel workshop

    Column {
        anchors.centerIn: parent
        width: Math.min(Theme.cardWide, empty.width - Theme.s48)
        spacing: Theme.s24

        BarcodeSketch {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.workshop.allowed
            caption: qsTr("Piece label")
            code: "QC1-0000-0000-0"
        }

        Column {
            width: parent.width
            spacing: Theme.s8

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: empty.workshop.allowed ? qsTr("Scan a piece") : qsTr("The workshop is for reconditioners")
                size: Theme.textHead
                weight: Theme.bold
                wrapMode: Text.Wrap
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: empty.workshop.allowed
                    ? qsTr("Its first step begins at once. Scan it again when the step is over. What its fabric does not bear is shown here, and refused.")
                    : qsTr("Sign in with the badge of a reconditioner or a lead. F1 leads back to the bench.")
                size: Theme.textStrong
                color: Theme.secondary
                lineHeight: 1.3
            }
        }

        ActionButton {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: empty.workshop.allowed
            text: qsTr("Type a code")
            keyText: qsTr("Ctrl F")
            onPressed: empty.workshop.do("ctrl+f")
        }
    }
}
