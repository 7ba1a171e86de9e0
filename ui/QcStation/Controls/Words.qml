pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// Text as the station writes it: plain, elided rather than clipped, figures of equal width on request.
Text {
    id: words

    property int size: Theme.textBody
    property int weight: Theme.regular
    property bool figures: false

    color: Theme.ink
    elide: Text.ElideRight
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    font.pixelSize: words.size
    font.weight: words.weight
    font.features: words.figures ? Theme.figures : ({})
}
