pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// The PIN as dots, and a keypad for fingers. The digits themselves stay in Python.
Item {
    id: pad

    required property string badge
    required property int typed
    property string enterName: qsTr("Sign in")
    readonly property var digits: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "←", "0", "✓"]

    signal digit(digit: string)
    signal erase
    signal enter

    implicitHeight: column.height

    Column {
        id: column

        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.s24

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            text: pad.badge
            size: Theme.textBody
            weight: Theme.medium
            color: Theme.secondary
            figures: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.s16
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("%n digit(s) entered", "", pad.typed)

            Repeater {
                model: Math.max(4, pad.typed)

                Rectangle {
                    required property int index

                    width: Theme.pinDot
                    height: Theme.pinDot
                    radius: Theme.pinDot / 2
                    color: index < pad.typed ? Theme.ink : Theme.clear
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
                    id: key

                    required property string modelData
                    required property int index
                    readonly property bool enters: key.index === 11

                    name: key.index === 9 ? qsTr("Erase") : key.enters ? pad.enterName : key.modelData
                    activeFocusOnTab: false
                    width: Theme.keypadKey + Theme.s16
                    height: Theme.keypadKey - Theme.s8
                    onPressed: {
                        if (key.index === 9)
                            pad.erase();
                        else if (key.enters)
                            pad.enter();
                        else
                            pad.digit(key.modelData);
                    }

                    Rectangle {
                        anchors.fill: parent
                        radius: Theme.radiusMedium
                        color: key.enters ? Theme.conform : key.down ? Theme.line : key.hovered ? Theme.wash : Theme.paper

                        Words {
                            anchors.centerIn: parent
                            text: key.modelData
                            size: Theme.textTitle
                            weight: Theme.semibold
                            color: key.enters ? Theme.onColour : Theme.ink
                        }
                    }
                }
            }
        }
    }
}
