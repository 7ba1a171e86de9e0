pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Which parcel is on the table, whose it is, its form and its deadline; and the state of ledger, camera, scanner and printer.
Rectangle {
    id: bar

    required property ShellViewModel shell
    required property ParcelViewModel parcel

    // What fits: the whole sentence, or the few words a narrow window has room for.
    readonly property bool narrow: facts.fixed + dueFull.implicitWidth + chips.fullWide > bar.width - Theme.s64 - Theme.s48

    height: Theme.topBar
    color: Theme.card

    Words {
        id: dueFull

        visible: false
        text: bar.parcel.due
        size: Theme.textSmall
        weight: Theme.semibold
    }

    Row {
        id: facts

        // Of everything in the bar with all its words but the deadline and the chips.
        readonly property real fixed: code.implicitWidth + person.implicitWidth + form.width + 6 * Theme.s20
        readonly property real personRoom: bar.width - 2 * Theme.s24 - chips.width - code.width - form.width - duePill.width - 7 * facts.spacing

        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.parcel.isOpen
        spacing: bar.narrow ? Theme.s12 : Theme.s20

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s4

            Caps {
                text: bar.parcel.carrier ? qsTr("Parcel · %1").arg(bar.parcel.carrier) : qsTr("Parcel")
            }

            Words {
                id: code

                text: bar.parcel.code
                size: Theme.textTitle
                weight: Theme.semibold
                figures: true
                width: Math.min(implicitWidth, bar.width * 0.22)
            }
        }

        Rectangle {
            width: Theme.hair
            height: Theme.topBar - Theme.s32
            color: Theme.line
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s4

            Caps {
                text: qsTr("Dossier %1").arg(bar.parcel.dossier)
                figures: true
            }

            Words {
                id: person

                text: bar.parcel.person
                size: Theme.textLead
                weight: Theme.medium
                width: Math.min(implicitWidth, bar.narrow ? Math.max(Theme.s64, facts.personRoom) : bar.width * 0.2)
            }
        }

        Rectangle {
            width: Theme.hair
            height: Theme.topBar - Theme.s32
            color: Theme.line
        }

        Pressable {
            anchors.verticalCenter: parent.verticalCenter
            name: qsTr("Transfer form: %1").arg(bar.parcel.form)
            hint: "T"
            implicitWidth: form.width
            implicitHeight: Theme.target
            onPressed: bar.parcel.askForm()

            Column {
                id: form

                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s4

                Row {
                    spacing: Theme.s8

                    Caps {
                        anchors.verticalCenter: parent.verticalCenter
                        text: qsTr("Transfer form")
                    }

                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: "T"
                        size: Theme.textCaption
                        weight: Theme.semibold
                        color: Theme.tertiary
                    }
                }

                Row {
                    spacing: Theme.s6

                    Words {
                        text: bar.parcel.formLevel === "good" ? "✓" : bar.parcel.formLevel === "bad" ? "✕" : "○"
                        size: Theme.textLead
                        weight: Theme.semibold
                        color: formText.color
                    }

                    Words {
                        id: formText

                        text: bar.parcel.form
                        size: Theme.textLead
                        weight: Theme.medium
                        color: bar.parcel.formLevel === "good" ? Theme.conform : bar.parcel.formLevel === "bad" ? Theme.defect : Theme.ink
                    }
                }
            }
        }

        Rectangle {
            id: duePill

            anchors.verticalCenter: parent.verticalCenter
            width: due.implicitWidth + Theme.s24
            height: Theme.pill
            radius: Theme.pill / 2
            color: bar.parcel.dueLevel === "late" ? Theme.defect : bar.parcel.dueLevel === "soon" ? Theme.attentionWash : Theme.wash

            Words {
                id: due

                anchors.centerIn: parent
                text: bar.narrow ? bar.parcel.dueShort : bar.parcel.due
                size: Theme.textSmall
                weight: Theme.semibold
                color: bar.parcel.dueLevel === "late" ? Theme.onColour : Theme.ink
                figures: true
            }
        }
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        visible: !bar.parcel.isOpen
        text: qsTr("Inspection bench")
        size: Theme.textTitle
        weight: Theme.semibold
    }

    NoticeBand {
        anchors.left: parent.left
        anchors.right: chips.left
        anchors.rightMargin: Theme.s12
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        shell: bar.shell
    }

    Row {
        id: chips

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s8

        // As wide as the chips are with all their words, so that shortening them does not lengthen them again.
        readonly property real fullWide: bar.shell.chipLetters * Theme.textSmall * 0.56 + bar.shell.chipCount * Theme.s48

        Repeater {
            model: bar.shell.chips

            StatusPill {
                id: chip

                required property string brief

                hint: "S"
                shown: bar.narrow ? chip.brief : chip.text
                onPressed: bar.shell.showPanel("status")
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }
}
