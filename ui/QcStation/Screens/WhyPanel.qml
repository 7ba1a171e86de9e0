pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Which answers made the decision, whose sentence says so, what each grade pays, and what would change it.
Sheet {
    id: panel

    required property ShellViewModel shell
    required property VerdictViewModel verdict
    required property LeadViewModel lead

    title: panel.verdict.title
    subtitle: qsTr("What made this decision, and what would change it")
    closeText: qsTr("Close")
    closeKey: qsTr("Esc")
    onClosed: panel.shell.closePanel()

    Column {
        width: parent.width
        spacing: Theme.s12

        Repeater {
            model: panel.verdict.grounds

            Rectangle {
                id: ground

                required property string title
                required property string answer
                required property string consequence
                required property string level
                required property string sentence

                width: parent.width
                height: text.height + Theme.s24
                radius: Theme.radiusMedium
                color: Theme.card
                border.width: Theme.hair
                border.color: ground.level === "bad" ? Theme.defectLine : Theme.line

                Column {
                    id: text

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.leftMargin: Theme.s16
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.s4

                    Words {
                        width: parent.width
                        text: ground.answer ? ground.title + " · " + ground.answer : ground.title
                        size: Theme.textLead
                        weight: Theme.semibold
                    }

                    Words {
                        width: parent.width
                        text: (ground.level === "bad" ? "✕ " : ground.level === "attention" ? "! " : "→ ") + ground.consequence
                        size: Theme.textBody
                        weight: Theme.medium
                        color: ground.level === "bad" ? Theme.defect : ground.level === "attention" ? Theme.ink : Theme.conform
                        wrapMode: Text.Wrap
                    }

                    Words {
                        width: parent.width
                        visible: ground.sentence !== ""
                        text: ground.sentence
                        size: Theme.textBody
                        color: Theme.secondary
                        font.italic: true
                        wrapMode: Text.Wrap
                    }
                }
            }
        }

        Rectangle {
            visible: panel.verdict.told !== ""
            width: parent.width
            height: told.height + Theme.s24
            radius: Theme.radiusMedium
            color: Theme.wash

            Column {
                id: told

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.leftMargin: Theme.s16
                anchors.rightMargin: Theme.s16
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s4

                Caps {
                    text: qsTr("What the customer will read · %1").arg(panel.verdict.toldIn)
                }

                Words {
                    width: parent.width
                    text: panel.verdict.told
                    size: Theme.textBody
                    wrapMode: Text.Wrap
                }
            }
        }

        Caps {
            visible: changes.count > 0
            topPadding: Theme.s8
            text: qsTr("What would change it")
        }

        Repeater {
            id: changes

            model: panel.verdict.changes

            Item {
                id: change

                required property string instead
                required property string leads

                width: parent.width
                height: Math.max(Theme.pill, said.height)

                Words {
                    id: said

                    anchors.left: parent.left
                    anchors.right: leads.left
                    anchors.rightMargin: Theme.s16
                    anchors.verticalCenter: parent.verticalCenter
                    text: change.instead
                    size: Theme.textBody
                    wrapMode: Text.Wrap
                }

                Words {
                    id: leads

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: change.leads
                    size: Theme.textBody
                    weight: Theme.semibold
                    figures: true
                }
            }
        }

        Caps {
            topPadding: Theme.s8
            text: qsTr("What each grade pays")
        }

        Row {
            width: parent.width
            spacing: Theme.s8

            Repeater {
                id: grades

                model: panel.verdict.grades

                Rectangle {
                    id: grade

                    required property string label
                    required property string amount
                    required property string stateText

                    width: (parent.width - Theme.s16) / 3
                    height: Theme.keypadKey
                    radius: Theme.radiusMedium
                    color: grade.stateText === "proposed" || grade.stateText === "signed" ? Theme.conformWash : Theme.card
                    border.width: Theme.hair
                    border.color: Theme.line

                    Column {
                        anchors.centerIn: parent
                        spacing: Theme.s4

                        Words {
                            anchors.horizontalCenter: parent.horizontalCenter
                            text: grade.label
                            size: Theme.textSmall
                            weight: Theme.semibold
                            color: Theme.secondary
                            font.strikeout: grade.stateText === "excluded"
                        }

                        Words {
                            anchors.horizontalCenter: parent.horizontalCenter
                            text: grade.amount
                            size: Theme.textStrong
                            weight: Theme.bold
                            figures: true
                        }
                    }
                }
            }
        }

        ActionButton {
            visible: panel.verdict.leadMay
            kind: "quiet"
            text: qsTr("A lead decides")
            keyText: "O"
            onPressed: panel.lead.begin()
        }
    }
}
