pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The four workplaces and who is here. One that is not open yet says so when asked.
Rectangle {
    id: rail

    required property ShellViewModel shell
    readonly property var places: [qsTr("Bench"), qsTr("Studio"), qsTr("Workshop"), qsTr("Floor")]

    width: Theme.rail
    color: Theme.night

    Words {
        id: mark

        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.s16
        text: "QC"
        size: Theme.textTitle
        weight: Theme.bold
        color: Theme.nightText
    }

    Column {
        id: places

        anchors.top: mark.bottom
        anchors.topMargin: Theme.s16
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.s8

        Repeater {
            model: rail.places

            Pressable {
                id: place

                required property string modelData
                required property int index
                readonly property bool here: rail.shell.place === place.index + 1

                name: place.modelData
                hint: "F" + (place.index + 1)
                dark: true
                width: Theme.rail - Theme.s12
                height: Theme.railButton
                onPressed: rail.shell.workplace(place.index + 1)

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusMedium
                    color: place.here ? Theme.nightRaised : Theme.clear
                }

                Column {
                    anchors.centerIn: parent
                    spacing: Theme.s4

                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: place.modelData
                        size: Theme.textSmall
                        weight: Theme.semibold
                        color: place.here ? Theme.nightText : Theme.nightTertiary
                    }

                    Words {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: "F" + (place.index + 1)
                        size: Theme.textCaption
                        color: Theme.nightTertiary
                    }
                }
            }
        }
    }

    Pressable {
        anchors.top: places.bottom
        anchors.topMargin: Theme.s24
        anchors.horizontalCenter: parent.horizontalCenter
        visible: rail.shell.goesBack
        name: qsTr("One step back")
        hint: qsTr("Esc")
        dark: true
        width: Theme.rail - Theme.s12
        height: Theme.railButton
        onPressed: rail.shell.stepBack()

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusMedium
            color: Theme.clear
            border.width: Theme.hair
            border.color: Theme.nightLine
        }

        Column {
            anchors.centerIn: parent
            spacing: Theme.s4

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: "‹ " + qsTr("Back")
                size: Theme.textSmall
                weight: Theme.semibold
                color: Theme.nightSecondary
            }

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: qsTr("Esc")
                size: Theme.textCaption
                color: Theme.nightTertiary
            }
        }
    }

    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s12
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.s4

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: rail.shell.waiting > 0
            name: qsTr("%n piece(s) waiting for a lead", "", rail.shell.waiting)
            hint: "Q"
            dark: true
            width: Theme.target + Theme.s12
            height: Theme.target + Theme.s20
            onPressed: rail.shell.showPanel("queue")

            Rectangle {
                id: waits

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.max(Theme.pill, count.implicitWidth + Theme.s16)
                height: Theme.pill
                radius: Theme.pill / 2
                color: Theme.attention

                Words {
                    id: count

                    anchors.centerIn: parent
                    text: "! " + rail.shell.waiting
                    size: Theme.textBody
                    weight: Theme.bold
                    figures: true
                }
            }

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: waits.bottom
                anchors.topMargin: Theme.s4
                text: qsTr("Lead") + " Q"
                size: Theme.textCaption
                color: Theme.nightTertiary
            }
        }

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            name: qsTr("Settings and tests")
            hint: "F9"
            dark: true
            width: Theme.rail - Theme.s12
            height: Theme.target
            onPressed: rail.shell.showPanel("settings")

            Column {
                anchors.centerIn: parent
                spacing: Theme.s2

                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: qsTr("Settings")
                    size: Theme.textSmall
                    weight: Theme.semibold
                    color: Theme.nightTertiary
                }

                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: "F9"
                    size: Theme.textCaption
                    color: Theme.nightTertiary
                }
            }
        }

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            name: qsTr("The keys of this screen")
            dark: true
            width: Theme.target
            height: Theme.target
            radius: Theme.target / 2
            onPressed: rail.shell.showPanel("keys")

            Rectangle {
                anchors.centerIn: parent
                width: Theme.pill
                height: Theme.pill
                radius: Theme.pill / 2
                color: Theme.clear
                border.width: Theme.hair
                border.color: Theme.nightLine

                Words {
                    anchors.centerIn: parent
                    text: "?"
                    size: Theme.textLead
                    weight: Theme.semibold
                    color: Theme.nightSecondary
                }
            }
        }

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            name: qsTr("Language")
            hint: qsTr("Ctrl Shift L")
            dark: true
            width: Theme.target
            height: Theme.target
            onPressed: rail.shell.switchLanguage()

            Words {
                anchors.centerIn: parent
                text: rail.shell.language.toUpperCase()
                size: Theme.textSmall
                weight: Theme.semibold
                color: Theme.nightTertiary
            }
        }

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: rail.shell.initials !== ""
            name: qsTr("Sign out, %1").arg(rail.shell.operator)
            hint: "F10"
            dark: true
            width: Theme.target
            height: Theme.target + Theme.s20
            radius: Theme.target / 2
            onPressed: rail.shell.signOut()

            Rectangle {
                id: avatar

                anchors.horizontalCenter: parent.horizontalCenter
                width: Theme.badge
                height: Theme.badge
                radius: Theme.badge / 2
                color: Theme.wash

                Words {
                    anchors.centerIn: parent
                    text: rail.shell.initials
                    size: Theme.textBody
                    weight: Theme.bold
                }
            }

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: avatar.bottom
                anchors.topMargin: Theme.s4
                text: "F10"
                size: Theme.textCaption
                color: Theme.nightTertiary
            }
        }
    }
}
