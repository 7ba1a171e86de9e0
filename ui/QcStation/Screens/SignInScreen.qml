pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Badge, then PIN. Nothing else is on the screen, because nothing else can be done.
FocusScope {
    id: screen

    required property ShellViewModel shell
    required property SignInViewModel signIn
    readonly property bool asksPin: screen.signIn.badge !== ""

    focus: true

    NoticeBand {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.topBar
        shell: screen.shell
        z: 1
    }

    Column {
        anchors.centerIn: parent
        width: Theme.cardWide
        spacing: Theme.s24

        Column {
            width: parent.width
            spacing: Theme.s8

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: screen.asksPin ? qsTr("Your PIN") : qsTr("Scan your badge")
                size: Theme.textHero
                weight: Theme.bold
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: screen.asksPin ? qsTr("On the number row or the keypad, then Enter.") : qsTr("The scanner is heard on every screen; nothing has to be clicked.")
                size: Theme.textStrong
                color: Theme.secondary
            }
        }

        Rectangle {
            width: parent.width
            height: step.height + Theme.s64
            radius: Theme.radiusLarge
            color: Theme.card
            border.width: Theme.hair
            border.color: Theme.line

            Loader {
                id: step

                anchors.centerIn: parent
                width: parent.width - Theme.s64
                focus: true
                sourceComponent: screen.asksPin ? pinStep : badgeStep
            }
        }

        Rectangle {
            visible: screen.signIn.teaches
            width: parent.width
            height: lesson.height + Theme.s32
            radius: Theme.radiusLarge
            color: Theme.wash

            Column {
                id: lesson

                anchors.centerIn: parent
                width: parent.width - Theme.s48
                spacing: Theme.s8

                Words {
                    width: parent.width
                    text: qsTr("Demonstration day: type one of these badges, then its PIN")
                    size: Theme.textSmall
                    weight: Theme.semibold
                    color: Theme.secondary
                }

                Repeater {
                    model: screen.signIn.lesson

                    Pressable {
                        id: person

                        required property string badge
                        required property string pin
                        required property string key
                        required property var model

                        name: person.model.name + ", " + person.badge + ", " + person.pin
                        width: lesson.width
                        height: Theme.target
                        onPressed: screen.signIn.giveBadge(person.badge)

                        Rectangle {
                            anchors.fill: parent
                            radius: Theme.radiusMedium
                            color: person.hovered ? Theme.card : Theme.clear
                        }

                        Words {
                            anchors.left: parent.left
                            anchors.leftMargin: Theme.s12
                            anchors.verticalCenter: parent.verticalCenter
                            text: person.model.name
                            size: Theme.textLead
                            weight: Theme.medium
                        }

                        Words {
                            anchors.right: parent.right
                            anchors.rightMargin: Theme.s12
                            anchors.verticalCenter: parent.verticalCenter
                            text: person.badge + "   ·   PIN " + person.pin
                            size: Theme.textBody
                            color: Theme.secondary
                            figures: true
                        }
                    }
                }
            }
        }
    }

    Component {
        id: badgeStep

        FocusScope {
            implicitHeight: badgeColumn.height
            focus: true

            Column {
                id: badgeColumn

                width: parent.width
                spacing: Theme.s24

                BarcodeSketch {
                    // Keys on the screen need its room.
                    visible: !screen.shell.touching
                    anchors.horizontalCenter: parent.horizontalCenter
                    caption: qsTr("Badge")
                    code: "QC-BADGE-••••"
                }

                TextLine {
                    id: line

                    width: parent.width
                    focus: true
                    placeholder: qsTr("… or type its number, then Enter")
                    name: qsTr("Number of the badge")
                    shell: screen.shell
                    onEntered: text => {
                        screen.signIn.giveBadge(text);
                        line.text = "";
                    }
                    onAbandoned: {
                        line.text = "";
                        screen.shell.hush();
                    }
                }
            }
        }
    }

    Component {
        id: pinStep

        PinPad {
            badge: screen.signIn.badge
            typed: screen.signIn.typed
            onDigit: digit => screen.signIn.digit(digit)
            onErase: screen.signIn.erase()
            onEnter: screen.signIn.enter()
        }
    }
}
