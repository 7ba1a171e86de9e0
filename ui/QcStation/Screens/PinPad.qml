pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The PIN as dots, and a keypad for fingers. The digits themselves stay in Python.
Item {
    id: pad

    required property SignInViewModel signIn
    readonly property var digits: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "←", "0", "✓"]

    implicitHeight: column.height

    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.s24

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: pad.signIn.badge
            size: Theme.textBody
            weight: Theme.medium
            color: Theme.secondary
            figures: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.s16
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%n digit(s) entered", "", pad.signIn.typed)

            Repeater {
                model: Math.max(4, pad.signIn.typed)

                Rectangle {
                    required property int index

                    width: Theme.pinDot
                    height: Theme.pinDot
                    radius: Theme.pinDot / 2
                    color: index < pad.signIn.typed ? Theme.ink : Theme.clear
                    border.width: Theme.stroke
                    border.color: Theme.ink
                }
            }
        }

        Grid {
            anchors.horizontalCenter: parent.horizontalCenter
            columns: 3
            spacing: Theme.s8

            Repeater {
                model: pad.digits

                Pressable {
                    id: digit

                    required property string modelData
                    required property int index
                    readonly property bool enters: digit.index === 11

                    name: digit.index === 9 ? qsTr("Erase") : digit.enters ? qsTr("Sign in") : digit.modelData
                    activeFocusOnTab: false
                    width: Theme.keypadKey + Theme.s16
                    height: Theme.keypadKey - Theme.s8
                    onPressed: {
                        if (digit.index === 9)
                            pad.signIn.erase();
                        else if (digit.enters)
                            pad.signIn.enter();
                        else
                            pad.signIn.digit(digit.modelData);
                    }

                    Rectangle {
                        anchors.fill: parent
                        radius: Theme.radiusMedium
                        color: digit.enters ? Theme.conform : digit.down ? Theme.line : digit.hovered ? Theme.wash : Theme.paper

                        Words {
                            anchors.centerIn: parent
                            text: digit.modelData
                            size: Theme.textTitle
                            weight: Theme.semibold
                            color: digit.enters ? Theme.onColour : Theme.ink
                        }
                    }
                }
            }
        }
    }
}
