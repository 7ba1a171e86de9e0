pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// A piece nobody declared is in hand: what to do with it, and who says whose it is.
Item {
    id: card

    required property ParcelViewModel parcel
    required property LeadViewModel lead

    Column {
        anchors.centerIn: parent
        width: Math.min(Theme.cardWide, card.width - Theme.s64)
        spacing: Theme.s12

        Words {
            width: parent.width
            text: "! " + qsTr("Undeclared piece")
            size: Theme.textHero
            weight: Theme.bold
            wrapMode: Text.Wrap
        }

        Words {
            width: parent.width
            text: card.parcel.undeclared
            size: Theme.textTitle
            weight: Theme.semibold
            figures: true
        }

        Words {
            width: parent.width
            bottomPadding: Theme.s8
            text: card.parcel.undeclaredText
            size: Theme.textStrong
            color: Theme.secondary
            wrapMode: Text.Wrap
            lineHeight: 1.3
        }

        ActionButton {
            text: qsTr("A lead decides")
            keyText: "O"
            onPressed: card.lead.begin()
        }
    }
}
