"""The loop of a driver process over a scripted driver, in this process: the cases no simulator can stage."""

import errno
import hashlib

import pytest

from qc_station.application.camera_port import CameraErrorKind, Capabilities, DeviceId, Reason, ShotContext
from qc_station.devices import spool as spool_module
from qc_station.devices.driver import (
    Arrived,
    Connected,
    Connection,
    Done,
    DriverFault,
    Failed,
    Heard,
    Launch,
    LeftOnCamera,
    OnCamera,
    Quit,
    Shoot,
    Warned,
)
from qc_station.devices.driver_loop import DriverLoop
from tests.devices.rigs import draw_pictures


class ScriptedDriver:
    """A camera with a card; `tear` transfers come torn before one comes whole."""

    def __init__(self, card=(), tear=0):
        self.card, self.tear, self.fetches, self.deleted, self._heard = dict(card), tear, 0, [], []

    def connect(self, device):
        return Connection(device, Capabilities())

    def disconnect(self):
        pass

    def battery(self):
        return None

    def pair_expected(self):
        return False

    def trigger(self, number):
        self.card[f"/DCIM/DSC_{number}.JPG"] = self.picture
        self._heard = [OnCamera(f"/DCIM/DSC_{number}.JPG")]

    def poll(self, wait_s):
        files, self._heard = tuple(self._heard), []
        return Heard(files, capture_complete=bool(files))

    def files(self):
        return tuple(map(OnCamera, self.card))

    def size(self, file):
        return len(self.card[file.name])

    def fetch(self, file):
        self.fetches += 1
        data = self.card[file.name]
        return data[: len(data) // 2] if self.fetches <= self.tear else data

    def delete(self, file):
        self.deleted.append(file.name)
        del self.card[file.name]


class ScriptedLink:
    """The station's end: gives out orders, then Quit once the loop is idle."""

    def __init__(self, *orders):
        self.orders, self.said, self._idle = list(orders), [], 0

    def send(self, word):
        self.said.append(word)

    def poll(self, _timeout):
        self._idle += 1
        return bool(self.orders) or self._idle > 10

    def recv(self):
        return self.orders.pop(0) if self.orders else Quit()

    def all(self, kind):
        return [word for word in self.said if isinstance(word, kind)]


@pytest.fixture
def picture(tmp_path):
    return (draw_pictures(tmp_path / "pictures", 1) / "00.jpg").read_bytes()


def run(tmp_path, driver, link, seen=frozenset(), kept=frozenset(), delete=True):
    folder = tmp_path / "spool"
    folder.mkdir(exist_ok=True)
    launch = Launch(DeviceId("scripted"), str(folder), seen, kept, (0.0,), delete, 5.0)
    with pytest.raises(Exception, match=r"^$") as left:
        DriverLoop(link, driver, launch).run()
    assert type(left.value).__name__ == "_Leave"
    return sorted(folder.iterdir())


SHOOT = Shoot("shot-1", ShotContext("QC1-X", "front"), 1)


def test_a_torn_transfer_is_tried_again(tmp_path, picture):
    """Two torn transfers, then a whole one: one file, announced once, and only then deleted on the camera."""
    driver, link = ScriptedDriver(tear=2), ScriptedLink(SHOOT)
    driver.picture = picture
    (kept,) = run(tmp_path, driver, link)
    assert kept.read_bytes() == picture
    assert len(link.all(Arrived)) == len(link.all(Done)) == 1
    assert driver.deleted == ["/DCIM/DSC_1.JPG"]


def test_a_file_that_is_always_torn_is_refused_and_left(tmp_path, picture):
    """Nothing torn is kept or deleted; the shot fails, the file is named and not fetched for ever."""
    driver, link = ScriptedDriver(tear=99), ScriptedLink(SHOOT)
    driver.picture = picture
    assert run(tmp_path, driver, link) == []
    assert driver.deleted == []
    assert [f.error.kind for f in link.all(Failed)] == [CameraErrorKind.TRANSFER_FAILED]
    assert [w.code for w in link.all(Warned)] == ["file_refused"]
    assert link.all(LeftOnCamera) == [LeftOnCamera("/DCIM/DSC_1.JPG", settled=True)]


def test_a_full_disk_leaves_the_file_on_the_camera(tmp_path, picture, monkeypatch):
    """Our disk takes no more: the shot says so, the camera keeps the file, and the next connection fetches it."""

    def full(part, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    driver, link = ScriptedDriver(), ScriptedLink(SHOOT)
    driver.picture = picture
    with monkeypatch.context() as patched:
        patched.setattr(spool_module, "_written", full)
        assert run(tmp_path, driver, link) == []
    assert [f.error.kind for f in link.all(Failed)] == [CameraErrorKind.DISK_FULL]
    assert link.all(LeftOnCamera) == [LeftOnCamera("/DCIM/DSC_1.JPG", settled=False)]
    again = ScriptedLink()
    assert len(run(tmp_path, driver, again)) == 1
    assert again.all(Arrived)[0].reason is Reason.RECOVERED_FROM_CAMERA


@pytest.mark.parametrize("name", ["/DCIM/DSC_7.JPG", ""])
def test_a_file_kept_before_a_crash_is_not_kept_twice(tmp_path, picture, name):
    """The process died between keeping and deleting: the card's copy is deleted, and not announced again."""
    driver, link = ScriptedDriver({"/DCIM/DSC_7.JPG": picture}), ScriptedLink()
    kept = frozenset({(name, hashlib.sha256(picture).hexdigest())})
    assert run(tmp_path, driver, link, kept=kept) == []
    assert link.all(Arrived) == []
    assert driver.deleted == ["/DCIM/DSC_7.JPG"]


def test_the_first_connection_leaves_the_card_alone(tmp_path, picture):
    """What was on the card before us is told to the station as seen, not fetched."""
    driver, link = ScriptedDriver({"/DCIM/OLD.JPG": picture, "/MISC/AUTPRINT.MRK": b"x"}), ScriptedLink()
    assert run(tmp_path, driver, link, seen=None) == []
    assert link.all(Connected)[0].on_card == {"/DCIM/OLD.JPG", "/MISC/AUTPRINT.MRK"}
    assert driver.fetches == 0


def test_a_kept_file_that_stays_on_the_card_is_not_fetched_again(tmp_path, picture):
    """Where nothing is deleted, the station is told that the file is settled, whatever it is called next time."""
    driver, link = ScriptedDriver(), ScriptedLink(SHOOT)
    driver.picture = picture
    run(tmp_path, driver, link, delete=False)
    assert driver.deleted == []
    assert link.all(LeftOnCamera) == [LeftOnCamera("/DCIM/DSC_1.JPG", settled=True)]


def test_another_card_has_a_past_of_its_own(tmp_path, picture):
    """A card that is not the one of the connection before: what is on it was there before us."""

    class Swapped(ScriptedDriver):
        def connect(self, device):
            return Connection(device, Capabilities(), other_card=True)

    driver, link = Swapped({"/DCIM/STRANGE.JPG": picture}), ScriptedLink()
    assert run(tmp_path, driver, link, seen=frozenset({"/DCIM/OLD.JPG"})) == []
    assert link.all(Connected)[0].on_card == {"/DCIM/STRANGE.JPG"}
    assert driver.fetches == 0


def test_films_and_notes_of_the_camera_are_not_pictures(tmp_path):
    """A file that is no picture stays on the camera without a word to the operator."""
    driver, link = ScriptedDriver({"/DCIM/MVI_1.MOV": b"film", "/DCIM/..": b""}), ScriptedLink()
    assert run(tmp_path, driver, link) == []
    assert link.all(Warned) == []
    assert len(link.all(LeftOnCamera)) == 2


@pytest.mark.parametrize(
    "name",
    ["/../../etc/x.jpg", "/DCIM/\x00\n.JPG", "/DCIM/" + "A" * 5000 + ".jpg", "/DCIM/…é%s{0}.JPEG", "/;rm -rf.jpg"],
)
def test_a_hostile_file_name_stays_a_note(tmp_path, picture, name):
    """The camera's name never chooses where a file goes: ours is inside the spool, short and plain."""
    link = ScriptedLink()
    (kept,) = run(tmp_path, ScriptedDriver({name: picture}), link)
    assert kept.parent == tmp_path / "spool"
    assert len(kept.name) < 160
    assert kept.name.isascii()
    told = link.all(Arrived)[0].file
    assert told.path == kept
    assert told.name.isprintable()
    assert len(told.name) <= 64


def test_a_lost_connection_in_the_transfer_ends_the_loop(tmp_path, picture):
    """The loop does not go on with a connection that is gone."""

    class Cut(ScriptedDriver):
        def fetch(self, file):
            raise DriverFault.of(CameraErrorKind.DISCONNECTED, lost=True)

    driver, link = Cut(), ScriptedLink(SHOOT)
    driver.picture = picture
    folder = tmp_path / "spool"
    folder.mkdir()
    launch = Launch(DeviceId("scripted"), str(folder), frozenset(), frozenset(), (0.0,), True, 5.0)
    with pytest.raises(DriverFault, match="camera_disconnected"):
        DriverLoop(link, driver, launch).run()
    assert driver.deleted == []
