pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The next thing to do and the one button that does it; beside it what else can happen to the step or the route.
Rectangle {
    id: bar

    required property WorkshopViewModel workshop
    readonly property bool asking: bar.workshop.asks !== "none"

    height: Theme.bottomBar
    color: Theme.night

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.right: buttons.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        visible: !bar.asking
        spacing: Theme.s4

        Words {
            text: qsTr("Workshop")
            size: Theme.textSmall
            weight: Theme.semibold
            color: Theme.nightTertiary
        }

        Words {
            width: parent.width
            text: bar.workshop.nextText
            size: Theme.textStrong
            weight: Theme.bold
            color: Theme.nightText
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }
    }

    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        visible: !bar.asking && bar.workshop.allowed
        spacing: Theme.s8

        ActionButton {
            visible: bar.workshop.inWork
            dark: true
            text: qsTr("Not possible")
            keyText: "N"
            onPressed: bar.workshop.do("n")
        }

        ActionButton {
            visible: bar.workshop.inWork
            dark: true
            text: qsTr("Damaged")
            keyText: "D"
            onPressed: bar.workshop.do("d")
        }

        ActionButton {
            visible: bar.workshop.canSkip
            dark: true
            text: qsTr("Leave out")
            keyText: "X"
            onPressed: bar.workshop.do("x")
        }

        ActionButton {
            visible: bar.workshop.canAdd
            dark: true
            text: bar.workshop.adding ? qsTr("Add nothing") : qsTr("Add a step")
            keyText: "A"
            onPressed: bar.workshop.do("a")
        }

        ActionButton {
            visible: bar.workshop.canUndo
            dark: true
            text: qsTr("Undo")
            keyText: qsTr("Ctrl Z")
            onPressed: bar.workshop.do("ctrl+z")
        }

        ActionButton {
            dark: true
            kind: "primary"
            text: bar.workshop.action
            keyText: qsTr("Enter")
            onPressed: bar.workshop.do("enter")
        }
    }

    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s24
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        active: bar.asking
        focus: active
        sourceComponent: WorkshopLine {
            workshop: bar.workshop
        }
    }
}
