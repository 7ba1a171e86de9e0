pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The evidence pack of the piece in hand, page by page, as it goes on paper.
Sheet {
    id: panel

    required property ShellViewModel shell
    required property PapersViewModel papers

    title: panel.papers.title
    subtitle: panel.papers.subtitle
    closeText: qsTr("Close")
    closeKey: qsTr("Esc")
    down: panel.papers.down
    onClosed: panel.shell.closePanel()

    Column {
        width: parent.width
        spacing: Theme.s12

        Row {
            anchors.right: parent.right
            anchors.rightMargin: Theme.s2
            spacing: Theme.s8

            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: panel.papers.progress
                size: Theme.textBody
                weight: Theme.semibold
                color: Theme.secondary
                figures: true
            }

            ActionButton {
                kind: "quiet"
                text: qsTr("Previous")
                name: qsTr("Previous page")
                keyText: "←"
                onPressed: panel.papers.turn(-1)
            }

            ActionButton {
                kind: "quiet"
                text: qsTr("Next")
                name: qsTr("Next page")
                keyText: "→"
                onPressed: panel.papers.turn(1)
            }

            ActionButton {
                kind: "quiet"
                text: panel.papers.redacted ? qsTr("All of it") : qsTr("Customer")
                keyText: "R"
                onPressed: panel.papers.swap()
            }

            ActionButton {
                text: qsTr("Print")
                keyText: qsTr("Ctrl P")
                onPressed: panel.papers.put_on_paper()
            }
        }

        Rectangle {
            width: parent.width
            height: width * 297 / 210
            color: Theme.card
            border.width: Theme.hair
            border.color: Theme.line

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.s64
                visible: panel.papers.page === ""
                text: qsTr("The pages are being made…")
                size: Theme.textStrong
                color: Theme.secondary
            }

            Image {
                anchors.fill: parent
                anchors.margins: Theme.hair
                source: panel.papers.page
                cache: false
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Page %1").arg(panel.papers.progress)
            }
        }
    }
}
