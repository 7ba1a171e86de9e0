pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// A grade and what it would credit. Excluded ones are struck through, not only dimmed.
Pressable {
    id: grade

    required property string key
    required property string label
    required property string amount
    required property string stateText
    required property bool lower
    readonly property bool chosen: grade.stateText === "proposed" || grade.stateText === "signed"
    readonly property bool excluded: grade.stateText === "excluded"

    name: grade.label + ", " + grade.amount
    hint: grade.lower ? "L" : ""
    checkable: true
    checked: grade.chosen
    enabled: grade.lower
    dark: true
    width: Theme.gradeWide
    height: Theme.target + Theme.s8

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: grade.chosen ? Theme.card : Theme.night
        border.width: Theme.hair
        border.color: grade.chosen ? Theme.card : Theme.nightLine
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.s2

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(implicitWidth, grade.width - Theme.s12)
            text: (grade.chosen ? "✓ " : "") + grade.label
            size: Theme.textSmall
            weight: Theme.semibold
            color: grade.chosen ? Theme.ink : grade.excluded ? Theme.nightTertiary : Theme.nightText
            font.strikeout: grade.excluded
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.s6

            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: grade.amount
                size: Theme.textSmall
                color: grade.chosen ? Theme.secondary : Theme.nightTertiary
                figures: true
            }

            KeyCap {
                anchors.verticalCenter: parent.verticalCenter
                visible: grade.lower
                dark: true
                text: "L"
                implicitHeight: Theme.s16
                implicitWidth: Theme.s16
            }
        }
    }
}
