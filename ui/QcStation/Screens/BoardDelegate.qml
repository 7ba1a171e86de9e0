pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls

// One piece on the board: what it is, who has it and since when. What stands too long has a mark, a word and a colour.
Rectangle {
    id: entry

    required property string key
    required property string title
    required property string detail
    required property string place
    required property string level
    required property bool inHand
    readonly property bool marked: entry.level === "late" || entry.level === "misplaced"

    height: said.height + Theme.s12
    radius: Theme.radiusSmall
    color: entry.marked ? Theme.attentionWash : entry.level === "work" ? Theme.conformWash : Theme.paper
    border.width: entry.inHand ? Theme.stroke : Theme.hair
    border.color: entry.inHand ? Theme.ink : entry.marked ? Theme.attention : entry.level === "work" ? Theme.conformLine : Theme.line
    Accessible.role: Accessible.ListItem
    Accessible.name: entry.title + ", " + entry.place
    Accessible.description: entry.detail

    Column {
        id: said

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s8
        anchors.rightMargin: Theme.s8
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s2

        Words {
            width: parent.width
            text: entry.title
            size: Theme.textSmall
            weight: Theme.semibold
        }

        Words {
            width: parent.width
            text: entry.detail
            size: Theme.textCaption
            color: entry.marked ? Theme.ink : Theme.secondary
            wrapMode: Text.Wrap
            maximumLineCount: 2
            figures: true
        }

        Words {
            width: parent.width
            text: (entry.marked ? "! " : entry.level === "work" ? "● " : "○ ") + entry.place
            size: Theme.textCaption
            weight: Theme.medium
            color: entry.level === "work" ? Theme.conform : entry.marked ? Theme.ink : Theme.secondary
            wrapMode: Text.Wrap
            maximumLineCount: 2
            figures: true
        }
    }
}
