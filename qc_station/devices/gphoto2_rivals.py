"""Which other program holds a camera: the system's own photo import, as a rule."""

from __future__ import annotations

from pathlib import Path

# Programs that open every camera they see, by the name the kernel gives their process (15 characters).
_RIVALS = {"gvfs-gphoto2-vo": "gvfs", "gvfsd-gphoto2": "gvfs", "gphoto2": "gphoto2", "darktable": "darktable"}


def rival() -> str:
    """Which known program holds the camera, where the system tells; else ""."""
    for path in Path("/proc").glob("[0-9]*/comm"):
        try:
            found = _RIVALS.get(path.read_text().strip())
        except OSError:
            continue
        if found:
            return found
    return ""
