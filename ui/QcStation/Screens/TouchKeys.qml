pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// Keys on the glass for the line being typed, shown to a finger only. A code begins in capitals, a reason does not.
Rectangle {
    id: board

    required property ShellViewModel shell
    required property TextLine line
    property bool capitals: board.line.shell !== null
    readonly property var letters: board.shell.language === "fr" ? ["azertyuiop", "qsdfghjklm", "wxcvbnéèàç"] : ["qwertyuiop", "asdfghjkl'", "zxcvbnm,./"]
    readonly property var rows: ["1234567890", ...board.letters]
    readonly property real gap: Theme.s6
    readonly property real keyWide: Math.min(Theme.gradeWide, (board.width - 2 * Theme.s12 - 11 * board.gap) / 12)

    implicitHeight: all.height + 2 * Theme.s8
    color: Theme.wash
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Keys on the screen")

    Rectangle {
        width: parent.width
        height: Theme.hair
        color: Theme.line
    }

    Row {
        id: all

        anchors.centerIn: parent
        spacing: board.gap

        Column {
            spacing: board.gap

            Repeater {
                model: board.rows

                Row {
                    id: row

                    required property string modelData

                    spacing: board.gap

                    Repeater {
                        model: row.modelData.split("")

                        GlassKey {
                            required property string modelData

                            text: board.capitals ? modelData.toUpperCase() : modelData
                            width: board.keyWide
                            onPressed: board.line.type(text)
                        }
                    }
                }
            }
        }

        Column {
            spacing: board.gap

            GlassKey {
                text: "⌫"
                name: qsTr("Erase the last letter")
                width: board.keyWide * 2 + board.gap
                onPressed: board.line.erase()
            }

            Row {
                spacing: board.gap

                GlassKey {
                    text: "-"
                    name: qsTr("Hyphen")
                    width: board.keyWide
                    onPressed: board.line.type("-")
                }

                GlassKey {
                    text: "␣"
                    name: qsTr("Space between words")
                    width: board.keyWide
                    onPressed: board.line.type(" ")
                }
            }

            Row {
                spacing: board.gap

                GlassKey {
                    text: "⇧"
                    name: board.capitals ? qsTr("Small letters") : qsTr("Capitals")
                    width: board.keyWide
                    onPressed: board.capitals = !board.capitals
                }

                GlassKey {
                    text: "▾"
                    name: qsTr("Put these keys away")
                    width: board.keyWide
                    onPressed: board.shell.feel(false)
                }
            }

            GlassKey {
                text: "✓"
                name: qsTr("Send the line")
                strong: true
                width: board.keyWide * 2 + board.gap
                onPressed: board.line.submit()
            }
        }
    }
}
