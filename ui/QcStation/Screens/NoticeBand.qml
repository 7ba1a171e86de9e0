pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The answer to a scan or an act: a colour, a mark, a word. A failure stays until it is answered.
Item {
    id: band

    required property ShellViewModel shell
    readonly property bool failed: band.shell.tone === "error"
    readonly property bool warns: band.shell.tone === "attention"
    readonly property bool heard: band.shell.tone === "heard"
    readonly property color ground: band.failed ? Theme.defect : band.warns ? Theme.attention : band.heard ? Theme.ink : Theme.conform
    readonly property color ink: band.warns ? Theme.ink : Theme.onColour
    property bool shown: false

    visible: band.shown
    clip: true

    // `serial` changes with every answer, two alike included.
    readonly property int serial: band.shell.serial

    onSerialChanged: band.answer()
    Component.onCompleted: band.answer()

    function answer() {
        band.shown = band.shell.tone !== "";
        paper.opacity = 1;
        blink.restart();
        leave.running = false;
        if (band.shown && !band.shell.stays && !band.heard)
            leave.running = true;
    }

    SequentialAnimation {
        id: leave

        PauseAnimation {
            duration: Theme.flash
        }

        NumberAnimation {
            target: paper
            property: "opacity"
            to: 0
            duration: Theme.fade
        }

        ScriptAction {
            script: band.shown = false
        }
    }

    Rectangle {
        id: paper

        anchors.fill: parent
        color: band.ground
        Accessible.role: Accessible.AlertMessage
        Accessible.name: band.shell.word + ". " + band.shell.text

        // One blink of white under the words says that something new was heard.
        Rectangle {
            id: flash

            anchors.fill: parent
            color: Theme.card
            opacity: 0

            NumberAnimation {
                id: blink

                target: flash
                property: "opacity"
                from: 0.55
                to: 0
                duration: Theme.fade
            }
        }

        Rectangle {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.s24
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.badge
            height: Theme.badge
            radius: Theme.badge / 2
            color: Theme.clear
            border.width: Theme.stroke
            border.color: band.ink

            Words {
                anchors.centerIn: parent
                text: band.failed ? "✕" : band.warns ? "!" : band.heard ? "…" : "✓"
                size: Theme.textTitle
                weight: Theme.bold
                color: band.ink
            }
        }

        Column {
            anchors.left: mark.right
            anchors.leftMargin: Theme.s16
            anchors.right: answerKey.visible ? answerKey.left : parent.right
            anchors.rightMargin: Theme.s16
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s2

            Row {
                spacing: Theme.s12

                Words {
                    text: band.shell.word
                    size: Theme.textSmall
                    weight: Theme.bold
                    color: band.ink
                    font.capitalization: Font.AllUppercase
                    font.letterSpacing: Theme.capsSpacing
                }

                Words {
                    visible: band.shell.code !== ""
                    text: band.shell.code
                    size: Theme.textSmall
                    color: band.ink
                }
            }

            Words {
                width: parent.width
                text: band.shell.text
                size: band.shell.text.length > 90 ? Theme.textLead : Theme.textStrong + Theme.s2
                weight: Theme.semibold
                color: band.ink
                wrapMode: Text.Wrap
                maximumLineCount: 2
                figures: true
            }
        }

        ActionButton {
            id: answerKey

            anchors.right: parent.right
            anchors.rightMargin: Theme.s24
            anchors.verticalCenter: parent.verticalCenter
            visible: band.shell.stays
            kind: "paper"
            text: qsTr("Understood")
            keyText: qsTr("Esc")
            onPressed: band.shell.hush()
        }
    }
}
