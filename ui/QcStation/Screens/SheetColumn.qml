pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The product sheet with where each value comes from; below it the next thing to do, keep, reject and publish.
Item {
    id: column

    required property StudioViewModel studio

    Caps {
        id: head

        y: Theme.s16
        text: qsTr("Product sheet")
        color: Theme.nightTertiary
        visible: column.studio.isOpen
    }

    ListView {
        id: list

        readonly property real rowTall: Math.max(Theme.s32 + Theme.s4, Math.min(Theme.sheetRow, list.height / Math.max(1, list.count) - list.spacing))

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.s16
        anchors.top: head.bottom
        anchors.topMargin: Theme.s12
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.s12
        spacing: Theme.s6
        clip: true
        visible: column.studio.isOpen
        boundsBehavior: Flickable.StopAtBounds
        model: column.studio.sheet
        delegate: SheetDelegate {
            width: list.width
            height: list.rowTall
            studio: column.studio
        }
    }

    Column {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.s16
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s16
        spacing: Theme.s8

        Words {
            width: parent.width
            visible: text !== ""
            text: column.studio.out
            size: Theme.textSmall
            weight: Theme.semibold
            color: Theme.nightSecondary
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: column.studio.stands
            size: Theme.textSmall
            color: Theme.nightSecondary
            wrapMode: Text.Wrap
            maximumLineCount: 2
        }

        Loader {
            width: parent.width
            active: column.studio.asks !== "none"
            visible: active
            focus: active
            sourceComponent: StudioLine {
                studio: column.studio
            }
        }

        ActionButton {
            width: parent.width
            height: Theme.s48 + Theme.s4
            visible: column.studio.action !== "" && column.studio.asks === "none"
            dark: true
            kind: column.studio.kind
            text: column.studio.action
            keyText: column.studio.actionKey
            onPressed: column.studio.act()
        }

        Row {
            width: parent.width
            spacing: Theme.s8
            visible: column.studio.isOpen && column.studio.asks === "none"

            ActionButton {
                width: (parent.width - 2 * parent.spacing) / 3
                dark: true
                enabled: column.studio.canKeep
                opacity: enabled ? 1 : 0.5
                stacked: true
                implicitHeight: Theme.s48 + Theme.s8
                text: qsTr("Keep")
                keyText: "P"
                onPressed: column.studio.do("p")
            }

            ActionButton {
                width: (parent.width - 2 * parent.spacing) / 3
                dark: true
                enabled: column.studio.canKeep
                opacity: enabled ? 1 : 0.5
                stacked: true
                implicitHeight: Theme.s48 + Theme.s8
                text: qsTr("Reject")
                keyText: "X"
                onPressed: column.studio.do("x")
            }

            ActionButton {
                width: (parent.width - 2 * parent.spacing) / 3
                dark: true
                stacked: true
                implicitHeight: Theme.s48 + Theme.s8
                text: column.studio.trayCount > 0 ? qsTr("Tray %1").arg(column.studio.trayCount) : qsTr("Tray")
                keyText: "B"
                onPressed: column.studio.do("b")
            }
        }

        ActionButton {
            width: parent.width
            visible: !column.studio.isOpen && column.studio.trayCount > 0
            dark: true
            text: qsTr("Tray: %n frame(s)", "", column.studio.trayCount)
            keyText: "B"
            onPressed: column.studio.do("b")
        }
    }
}
