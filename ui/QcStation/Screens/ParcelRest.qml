pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A parcel on the table and no piece in hand: choose one, or go on to the next parcel.
Item {
    id: rest

    required property ParcelViewModel parcel
    required property VerdictViewModel verdict
    required property LeadViewModel lead
    readonly property bool complete: rest.verdict.level === "good"

    Column {
        anchors.centerIn: parent
        width: Math.min(Theme.cardWide, rest.width - Theme.s64)
        spacing: Theme.s12

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: rest.complete
            width: Theme.keypadKey
            height: Theme.keypadKey
            radius: Theme.keypadKey / 2
            color: Theme.conformWash

            Words {
                anchors.centerIn: parent
                text: "✓"
                size: Theme.textHero
                weight: Theme.bold
                color: Theme.conform
            }
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: rest.complete ? qsTr("Parcel complete") : qsTr("Take a piece in hand")
            size: Theme.textHero
            weight: Theme.bold
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            lineHeight: 1.3
            text: rest.complete ? rest.verdict.title : qsTr("Enter opens the item under the cursor, ↑ ↓ choose another, M says that it is not in the parcel.")
            size: Theme.textStrong
            color: Theme.secondary
            figures: true
        }

        Words {
            width: parent.width
            visible: rest.complete
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Scan the next label, or press Enter to clear the table.")
            size: Theme.textStrong
            color: Theme.secondary
        }

        Rectangle {
            width: parent.width
            height: box.height + Theme.s24
            radius: Theme.radiusMedium
            color: rest.parcel.damaged ? Theme.defectWash : Theme.wash

            Words {
                id: box

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.s16
                anchors.verticalCenter: parent.verticalCenter
                horizontalAlignment: Text.AlignHCenter
                text: (rest.parcel.damaged ? "✕ " : "") + rest.parcel.condition + (rest.parcel.quarantined ? " · " + rest.parcel.quarantined : "")
                size: Theme.textLead
                weight: Theme.medium
                color: rest.parcel.damaged ? Theme.defect : Theme.ink
                wrapMode: Text.Wrap
            }
        }

        Flow {
            width: parent.width
            spacing: Theme.s8

            ActionButton {
                kind: "quiet"
                text: rest.parcel.damaged ? qsTr("Box intact") : qsTr("Box damaged")
                keyText: "D"
                onPressed: rest.parcel.tellDamage()
            }

            ActionButton {
                kind: "quiet"
                text: qsTr("Undeclared piece")
                keyText: "U"
                onPressed: rest.parcel.setAsideUndeclared()
            }

            ActionButton {
                visible: rest.parcel.canMarkMissing
                kind: "quiet"
                text: qsTr("Swapped item")
                keyText: "W"
                onPressed: rest.parcel.setAsideSwapped()
            }

            ActionButton {
                visible: rest.verdict.leadMay
                kind: "quiet"
                text: qsTr("It is in quarantine")
                keyText: "O"
                onPressed: rest.lead.begin()
            }
        }
    }
}
