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

    title: qsTr("QC Station")
    width: 1440
    height: 900
    minimumWidth: 1280
    minimumHeight: 720
    color: Theme.paper

    FocusScope {
        id: root

        // What lies under a sheet waits: Tab, Esc and a screen reader meet the sheet alone.
        readonly property bool covered: ["keys", "status", "why", "paper"].includes(window.shell.panel) || root.asking
        readonly property bool finding: window.shell.screen === "bench" && ["code", "queue"].includes(window.shell.panel)
        readonly property bool asking: root.finding || window.shell.screen === "bench" && window.shell.panel === "lead"

        // The line being typed, when its letters are to come from the screen: the screen then ends above them.
        readonly property TextLine touched: window.shell.touching && window.activeFocusItem ? window.activeFocusItem.parent as TextLine : null

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: glass.top
        focus: true
        Keys.onPressed: event => {
            event.accepted = window.shell.press(event.key, event.modifiers, event.nativeScanCode, event.text, event.isAutoRepeat);
        }

        Rail {
            id: rail

            anchors.left: parent.left
            anchors.top: parent.top
            // The keys on the screen stand beside it: it keeps the whole height.
            height: window.height
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
                papers: window.papers
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
        anchors.left: parent.left
        anchors.right: glass.left
        anchors.top: glass.top
        anchors.bottom: glass.bottom
        visible: root.covered
        color: Theme.veil
    }

    Loader {
        id: glass

        anchors.left: parent.left
        anchors.leftMargin: Theme.rail
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: active ? implicitHeight : 0
        active: root.touched !== null
        sourceComponent: TouchKeys {
            shell: window.shell
            line: root.touched
        }
    }
}
