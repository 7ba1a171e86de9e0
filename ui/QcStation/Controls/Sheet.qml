pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// A panel over the screen that explains; Esc or its own key puts it away. It never asks "are you sure?".
Item {
    id: sheet

    required property string title
    property string subtitle: ""
    property string closeText
    property string closeKey
    property real wide: Theme.panelWide
    default property alias content: body.data
    // How far the content is scrolled, in 0..1, for who has no wheel.
    property real down: 0

    signal closed

    onDownChanged: flick.contentY = sheet.down * Math.max(0, flick.contentHeight - flick.height)

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
    }

    TapHandler {
        onTapped: sheet.closed()
    }

    Rectangle {
        id: paper

        anchors.centerIn: parent
        width: Math.min(sheet.wide, sheet.width - Theme.s64)
        height: Math.min(sheet.height - Theme.s48, head.height + flick.contentHeight + Theme.s64)
        radius: Theme.radiusLarge
        color: Theme.paper
        Accessible.role: Accessible.Dialog
        Accessible.name: sheet.title

        TapHandler {}

        Item {
            id: head

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.s24
            height: Math.max(Theme.target, titles.height)

            Column {
                id: titles

                anchors.left: parent.left
                anchors.right: close.left
                anchors.rightMargin: Theme.s16
                spacing: Theme.s4

                Words {
                    width: parent.width
                    text: sheet.title
                    size: Theme.textTitle
                    weight: Theme.bold
                }

                Words {
                    width: parent.width
                    visible: text !== ""
                    text: sheet.subtitle
                    size: Theme.textBody
                    color: Theme.secondary
                    wrapMode: Text.Wrap
                }
            }

            ActionButton {
                id: close

                anchors.right: parent.right
                kind: "quiet"
                text: sheet.closeText
                keyText: sheet.closeKey
                onPressed: sheet.closed()
            }
        }

        Flickable {
            id: flick

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: head.bottom
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s24
            anchors.topMargin: Theme.s16
            clip: true
            contentHeight: body.childrenRect.height
            boundsBehavior: Flickable.StopAtBounds

            Item {
                id: body

                width: flick.width
                height: childrenRect.height
            }
        }
    }
}
