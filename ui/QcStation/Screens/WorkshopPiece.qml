pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The piece in hand: why it is here, what it bears, its route, and how the step in work is done.
Flickable {
    id: piece

    required property WorkshopViewModel workshop

    readonly property bool choosing: piece.workshop.choicesTitle !== ""

    // What can be chosen now is in sight, also on a low screen.
    function show(): void {
        piece.contentY = piece.choosing ? Math.max(0, piece.contentHeight - piece.height) : 0;
    }

    clip: true
    contentHeight: body.height + Theme.s32
    onContentHeightChanged: piece.show()
    onHeightChanged: piece.show()
    onChoosingChanged: piece.show()
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: body

        x: Theme.s20
        y: Theme.s16
        width: piece.width - 2 * Theme.s20
        spacing: Theme.s12

        Column {
            width: parent.width
            spacing: Theme.s4

            Words {
                width: parent.width
                text: piece.workshop.purpose
                size: Theme.textStrong
                weight: Theme.semibold
                wrapMode: Text.Wrap
            }

            Words {
                width: parent.width
                text: piece.workshop.detail
                size: Theme.textBody
                color: Theme.secondary
                figures: true
                wrapMode: Text.Wrap
            }
        }

        Rectangle {
            width: parent.width
            height: Math.max(Theme.target, sewn.height) + Theme.s16
            radius: Theme.radiusMedium
            color: piece.workshop.known ? Theme.card : Theme.attentionWash
            border.width: Theme.hair
            border.color: piece.workshop.known ? Theme.line : Theme.attention

            Column {
                id: sewn

                anchors.left: parent.left
                anchors.right: buttons.left
                anchors.leftMargin: Theme.s12
                anchors.rightMargin: Theme.s8
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s4

                Words {
                    width: parent.width
                    text: (piece.workshop.known ? "" : "! ") + piece.workshop.composition
                    size: Theme.textBody
                    weight: Theme.semibold
                    wrapMode: Text.Wrap
                    figures: true
                }

                Words {
                    width: parent.width
                    visible: text !== ""
                    text: piece.workshop.known ? piece.workshop.symbols : qsTr("Only what every fabric bears is allowed.")
                    size: Theme.textSmall
                    color: piece.workshop.known ? Theme.secondary : Theme.ink
                    wrapMode: Text.Wrap
                }
            }

            Row {
                id: buttons

                anchors.right: parent.right
                anchors.rightMargin: Theme.s8
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s6

                ActionButton {
                    kind: "quiet"
                    text: qsTr("Label")
                    name: qsTr("The composition as the label says it")
                    keyText: "O"
                    onPressed: piece.workshop.do("o")
                }

                ActionButton {
                    kind: "quiet"
                    text: qsTr("Care")
                    name: qsTr("The symbols of the care label")
                    keyText: "E"
                    onPressed: piece.workshop.do("e")
                }
            }
        }

        Item {
            width: parent.width
            height: Math.max(sides.visible ? sides.height : 0, limits.height)

            Row {
                id: sides

                width: Math.round(parent.width * 0.44)
                height: Theme.outlineTall
                visible: piece.workshop.hasPins
                spacing: Theme.s6

                PinMap {
                    width: (sides.width - sides.spacing) / 2
                    height: sides.height
                    caption: qsTr("Front")
                    side: "front"
                    path: piece.workshop.frontOutline
                    details: piece.workshop.frontDetails
                    pins: piece.workshop.pins
                    unitsWide: piece.workshop.outlineWide
                    fill: piece.workshop.swatch
                }

                PinMap {
                    width: (sides.width - sides.spacing) / 2
                    height: sides.height
                    caption: qsTr("Back")
                    side: "back"
                    path: piece.workshop.backOutline
                    details: piece.workshop.backDetails
                    pins: piece.workshop.pins
                    unitsWide: piece.workshop.outlineWide
                    fill: piece.workshop.swatch
                }
            }

            Flow {
                id: limits

                anchors.right: parent.right
                width: sides.visible ? parent.width - sides.width - Theme.s12 : parent.width
                spacing: Theme.s6

                Repeater {
                    model: piece.workshop.limits

                    LimitDelegate {}
                }
            }
        }

        Words {
            width: parent.width
            visible: text !== ""
            text: piece.workshop.forbidden ? "✕ " + piece.workshop.forbidden : ""
            size: Theme.textSmall
            weight: Theme.medium
            color: Theme.defect
            wrapMode: Text.Wrap
        }

        Caps {
            text: qsTr("Route")
        }

        Column {
            width: parent.width
            spacing: Theme.s6

            Repeater {
                model: piece.workshop.route

                RouteDelegate {
                    width: body.width
                    onPressed: piece.workshop.point(number)
                }
            }
        }

        Caps {
            visible: text !== ""
            text: piece.workshop.choicesTitle
        }

        Flow {
            width: parent.width
            visible: piece.choosing
            spacing: Theme.s8

            Repeater {
                model: piece.workshop.choices

                ActionButton {
                    required property string cap
                    required property string label
                    required property bool chosen

                    kind: chosen ? "plain" : "quiet"
                    text: (chosen ? "✓ " : "") + label
                    keyText: cap
                    checkable: !piece.workshop.adding
                    checked: chosen
                    onPressed: piece.workshop.do(cap)
                }
            }
        }
    }
}
