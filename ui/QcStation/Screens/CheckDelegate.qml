pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One check: its key, what is looked for or was found, and its two answers. The defects open inside the row.
Item {
    id: row

    required property int index
    required property string key
    required property string cap
    required property string title
    required property string hint
    required property string answer
    required property string conformText
    required property string otherText
    required property bool current
    required property bool isOpen
    required property QtObject answers
    required property bool readOnly
    required property real rowHeight
    readonly property bool found: row.answer === "defect"
    readonly property bool minor: row.answer === "minor"

    signal conform
    signal defect
    signal chosen(position: int)

    Accessible.role: Accessible.ListItem
    Accessible.name: row.cap + " " + row.title + ", " + row.hint

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: row.found ? Theme.defectWash : row.minor ? Theme.conformWash : Theme.card
        border.width: row.current ? Theme.stroke : Theme.hair
        border.color: row.current ? Theme.ink : row.found ? Theme.defectLine : row.minor ? Theme.conformLine : Theme.line
    }

    Item {
        id: line

        width: parent.width
        height: row.rowHeight

        KeyCap {
            id: cap

            anchors.left: parent.left
            anchors.leftMargin: Theme.s12
            anchors.verticalCenter: parent.verticalCenter
            text: row.cap
        }

        Words {
            id: titleText

            anchors.left: cap.right
            anchors.leftMargin: Theme.s12
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, choice.x - cap.width - Theme.s32 - Theme.s24 - Theme.s64)
            text: row.title
            size: row.width < Theme.panelWide ? Theme.textLead : Theme.textStrong
            weight: Theme.semibold
        }

        Words {
            anchors.left: titleText.right
            anchors.leftMargin: Theme.s12
            anchors.right: choice.left
            anchors.rightMargin: Theme.s12
            anchors.verticalCenter: parent.verticalCenter
            horizontalAlignment: Text.AlignRight
            text: row.hint
            wrapMode: Text.Wrap
            maximumLineCount: 2
            size: row.width < Theme.panelWide ? Theme.textCaption : Theme.textSmall
            weight: row.found || row.minor ? Theme.semibold : Theme.regular
            color: row.found ? Theme.defect : row.minor ? Theme.conform : Theme.tertiary
        }

        Rectangle {
            id: choice

            anchors.right: parent.right
            anchors.rightMargin: Theme.s8
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.answerWide
            height: row.rowHeight - Theme.s12
            radius: Theme.radiusSmall + Theme.s2
            color: row.found || row.minor ? Theme.clear : Theme.wash

            // The whole height of the row can be hit; the colour keeps its margin.
            Row {
                anchors.fill: parent
                anchors.leftMargin: Theme.s2
                anchors.rightMargin: Theme.s2
                anchors.topMargin: -Theme.s6
                anchors.bottomMargin: -Theme.s6

                Pressable {
                    id: good

                    name: row.title + ": " + row.conformText
                    hint: row.cap
                    checkable: true
                    checked: row.answer === "conform"
                    enabled: !row.readOnly
                    activeFocusOnTab: false
                    width: parent.width / 2
                    height: parent.height
                    radius: Theme.radiusSmall
                    onPressed: row.conform()

                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: Theme.s8
                        anchors.bottomMargin: Theme.s8
                        radius: Theme.radiusSmall
                        color: row.answer === "conform" ? Theme.conform : good.hovered ? Theme.line : Theme.clear
                    }

                    Words {
                        anchors.centerIn: parent
                        text: "✓ " + row.conformText
                        size: Theme.textSmall
                        weight: Theme.semibold
                        color: row.answer === "conform" ? Theme.onColour : row.found || row.minor ? Theme.secondary : Theme.tertiary
                    }
                }

                Pressable {
                    id: bad

                    name: row.title + ": " + (row.otherText !== "" ? row.otherText : qsTr("defect"))
                    hint: qsTr("Shift %1").arg(row.cap)
                    checkable: true
                    checked: row.found || row.minor
                    enabled: !row.readOnly
                    activeFocusOnTab: false
                    width: parent.width / 2
                    height: parent.height
                    radius: Theme.radiusSmall
                    onPressed: row.defect()

                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: Theme.s8
                        anchors.bottomMargin: Theme.s8
                        radius: Theme.radiusSmall
                        color: row.found ? Theme.defect : row.minor ? Theme.conform : bad.hovered || row.isOpen ? Theme.line : Theme.clear
                    }

                    Words {
                        anchors.centerIn: parent
                        text: row.otherText !== "" ? "✓ " + row.otherText : row.minor ? "✓ " + qsTr("Noted") : "✕ " + qsTr("Defect")
                        size: Theme.textSmall
                        weight: Theme.semibold
                        color: row.found || row.minor ? Theme.onColour : row.isOpen ? Theme.ink : Theme.tertiary
                    }
                }
            }
        }
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: line.bottom
        anchors.leftMargin: Theme.s12
        anchors.rightMargin: Theme.s8
        active: row.isOpen
        sourceComponent: AnswersRow {
            answers: row.answers
            onChosen: position => row.chosen(position)
        }
    }
}
