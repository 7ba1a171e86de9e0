pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.Controls
import QcStation.ViewModels

// The set: the live picture with its guides, or a shot, or two beside each other; what the picture is worth; the film.
Item {
    id: set

    required property StudioViewModel studio
    readonly property bool isLive: set.studio.showing === "live"

    Rectangle {
        id: screen

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: film.top
        anchors.margins: Theme.s16
        anchors.bottomMargin: film.height > 0 ? Theme.s8 : 0
        radius: Theme.radiusLarge
        color: Theme.studioCard
        border.width: set.studio.cameraLevel === "trouble" ? Theme.stroke : 0
        border.color: Theme.studioDefect
        clip: true

        LivePicture {
            id: live

            anchors.fill: parent
            visible: set.isLive && set.studio.live
            whole: true
            loupe: set.studio.zoomed
            Component.onCompleted: set.studio.attach(live)
        }

        Item {
            id: guides

            x: live.shown.x
            y: live.shown.y
            width: live.shown.width
            height: live.shown.height
            visible: live.visible && !set.studio.zoomed

            Repeater {
                model: set.studio.grid ? [1, 2] : []

                Item {
                    required property int modelData

                    anchors.fill: parent

                    Rectangle {
                        x: guides.width * parent.modelData / 3
                        width: Theme.hair
                        height: guides.height
                        color: Theme.guide
                    }

                    Rectangle {
                        y: guides.height * parent.modelData / 3
                        height: Theme.hair
                        width: guides.width
                        color: Theme.guide
                    }
                }
            }

            Rectangle {
                visible: set.studio.template
                anchors.centerIn: parent
                width: Theme.hair
                height: parent.height
                color: Theme.guide
            }

            GarmentOutline {
                visible: set.studio.template && set.studio.outline !== ""
                anchors.centerIn: parent
                width: parent.width * 0.9
                height: parent.height * 0.8
                path: set.studio.outline
                details: set.studio.outlineDetails
                unitsWide: set.studio.outlineWide
                fill: Theme.clear
                outline: Theme.guide
            }
        }

        StagePicture {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: set.studio.showing === "compare" ? parent.width / 2 - Theme.s2 : parent.width
            visible: !set.isLive
            source: set.studio.source
            caption: set.studio.caption
            zoomed: set.studio.zoomed
        }

        StagePicture {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: parent.width / 2 - Theme.s2
            visible: set.studio.showing === "compare"
            source: set.studio.beside
            caption: set.studio.besideCaption
            zoomed: set.studio.zoomed
        }

        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.s64
            visible: set.isLive && !set.studio.live
            spacing: Theme.s8

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: (set.studio.cameraLevel === "trouble" ? "✕ " : "") + set.studio.headline
                size: Theme.textTitle
                weight: Theme.semibold
                color: set.studio.cameraLevel === "trouble" ? Theme.studioDefect : Theme.nightText
            }

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: set.studio.advice
                size: Theme.textLead
                color: Theme.nightSecondary
                wrapMode: Text.Wrap
                maximumLineCount: 3
            }
        }

        Column {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s24
            visible: !set.studio.isOpen
            spacing: Theme.s4

            Rectangle {
                width: parent.width
                height: lesson.height + Theme.s32
                radius: Theme.radiusMedium
                color: Theme.studioCard

                Column {
                    id: lesson

                    x: Theme.s20
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - 2 * Theme.s20
                    spacing: Theme.s4

                    Words {
                        width: parent.width
                        text: qsTr("Scan the label of an accepted piece")
                        size: Theme.textStrong
                        weight: Theme.semibold
                        color: Theme.nightText
                    }

                    Words {
                        width: parent.width
                        text: qsTr("Its views appear on the left, its sheet on the right. A photo taken with no piece on the set goes to the tray (B).")
                        color: Theme.nightSecondary
                        wrapMode: Text.Wrap
                    }
                }
            }
        }

        Row {
            id: keys

            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.s16
            spacing: Theme.s8
            visible: set.studio.isOpen

            StageKey {
                visible: set.isLive
                text: qsTr("Grid")
                keyText: "G"
                checked: set.studio.grid
                onPressed: set.studio.do("g")
            }

            StageKey {
                visible: set.isLive
                text: qsTr("Template")
                keyText: "T"
                checked: set.studio.template
                onPressed: set.studio.do("t")
            }

            StageKey {
                visible: set.isLive
                text: qsTr("Clipping")
                keyText: "L"
                checked: set.studio.clipping
                onPressed: set.studio.do("l")
            }

            StageKey {
                visible: set.isLive
                text: qsTr("Focus")
                keyText: "F"
                checked: set.studio.peaking
                onPressed: set.studio.do("f")
            }

            StageKey {
                visible: set.isLive
                text: qsTr("Level")
                keyText: "V"
                checked: set.studio.level
                onPressed: set.studio.do("v")
            }

            StageKey {
                visible: !set.isLive
                text: qsTr("Compare")
                keyText: "C"
                checked: set.studio.showing === "compare"
                onPressed: set.studio.do("c")
            }

            StageKey {
                text: qsTr("Loupe")
                keyText: "Z"
                checked: set.studio.zoomed
                onPressed: set.studio.do("z")
            }
        }

        StageBadges {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.s16
            visible: set.studio.isOpen && set.studio.showing !== "compare"
            studio: set.studio
        }

        LevelBadge {
            anchors.right: keys.right
            anchors.top: keys.bottom
            anchors.topMargin: Theme.s8
            visible: set.isLive && set.studio.live && set.studio.isOpen && set.studio.level
            studio: set.studio
        }
    }

    FilmStrip {
        id: film

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        anchors.bottomMargin: Theme.s16
        studio: set.studio
    }
}
