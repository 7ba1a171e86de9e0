"""One suite for every camera driver: a test names `rig` and runs on each, or on those that can what it needs."""

import sys

import pytest

from tests.devices.rigs import HotFolderRig, MjpegRig, NetworkRig, RtspRig, UsbRig, VirtualRig

RIGS = {
    "virtual": VirtualRig,
    "vusb": UsbRig,
    "ptpip": NetworkRig,
    "mjpeg": MjpegRig,
    "rtsp": RtspRig,
    "hotfolder": HotFolderRig,
}


@pytest.fixture(params=RIGS)
def rig(request, tmp_path):
    """A camera of each driver, not opened yet. `@pytest.mark.parametrize("rig", [...], indirect=True)` narrows it."""
    if request.param in {"vusb", "ptpip"} and sys.platform == "win32":
        pytest.skip("gphoto2 has no Windows wheel")
    made = RIGS[request.param](tmp_path)
    yield made
    made.end()
