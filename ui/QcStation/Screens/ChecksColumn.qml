pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme
import QcStation.ViewModels

// The piece's heading and its ten checks. The row that is asked stays in sight.
Item {
    id: column

    required property PieceViewModel piece

    PieceHeader {
        id: heading

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s24
        anchors.rightMargin: Theme.s24
        y: Theme.s16
        piece: column.piece
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: heading.bottom
        anchors.bottom: parent.bottom
        anchors.leftMargin: Theme.s16
        anchors.rightMargin: Theme.s16
        leftMargin: Theme.s8
        rightMargin: Theme.s8
        topMargin: Theme.s6
        bottomMargin: Theme.s8
        clip: true
        spacing: list.height < Theme.checkRow * 11.4 ? Theme.s4 : Theme.s8
        boundsBehavior: Flickable.StopAtBounds
        model: column.piece.checks
        currentIndex: column.piece.currentRow
        highlightMoveDuration: Theme.quick
        cacheBuffer: Math.max(0, list.height)
        delegate: CheckDelegate {
            width: list.width - Theme.s16
            height: rowHeight + (isOpen ? Theme.checkRow + Theme.s12 : 0)
            rowHeight: Math.max(Theme.checkRow, Math.min(Theme.checkRow + Theme.s20, (list.height - Theme.s16) / 10 - list.spacing))
            answers: column.piece.answers
            readOnly: column.piece.readOnly
            onConform: column.piece.conform(key)
            onDefect: column.piece.openAnswers(key)
            onChosen: position => column.piece.choose(position)
        }

        // A row that opens its answers grows: it stays whole in sight.
        readonly property real currentTall: list.currentItem ? list.currentItem.height : 0

        onCurrentTallChanged: Qt.callLater(list.keepInSight)

        function keepInSight() {
            if (list.currentIndex >= 0)
                list.positionViewAtIndex(list.currentIndex, ListView.Contain);
        }
    }
}
