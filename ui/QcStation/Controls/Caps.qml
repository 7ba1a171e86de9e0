pragma ComponentBehavior: Bound

import QtQuick
import QcStation.Theme

// The small heading over a column or a field.
Words {
    size: Theme.textCaption
    weight: Theme.semibold
    color: Theme.tertiary
    font.capitalization: Font.AllUppercase
    font.letterSpacing: Theme.capsSpacing
}
