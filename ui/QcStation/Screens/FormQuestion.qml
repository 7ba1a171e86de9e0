pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The reception of a parcel asks one thing: the transfer form.
Item {
    id: question

    required property ParcelViewModel parcel
    readonly property var choices: [qsTr("Present, signed"), qsTr("Present, not signed"), qsTr("Missing")]
    readonly property var follows: [qsTr("Credits may leave."), qsTr("Inspect; the credit is held until it is signed."), qsTr("Inspect; the credit is held until it is here.")]

    Column {
        anchors.centerIn: parent
        width: Math.min(Theme.cardWide, question.width - Theme.s64)
        spacing: Theme.s12

        Words {
            width: parent.width
            text: qsTr("Is the transfer form in the parcel?")
            size: Theme.textHead
            weight: Theme.bold
            wrapMode: Text.Wrap
        }

        Words {
            width: parent.width
            bottomPadding: Theme.s8
            text: qsTr("Dossier %1 · %2").arg(question.parcel.formDossier).arg(question.parcel.formPerson)
            size: Theme.textLead
            color: Theme.secondary
            figures: true
        }

        Repeater {
            model: question.choices

            Pressable {
                id: choice

                required property string modelData
                required property int index
                readonly property bool first: choice.index === 0

                name: choice.modelData
                hint: choice.index + 1
                width: parent.width
                height: Theme.keypadKey
                onPressed: question.parcel.recordForm(choice.index)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: choice.hovered ? Theme.paper : Theme.card
                    border.width: choice.first ? Theme.stroke : Theme.hair
                    border.color: choice.first ? Theme.ink : Theme.line
                }

                KeyCap {
                    id: digit

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    text: choice.index + 1
                }

                Column {
                    anchors.left: digit.right
                    anchors.leftMargin: Theme.s16
                    anchors.right: enter.left
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.s4

                    Words {
                        width: parent.width
                        text: choice.modelData
                        size: Theme.textStrong
                        weight: Theme.semibold
                    }

                    Words {
                        width: parent.width
                        text: question.follows[choice.index]
                        size: Theme.textSmall
                        color: Theme.secondary
                    }
                }

                KeyCap {
                    id: enter

                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    text: choice.first ? qsTr("Enter") : ""
                }
            }
        }

        Words {
            width: parent.width
            topPadding: Theme.s4
            text: qsTr("Esc: later. The form can be recorded at any time with T.")
            size: Theme.textSmall
            color: Theme.secondary
        }
    }
}
