pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Every colour, size and duration of the window. Nothing else in ui/ may hold a literal one (tests/ui/test_tokens.py).
QtObject {
    id: theme

    // ---- surfaces
    readonly property color paper: "#F6F4EF"
    readonly property color card: "#FFFFFF"
    readonly property color wash: "#EFECE4"
    readonly property color line: "#E4E0D7"
    readonly property color clear: "transparent"

    // ---- ink
    readonly property color ink: "#161513"
    readonly property color secondary: "#5E5A52"
    readonly property color tertiary: "#6F6A61"

    // ---- meaning; never alone: each comes with a mark and a word
    readonly property color conform: "#0A5C8F"
    readonly property color conformWash: "#E3EEF6"
    readonly property color conformLine: "#B9D3E5"
    readonly property color defect: "#B53A0A"
    readonly property color defectWash: "#FBEAE3"
    readonly property color defectLine: "#EBBBA6"
    readonly property color attention: "#F2C14E"
    readonly property color attentionWash: "#F7D98B"

    // ---- the dark parts: rail, verdict bar, captions on pictures
    readonly property color night: "#161513"
    readonly property color nightRaised: "#2C2A27"
    readonly property color nightLine: "#4A463F"
    readonly property color nightText: "#FFFFFF"
    readonly property color nightSecondary: "#D9D4C8"
    readonly property color nightTertiary: "#A39D90"
    readonly property color onColour: "#FFFFFF"
    readonly property color picture: "#DAD6CB"
    readonly property color pictureText: "#3B3831"
    readonly property color garmentLine: "#7D786D"
    readonly property color veil: "#99161513"

    // ---- the studio: dark, so that the picture is the brightest thing in the room
    readonly property color studioPaper: "#1B1A18"
    readonly property color studioCard: "#232220"
    readonly property color studioWash: "#2C2A27"
    readonly property color studioLine: "#3A372F"
    readonly property color studioConform: "#6DB3E8"
    readonly property color studioDefect: "#FF8F5E"
    readonly property color backdrop: "#F0EEEA"
    readonly property color guide: "#66161513"

    // ---- type
    readonly property int textCaption: 11
    readonly property int textSmall: 12
    readonly property int textBody: 13
    readonly property int textLead: 14
    readonly property int textStrong: 15
    readonly property int textTitle: 20
    readonly property int textHead: 24
    readonly property int textHero: 30
    readonly property int regular: 400
    readonly property int medium: 500
    readonly property int semibold: 600
    readonly property int bold: 700
    readonly property real capsSpacing: 0.6
    readonly property var figures: ({ "tnum": 1 })

    // ---- the 4 px grid
    readonly property int hair: 1
    readonly property int s2: 2
    readonly property int s4: 4
    readonly property int s6: 6
    readonly property int s8: 8
    readonly property int s12: 12
    readonly property int s16: 16
    readonly property int s20: 20
    readonly property int s24: 24
    readonly property int s32: 32
    readonly property int s48: 48
    readonly property int s64: 64
    readonly property int radiusSmall: 6
    readonly property int radiusMedium: 10
    readonly property int radiusLarge: 14

    // ---- focus and strokes
    readonly property int stroke: 2
    readonly property int focusRing: 3
    readonly property int focusGap: 2

    // ---- parts
    readonly property int target: 44
    readonly property int keyCap: 22
    readonly property int rail: 76
    readonly property int railButton: 58
    readonly property int topBar: 72
    readonly property int bottomBar: 88
    readonly property int pill: 30
    readonly property int dot: 8
    readonly property int badge: 40
    readonly property int thumb: 52
    readonly property int thumbTall: 68
    readonly property int itemCard: 90
    readonly property int checkRow: 44
    readonly property int answerWide: 164
    readonly property int gradeWide: 112
    readonly property int shotWide: 62
    readonly property int shotTall: 88
    readonly property int pinMark: 22
    readonly property int outlineTall: 168
    readonly property int fieldWide: 360
    readonly property int panelWide: 640
    readonly property int settingsWide: 880
    readonly property int settingRow: 56
    readonly property int codeTall: 120
    readonly property int leastWide: 1280
    readonly property int leastTall: 720
    readonly property int cardWide: 520
    readonly property int pinDot: 14
    readonly property int roomy: 1300
    readonly property int keypadKey: 64
    readonly property int labelTall: 132
    readonly property int lineLetters: 200
    readonly property int viewsColumn: 148
    readonly property int viewCard: 104
    readonly property int sheetColumn: 304
    readonly property int sheetRow: 46
    readonly property int filmWide: 84
    readonly property int filmTall: 60

    // ---- time, in milliseconds
    readonly property int quick: 90
    readonly property int flash: 1100
    readonly property int fade: 220
    readonly property int blink: 530

    // ---- columns give way before the checklist does
    function sideColumn(window: real): real {
        return Math.round(Math.min(380, Math.max(284, window * 0.215)));
    }

    function pictureColumn(window: real): real {
        return Math.round(Math.min(520, Math.max(300, window * 0.245)));
    }
}
