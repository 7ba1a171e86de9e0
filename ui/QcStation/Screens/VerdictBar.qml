pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The proposed decision with the sentence that makes it, the grades, and the one thing Enter does.
Rectangle {
    id: bar

    required property VerdictViewModel verdict
    required property PieceViewModel piece
    required property LeadViewModel lead
    required property PapersViewModel papers

    height: Theme.bottomBar
    color: Theme.night

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.s24
        anchors.right: bar.verdict.asks ? reason.left : grades.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s4

        Row {
            spacing: Theme.s8

            Words {
                anchors.verticalCenter: parent.verticalCenter
                text: bar.verdict.caption
                size: Theme.textSmall
                weight: Theme.semibold
                color: Theme.nightTertiary
            }

            // A finger hits more than the line is high: the rest lies over the line below and the edge above.
            Item {
                visible: bar.verdict.canExplain
                width: explains.width
                height: Theme.keyCap

                Pressable {
                    id: explains

                    anchors.centerIn: parent
                    name: qsTr("Why this decision")
                    hint: "E"
                    dark: true
                    width: Math.max(Theme.target, why.width)
                    height: Theme.target
                    radius: Theme.s4
                    onPressed: bar.verdict.explain()

                    Row {
                        id: why

                        anchors.verticalCenter: parent.verticalCenter
                        spacing: Theme.s6

                        Words {
                            anchors.verticalCenter: parent.verticalCenter
                            text: qsTr("why")
                            size: Theme.textSmall
                            color: Theme.nightSecondary
                            font.underline: true
                        }

                        KeyCap {
                            dark: true
                            text: "E"
                        }
                    }
                }
            }
        }

        Words {
            width: parent.width
            text: (bar.verdict.level === "good" ? "✓ " : bar.verdict.level === "bad" ? "✕ " : bar.verdict.level === "attention" ? "! " : "") + bar.verdict.title
            size: Theme.textTitle
            weight: Theme.bold
            color: Theme.nightText
            figures: true
            Accessible.role: Accessible.StaticText
            Accessible.name: bar.verdict.title + ". " + bar.verdict.sentence
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: bar.verdict.sentence
            size: Theme.textBody
            color: Theme.nightSecondary
            font.italic: true
        }
    }

    Loader {
        id: reason

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        width: active ? parent.width * 0.62 : 0
        active: bar.verdict.asks
        focus: active
        sourceComponent: ReasonLine {
            verdict: bar.verdict
        }
    }

    Row {
        id: grades

        anchors.right: buttons.left
        anchors.rightMargin: Theme.s16
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.piece.isOpen && !bar.verdict.asks && (bar.verdict.level !== "bad" && !bar.piece.readOnly || bar.width > Theme.roomy)
        width: visible ? implicitWidth : 0
        spacing: Theme.s8

        Repeater {
            model: bar.verdict.grades

            GradeDelegate {
                onPressed: bar.verdict.lower(key)
            }
        }
    }

    Row {
        id: buttons

        anchors.right: parent.right
        anchors.rightMargin: Theme.s24
        anchors.verticalCenter: parent.verticalCenter
        visible: !bar.verdict.asks
        spacing: Theme.s12

        Repeater {
            model: bar.verdict.dispositions

            ActionButton {
                id: way

                required property int index
                required property string key
                required property string cap
                required property string label

                dark: true
                stacked: true
                text: way.label
                keyText: way.cap
                height: Theme.target + Theme.s8
                onPressed: bar.verdict.dispose(way.index)
            }
        }

        ActionButton {
            visible: bar.verdict.canOverrule && bar.piece.isOpen
            dark: true
            stacked: true
            text: qsTr("Lead")
            keyText: "O"
            height: Theme.target + Theme.s8
            onPressed: bar.lead.begin()
        }

        ActionButton {
            visible: bar.piece.isOpen && bar.piece.readOnly
            dark: true
            stacked: true
            text: qsTr("Pack")
            name: qsTr("Evidence pack of the piece")
            keyText: "P"
            height: Theme.target + Theme.s8
            onPressed: bar.papers.open()
        }

        ActionButton {
            visible: bar.verdict.canSkipPhoto
            dark: true
            stacked: true
            text: qsTr("No photo")
            keyText: "N"
            height: Theme.target + Theme.s8
            onPressed: bar.verdict.skipPhoto()
        }

        ActionButton {
            visible: bar.verdict.canReview
            dark: true
            stacked: true
            text: qsTr("Review")
            keyText: "R"
            height: Theme.target + Theme.s8
            onPressed: bar.verdict.review()
        }

        ActionButton {
            visible: bar.verdict.nextText !== ""
            dark: true
            kind: bar.verdict.nextKind
            text: bar.verdict.nextText
            keyText: qsTr("Enter")
            height: Theme.target + Theme.s8
            onPressed: bar.verdict.goOn()
        }

        ActionButton {
            visible: bar.verdict.canUndo
            dark: true
            stacked: true
            text: bar.verdict.secondsLeft > 0 ? qsTr("Undo · %1 s").arg(bar.verdict.secondsLeft) : qsTr("Undo")
            keyText: qsTr("Ctrl Z")
            height: Theme.target + Theme.s8
            onPressed: bar.verdict.undo()
        }
    }
}
