pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import QcStation.Theme

// A garment's drawing from resources/outlines: `paths` in the drawing's own units, fitted and centred.
Item {
    id: garment

    required property string path
    property string details: ""
    property real unitsWide: 100
    property real unitsTall: 100
    property color fill: Theme.picture
    property color outline: Theme.garmentLine
    readonly property real fit: Math.min(garment.width / garment.unitsWide, garment.height / garment.unitsTall)
    readonly property real originX: (garment.width - garment.unitsWide * garment.fit) / 2
    readonly property real originY: (garment.height - garment.unitsTall * garment.fit) / 2

    Accessible.ignored: true

    Shape {
        x: garment.originX
        y: garment.originY
        width: garment.unitsWide
        height: garment.unitsTall
        visible: garment.path !== ""
        antialiasing: true
        // On a graphics card the default renderer leaves steps on every edge; the software one smooths by itself.
        preferredRendererType: Shape.CurveRenderer
        transform: Scale {
            xScale: garment.fit
            yScale: garment.fit
        }

        ShapePath {
            fillColor: garment.fill
            strokeColor: garment.outline
            strokeWidth: garment.fit > 0 ? Theme.hair / garment.fit : Theme.hair
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: garment.path
            }
        }

        ShapePath {
            fillColor: Theme.clear
            strokeColor: garment.outline
            strokeWidth: garment.fit > 0 ? Theme.hair / garment.fit : Theme.hair
            capStyle: ShapePath.RoundCap

            PathSvg {
                path: garment.details
            }
        }
    }
}
