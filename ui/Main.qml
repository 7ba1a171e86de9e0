pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import QcStation.Theme
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
    required property SettingsViewModel settings
    // Everything is as large as was asked for, and never larger than the window has room for.
    readonly property real zoom: Math.max(1, Math.min(window.settings.scale, window.width / Theme.leastWide, window.height / Theme.leastTall))

    title: qsTr("QC Station")
    width: 1440
    height: 900
    minimumWidth: Theme.leastWide
    minimumHeight: Theme.leastTall
    color: Theme.paper
    onZoomChanged: window.settings.shownAt(window.zoom)
    Component.onCompleted: window.settings.shownAt(window.zoom)

    FocusScope {
        id: root

        // What lies under a sheet waits: Tab, Esc and a screen reader meet the sheet alone.
        readonly property bool covered: ["keys", "status", "why", "settings"].includes(window.shell.panel) || root.asking
        readonly property bool finding: window.shell.screen === "bench" && ["code", "queue"].includes(window.shell.panel)
        readonly property bool asking: root.finding || window.shell.screen === "bench" && window.shell.panel === "lead"

        width: window.width / window.zoom
        height: window.height / window.zoom
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
            anchors.bottom: parent.bottom
            enabled: !root.covered
            shell: window.shell
        }

        Loader {
            anchors.left: rail.right
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            enabled: !root.covered
            sourceComponent: window.shell.screen === "bench" ? bench : window.shell.screen === "sign_in" ? signInScreen : null
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
            active: window.shell.panel === "why"
            sourceComponent: WhyPanel {
                shell: window.shell
                verdict: window.verdict
            }
        }
    }
}
