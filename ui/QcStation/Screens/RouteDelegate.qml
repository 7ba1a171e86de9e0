pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One step of the route: to do, in work, done, left out, or in trouble.
Pressable {
    id: step

    required property string key
    required property int number
    required property string mark
    required property string title
    required property string detail
    required property string level
    required property bool cursor
    readonly property bool work: step.level === "work"
    readonly property bool trouble: step.level === "trouble"
    readonly property bool past: step.level === "done" || step.level === "skipped"

    name: step.title
    hint: step.detail
    enabled: step.level === "planned" || step.trouble && step.cursor
    implicitHeight: Math.max(Theme.target, said.height + Theme.s12)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusMedium
        color: step.work ? Theme.conformWash : step.trouble ? Theme.defectWash : step.past ? Theme.paper : Theme.card
        border.width: step.work || step.cursor ? Theme.stroke : Theme.hair
        border.color: step.work ? Theme.conform : step.cursor ? Theme.ink : step.trouble ? Theme.defectLine : Theme.line
    }

    Words {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.s12
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.s20
        horizontalAlignment: Text.AlignHCenter
        text: step.mark
        size: Theme.textStrong
        weight: Theme.bold
        color: step.trouble ? Theme.defect : step.work || step.level === "done" ? Theme.conform : Theme.secondary
    }

    Column {
        id: said

        anchors.left: mark.right
        anchors.leftMargin: Theme.s8
        anchors.right: parent.right
        anchors.rightMargin: Theme.s12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s2

        Words {
            width: parent.width
            text: step.title
            size: Theme.textLead
            weight: step.past ? Theme.medium : Theme.semibold
            color: step.past ? Theme.secondary : Theme.ink
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: step.detail
            size: Theme.textSmall
            color: step.trouble ? Theme.defect : Theme.secondary
            wrapMode: Text.Wrap
            maximumLineCount: 3
            figures: true
        }
    }
}
