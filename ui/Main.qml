pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import QcStation.Theme
import QcStation.Controls
import QcStation.Screens
import QcStation.ViewModels

// The one window. It shows what the view-models say and hands them every key no text line took.
Window {
    id: window

    required property ShellViewModel shell
    required property SignInViewModel signIn
    required property ParcelViewModel parcel
    required property PieceViewModel piece
    required property VerdictViewModel verdict
    required property CameraViewModel camera
    required property FindViewModel find
    required property LeadViewModel lead
    required property PapersViewModel papers
    required property SettingsViewModel settings
    required property StudioViewModel studio
    required property WorkshopViewModel workshop
    // Everything is as large as was asked for, and never larger than the window has room for.
    readonly property real zoom: Math.max(1, Math.min(window.settings.scale, window.width / Theme.leastWide, window.height / Theme.leastTall))

    title: qsTr("QC Station")
    width: 1440
    height: 900
    minimumWidth: Theme.leastWide
    minimumHeight: Theme.leastTall
    color: window.shell.screen === "studio" ? Theme.studioPaper : Theme.paper
    onZoomChanged: window.settings.shownAt(window.zoom)
    Component.onCompleted: window.settings.shownAt(window.zoom)

    FocusScope {
        id: root

        // What lies under a sheet waits: Tab, Esc and a screen reader meet the sheet alone.
        readonly property bool covered: ["keys", "status", "why", "paper", "settings"].includes(window.shell.panel) || root.asking
        readonly property bool finding: window.shell.screen === "bench" && ["code", "queue"].includes(window.shell.panel)
        readonly property bool asking: root.finding || window.shell.screen === "bench" && window.shell.panel === "lead"

        // The line being typed, when its letters are to come from the screen: the screen then ends above them.
        readonly property TextLine touched: window.shell.touching && window.activeFocusItem ? window.activeFocusItem.parent as TextLine : null

        width: window.width / window.zoom
        height: (window.height - glass.height * window.zoom) / window.zoom
        scale: window.zoom
        transformOrigin: Item.TopLeft
        focus: true
        Keys.onPressed: event => {
            event.accepted = window.shell.press(event.key, event.modifiers, event.nativeScanCode, event.text, event.isAutoRepeat);
        }

        Rail {
            id: rail

            anchors.left: parent.left
            anchors.top: parent.top
            // The keys on the screen stand beside it: it keeps the whole height.
            height: window.height / window.zoom
            enabled: !root.covered
            shell: window.shell
        }

        Loader {
            anchors.left: rail.right
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            enabled: !root.covered
            sourceComponent: window.shell.screen === "bench" ? bench : window.shell.screen === "studio" ? studioScreen
                : window.shell.screen === "workshop" ? workshopScreen
                : window.shell.screen === "sign_in" ? signInScreen : null
        }

        Component {
            id: signInScreen

            SignInScreen {
                shell: window.shell
                signIn: window.signIn
            }
        }

        Component {
            id: bench

            BenchScreen {
                shell: window.shell
                parcel: window.parcel
                piece: window.piece
                verdict: window.verdict
                camera: window.camera
                lead: window.lead
                papers: window.papers
            }
        }

        Component {
            id: workshopScreen

            WorkshopScreen {
                shell: window.shell
                workshop: window.workshop
            }
        }

        Component {
            id: studioScreen

            StudioScreen {
                shell: window.shell
                studio: window.studio
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "keys"
            sourceComponent: KeysPanel {
                shell: window.shell
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "status"
            sourceComponent: StatusPanel {
                shell: window.shell
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "settings"
            sourceComponent: SettingsPanel {
                shell: window.shell
                settings: window.settings
            }
        }

        Loader {
            anchors.fill: parent
            active: root.finding
            focus: active
            sourceComponent: FindPanel {
                shell: window.shell
                find: window.find
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "lead" && window.shell.screen === "bench"
            focus: active
            sourceComponent: LeadPanel {
                shell: window.shell
                lead: window.lead
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "paper"
            sourceComponent: PaperPanel {
                shell: window.shell
                papers: window.papers
            }
        }

        Loader {
            anchors.fill: parent
            active: window.shell.panel === "why"
            sourceComponent: WhyPanel {
                shell: window.shell
                verdict: window.verdict
                lead: window.lead
            }
        }
    }

    Rectangle {
        width: Theme.rail * window.zoom
        height: glass.height * window.zoom
        anchors.bottom: parent.bottom
        visible: root.covered
        color: Theme.veil
    }

    Loader {
        id: glass

        x: Theme.rail * window.zoom
        y: window.height - height * window.zoom
        width: window.width / window.zoom - Theme.rail
        scale: window.zoom
        transformOrigin: Item.TopLeft
        height: active ? implicitHeight : 0
        active: root.touched !== null
        sourceComponent: TouchKeys {
            shell: window.shell
            line: root.touched
        }
    }
}
