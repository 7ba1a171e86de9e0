"""Write `resources/icons/*.svg` and the programme's icon as PNG: `python -m tools.draw_icons`.

Our own strokes on a 24-pixel grid, 1.75 wide with round ends, in ink; QML tints them (`icon.color`), by their alpha.
"""

from __future__ import annotations

import os
from pathlib import Path

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
INK, PAPER = "#161513", "#F6F4EF"
APP_ICON = "qc-station"
APP_PIXELS = 256

# Each icon: the `d` of its paths. `h.01` is a dot: the round ends of a stroke without length.
STROKES: dict[str, tuple[str, ...]] = {
    "scan": (
        "M3 8V5.5A1.5 1.5 0 0 1 4.5 4H7",
        "M17 4h2.5A1.5 1.5 0 0 1 21 5.5V8",
        "M21 16v2.5a1.5 1.5 0 0 1-1.5 1.5H17",
        "M7 20H4.5A1.5 1.5 0 0 1 3 18.5V16",
        "M7.5 8v8M11 8v8M13.5 8v8M16.5 8v8",
    ),
    "camera": (
        "M7.5 7.5L9 5h6l1.5 2.5h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V9q0-1.5 1.5-1.5Z",
        "M12 9.5a3.75 3.75 0 1 0 0 7.5a3.75 3.75 0 0 0 0-7.5Z",
    ),
    "ledger": (
        "M6 3.5h12A1.5 1.5 0 0 1 19.5 5v15.5H6.5A2 2 0 0 1 4.5 18.5V5A1.5 1.5 0 0 1 6 3.5Z",
        "M4.5 18.5a2 2 0 0 1 2-2h13",
        "M8.5 7.5h7M8.5 11h4.5",
    ),
    "printer": (
        "M7 8.5V4h10v4.5",
        "M7 16.5H4.5A1.5 1.5 0 0 1 3 15v-5a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 10v5a1.5 1.5 0 0 1-1.5 1.5H17",
        "M7 14h10v6.5H7Z",
        "M17.5 11.5h.01",
    ),
    "warning": (
        "M10.7 4.3L2.9 17.8A1.5 1.5 0 0 0 4.2 20h15.6a1.5 1.5 0 0 0 1.3-2.2L13.3 4.3a1.5 1.5 0 0 0-2.6 0Z",
        "M12 9.5v4.5",
        "M12 17h.01",
    ),
    "check": ("M4.5 12.5l5 5L19.5 7",),
    "cross": ("M6 6l12 12M18 6L6 18",),
    "undo": ("M8.5 4.5L4 9l4.5 4.5", "M4 9h10a5.5 5.5 0 0 1 0 11H9"),
    "person": ("M12 3.5a4 4 0 1 0 0 8a4 4 0 0 0 0-8Z", "M4.5 20.5a7.5 6.5 0 0 1 15 0"),
    "search": ("M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13Z", "M15.5 15.5L20.5 20.5"),
    "parcel": (
        "M12 2.8l8 4.4v9.6l-8 4.4l-8-4.4V7.2Z",
        "M4.3 7.3L12 11.6l7.7-4.3",
        "M12 11.6v9.4",
        "M8 5l7.8 4.4v3.4",
    ),
}

# The letters Q and C, drawn: an icon must not depend on a typeface.
APP = f"""<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
<rect width="256" height="256" rx="56" fill="{INK}"/>
<g fill="none" stroke="{PAPER}" stroke-width="21" stroke-linecap="round">
<path d="M78 86a42 42 0 1 0 0 84a42 42 0 0 0 0-84Z"/>
<path d="M92 147L119 176"/>
<path d="M216 104a40 42 0 1 0 0 48"/>
</g>
</svg>
"""


def svg(paths: tuple[str, ...]) -> str:
    drawn = "\n".join(f'<path d="{path}"/>' for path in paths)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">\n'
        f'<g fill="none" stroke="{INK}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">\n'
        f"{drawn}\n</g>\n</svg>\n"
    )


def files() -> dict[str, str]:
    """Every SVG file by name."""
    return {f"{APP_ICON}.svg": APP} | {f"{name}.svg": svg(paths) for name, paths in STROKES.items()}


def _render_app_icon() -> None:
    """The PNG for window managers that take no SVG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt  # noqa: PLC0415 the SVG files are written without Qt
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    image = QImage(APP_PIXELS, APP_PIXELS, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ICONS / f"{APP_ICON}.svg")).render(painter)
    painter.end()
    image.save(str(ICONS / f"{APP_ICON}-{APP_PIXELS}.png"))


def main() -> None:
    ICONS.mkdir(parents=True, exist_ok=True)
    for name, text in files().items():
        (ICONS / name).write_text(text, encoding="utf-8", newline="\n")
    _render_app_icon()


if __name__ == "__main__":
    main()
