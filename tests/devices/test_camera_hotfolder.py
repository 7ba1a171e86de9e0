"""A folder that other programs write into, in every way they do: each photograph comes once, whole, and alone."""

import logging
import os
import shutil
import socket
from pathlib import Path

import pytest

from qc_station.application.camera_port import (
    CameraErrorKind,
    CameraState,
    CameraWarning,
    DeviceId,
    FileRole,
    Reason,
    StateChanged,
    UnsolicitedFile,
)
from qc_station.devices import hotfolder_process, hotfolder_watch
from qc_station.devices.camera_hotfolder import HotFolderCamera, HotFolderOptions
from qc_station.devices.driver import DriverFault
from qc_station.devices.hotfolder_entries import picture_of
from qc_station.devices.hotfolder_process import HotFolderDriver
from qc_station.devices.hotfolder_watch import is_network, mount_point
from qc_station.devices.jpeg import with_comment
from tests.devices.rigs import BACKOFF_S, PATIENCE_S, Ear, HotFolderRig, picture

CRASH = pytest.mark.expects_log("driver_crashed")
NOTICES = HotFolderOptions(polling=False, settle_s=0.1)
POLLING = HotFolderOptions(polling=True, settle_s=0.3, poll_every_s=0.1)
FENCE = "fence"
RAW = b"II*\0" + bytes(5000)


class Folder(HotFolderRig):
    """Adds what tests ask of it: `arrived` counts by name, up to a last file whose turn comes after all others'.

    Two last files: notices of different folders, and those of one look at a share, overtake each other by one poll.
    """

    fences = 0

    def put(self, name, data):
        (self.hot / name).write_bytes(data)

    def arrived(self):
        """Names of the files that came since the last call, in order, without the fence that ends the wait."""
        place = getattr(self, "_place", 0)
        for _ in range(2):
            self.fences += 1
            name = f"{FENCE}{self.fences}.jpg"
            self.put(name, picture(200 + self.fences))
            self.ear.one_named(name)
        self._place = len(self.ear.events)
        names = [e.file.name for e in self.ear.events[place : self._place] if isinstance(e, UnsolicitedFile)]
        return [each for each in names if not each.startswith(FENCE)]


class FileEar(Ear):
    def one_named(self, name):
        return self.until(
            lambda ear: next((e for e in ear.events if isinstance(e, UnsolicitedFile) and e.file.name == name), None),
            name,
        )


@pytest.fixture
def made(tmp_path):
    """Makes a rig with these options, not opened yet, and ends it."""
    rigs = []

    def make(options=NOTICES, **more):
        rig = Folder.__new__(Folder)
        rig.folder, rig.spool, rig.options = tmp_path, tmp_path / "spool", options
        Folder.make(rig)
        rig.camera = HotFolderCamera(rig.spool, options, backoff_s=BACKOFF_S, **more)
        rig.ear = FileEar(rig.camera)
        rigs.append(rig)
        return rig

    yield make
    for rig in rigs:
        rig.end()


@pytest.fixture(params=[NOTICES, POLLING], ids=["notices", "polling"])
def hot(request, made):
    """An open one: by the system's notices, and by looking again and again."""
    rig = made(request.param)
    rig.open()
    return rig


def lost_and_found(rig, meanwhile=lambda: None):
    place = len(rig.ear.events)
    rig.unplug()
    assert rig.ear.state(CameraState.LOST, place).error.kind is CameraErrorKind.DISCONNECTED
    meanwhile()
    rig.plug()
    rig.ear.state(CameraState.READY, place)


# ---------------------------------------------------------------- how programs write


def test_a_file_that_is_not_whole_waits_until_it_is(hot):
    """Half a JPEG is never offered, however long it rests; the moment it is whole and rests, it is."""
    whole = picture(1)
    hot.put("slow.jpg", whole[: len(whole) // 2])
    assert hot.arrived() == []
    with (hot.hot / "slow.jpg").open("ab") as file:
        file.write(whole[len(whole) // 2 :])
    assert hot.ear.one_named("slow.jpg").file.path.read_bytes() == whole
    assert hot.arrived() == ["slow.jpg"]
    assert hot.ear.all(CameraWarning) == []


def test_a_file_that_stays_torn_is_named(made):
    """Somebody waits for it: after a while it is refused by name, once; whole at last, it is offered all the same."""
    hot = made(HotFolderOptions(polling=False, settle_s=0.1, torn_s=0.2))
    hot.open()
    hot.put("torn.jpg", picture(1)[:-2])
    refused = hot.ear.one(CameraWarning, code="file_refused")
    assert (refused.subject, refused.error.kind) == ("torn.jpg", CameraErrorKind.TRANSFER_FAILED)
    assert hot.arrived() == []
    hot.put("torn.jpg", picture(1))
    assert hot.arrived() == ["torn.jpg"]
    assert hot.ear.all(CameraWarning) == [refused]


def test_a_slow_writer_gives_one_file(hot):
    """Chunk after chunk, each time a little: one file, and all of it."""
    whole = with_comment(picture(1), b"x" * 60_000)
    with (hot.hot / "slow.jpg").open("wb", buffering=0) as file:
        for at in range(0, len(whole), 4096):
            file.write(whole[at : at + 4096])
            assert not hot.ear.all(UnsolicitedFile)
    assert hot.ear.one_named("slow.jpg").file.size == len(whole)
    assert hot.arrived() == ["slow.jpg"]


def test_a_slow_raw_is_given_time(made):
    """Nothing in a RAW tells its end: it is taken when it has rested, not when it has paused."""
    hot = made(HotFolderOptions(polling=False, settle_s=1.0))
    hot.open()
    with (hot.hot / "slow.nef").open("wb", buffering=0) as file:
        for _ in range(30):
            file.write(RAW)
            hot.ear.pause(0.05)
            assert not hot.ear.all(UnsolicitedFile)
    assert hot.ear.one_named("slow.nef").file.size == 30 * len(RAW)
    assert hot.arrived() == ["slow.nef"]


def test_written_aside_and_renamed_is_one_file(hot):
    """.tmp, .part and hidden names are no photographs; what they become is one."""
    for number, aside in enumerate(("one.jpg.tmp", "two.jpg.part", ".three.jpg", "~four.jpg")):
        hot.put(aside, picture(number))
    assert hot.arrived() == []
    for aside, name in (("one.jpg.tmp", "1.jpg"), ("two.jpg.part", "2.jpg"), (".three.jpg", "3.jpg")):
        (hot.hot / aside).rename(hot.hot / name)
    assert sorted(hot.arrived()) == ["1.jpg", "2.jpg", "3.jpg"]


def test_a_renamed_or_copied_photograph_is_the_same(hot):
    """Renamed by the operator, sorted into a folder, copied: it was offered once and is not offered again."""
    hot.put("one.jpg", picture(1))
    assert hot.arrived() == ["one.jpg"]
    (hot.hot / "one.jpg").rename(hot.hot / "coat.jpg")
    shutil.copy(hot.hot / "coat.jpg", hot.hot / "copy.jpg")
    assert hot.arrived() == []
    (hot.hot / "sorted").mkdir()
    (hot.hot / "coat.jpg").rename(hot.hot / "sorted" / "coat.jpg")
    assert hot.arrived() == []


def test_a_file_moved_in_from_elsewhere_is_offered(hot):
    """A move from outside the folder is never closed: it is found all the same."""
    outside = hot.folder / "outside.jpg"
    outside.write_bytes(picture(1))
    outside.rename(hot.hot / "in.jpg")
    assert hot.arrived() == ["in.jpg"]


def test_metadata_written_anew_is_no_new_photograph(hot):
    """In place or by a file that takes its place; another picture under the name is another photograph."""
    hot.put("one.jpg", picture(1))
    assert hot.arrived() == ["one.jpg"]
    hot.put("one.jpg", with_comment(picture(1), b"rated: five stars"))
    assert hot.arrived() == []
    hot.put("one.jpg_tmp", with_comment(picture(1), b"rated: four stars"))
    (hot.hot / "one.jpg_tmp").replace(hot.hot / "one.jpg")
    assert hot.arrived() == []
    hot.put("one.jpg", picture(2))
    assert hot.arrived() == ["one.jpg"]


def test_raw_and_jpeg_come_together(hot):
    """Of one stem: JPEG first though the RAW was written first; a file without its twin comes alone."""
    hot.put("DSC_1.NEF", RAW)
    hot.put("DSC_1.JPG", picture(1))
    hot.put("DSC_2.NEF", RAW + b"2")
    assert hot.arrived() == ["DSC_1.JPG", "DSC_1.NEF", "DSC_2.NEF"]
    roles = [event.file.role for event in hot.ear.all(UnsolicitedFile)[:2]]
    assert roles == [FileRole.JPEG, FileRole.RAW]


def test_one_folder_deep_is_looked_into(hot):
    """A folder a day, made while we look, or moved in full; what lies deeper is not looked for."""
    (hot.hot / "Monday" / "deep").mkdir(parents=True)
    hot.put("Monday/one.jpg", picture(1))
    hot.put("Monday/deep/two.jpg", picture(2))
    assert hot.arrived() == ["one.jpg"]
    (hot.folder / "Tuesday").mkdir()
    (hot.folder / "Tuesday" / "three.jpg").write_bytes(picture(3))
    (hot.folder / "Tuesday").rename(hot.hot / "Tuesday")
    assert hot.arrived() == ["three.jpg"]
    shutil.rmtree(hot.hot / "Monday")
    (hot.hot / "Monday").mkdir()
    hot.put("Monday/four.jpg", picture(4))
    assert hot.arrived() == ["four.jpg"]


def test_a_heap_of_files_is_taken_one_by_one(hot):
    """Sixty at once: each comes once, and the driver never falls silent over it."""
    for number in range(60):
        hot.put(f"{number:02}.jpg", picture(number))
    assert sorted(hot.arrived()) == [f"{number:02}.jpg" for number in range(60)]
    assert {e.state for e in hot.ear.all(StateChanged)} == {CameraState.CONNECTING, CameraState.READY}


def test_files_that_vanish_are_forgotten(hot):
    """Written and removed again before they rest: not a word, and no file."""
    for number in range(20):
        hot.put(f"{number}.jpg", picture(number))
        (hot.hot / f"{number}.jpg").unlink()
    assert hot.arrived() == []
    assert hot.ear.all(CameraWarning) == []


# ---------------------------------------------------------------- what is no photograph


def test_hostile_entries_are_passed_over(made, tmp_path):
    """Links that lead outside, pipes, sockets, folders with a picture's name, empty and huge files: none is opened."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "private.jpg").write_bytes(picture(1))
    hot = made(HotFolderOptions(polling=False, settle_s=0.1, bytes_max=1_000_000))
    hot.open()
    (hot.hot / "link.jpg").symlink_to(secret / "private.jpg")
    (hot.hot / "linked").symlink_to(secret)
    (hot.hot / "loop.jpg").symlink_to(hot.hot / "loop.jpg")
    os.mkfifo(hot.hot / "pipe.jpg")
    (hot.hot / "folder.jpg").mkdir()
    here = socket.socket(socket.AF_UNIX)
    here.bind(str(hot.hot / "s.jpg"))
    here.close()
    hot.put("empty.jpg", b"")
    hot.put("text.txt", b"Readme")
    hot.put("film.mov", b"moov")
    with (hot.hot / "huge.jpg").open("wb") as file:
        file.write(picture(2))
        file.truncate(1 << 40)
    assert hot.arrived() == []
    assert hot.ear.all(CameraWarning) == []
    (hot.hot / "link.jpg").unlink()
    hot.put("link.jpg", picture(3))
    assert hot.arrived() == ["link.jpg"]


@pytest.mark.parametrize("name", [b"\xff\xfe.jpg", b"new\nline.jpg", b"-rf *.jpg", "…é日本.JPG".encode()])
def test_any_name_of_a_photograph_will_do(made, name):
    """The maker's program chooses it; ours in the spool is plain, and the note of it is printable."""
    hot = made()
    hot.open()
    Path(os.fsdecode(os.fsencode(hot.hot) + b"/" + name)).write_bytes(picture(1))
    event = hot.ear.one(UnsolicitedFile)
    assert event.file.path.name.isascii()
    assert event.file.name.isprintable()


# ---------------------------------------------------------------- before, between and after


@CRASH
def test_what_was_there_before_us_stays_unread(made):
    """Yesterday's photographs are not offered: not at first, not after a crash, not when they are renamed or rated."""
    hot = made()
    hot.put("old.jpg", picture(1))
    hot.put("older.jpg", picture(2))
    hot.open()
    (hot.hot / "older.jpg").rename(hot.hot / "renamed.jpg")
    hot.put("old.jpg", with_comment(picture(1), b"rated"))
    assert hot.arrived() == []
    place = len(hot.ear.events)
    hot.crash()
    hot.ear.state(CameraState.LOST, place)
    hot.ear.state(CameraState.READY, place)
    hot.put("old.jpg", with_comment(picture(1), b"rated again"))
    hot.put("new.jpg", picture(3))
    assert [name for name in hot.arrived() if name != "renamed.jpg"] == ["new.jpg"]


def test_a_file_that_is_being_written_while_we_open_is_ours(made):
    """It was not there before us: it is not there yet."""
    hot = made(HotFolderOptions(polling=False, settle_s=1.0))
    whole = picture(1)
    hot.put("now.jpg", whole[:100])
    hot.camera.open(hot.device)
    with (hot.hot / "now.jpg").open("ab", buffering=0) as file:
        at = 100
        while not [e for e in hot.ear.all(StateChanged) if e.state is CameraState.READY]:
            file.write(whole[at : at + 1])
            at += 1
            hot.ear.pause(0.02)
        file.write(whole[at:])
    assert hot.ear.one_named("now.jpg").reason is Reason.BODY_SHUTTER


@CRASH
def test_a_restarted_driver_offers_nothing_twice(made):
    """Kept files stay in the folder, and neither a crash nor a rename while nobody looked brings them back."""
    hot = made()
    hot.open()
    kept = [hot.photograph() for _ in range(3)]
    assert hot.arrived() == ["IMG_0001.JPG", "IMG_0002.JPG", "IMG_0003.JPG"]
    for _ in range(2):
        place = len(hot.ear.events)
        hot.crash()
        hot.ear.state(CameraState.LOST, place)
        hot.ear.state(CameraState.READY, place)
        assert hot.arrived() == []
    lost_and_found(hot, lambda: (hot.folder / "away" / "IMG_0001.JPG").rename(hot.folder / "away" / "moved.jpg"))
    assert hot.arrived() == []
    assert len(list(hot.hot.glob("IMG_*.JPG"))) == len(kept) - 1


def test_what_came_while_nobody_looked_is_recovered(made):
    """The folder was away and comes back with one more: it is offered, and not as the body's shutter."""
    hot = made()
    hot.open()
    hot.photograph()
    lost_and_found(hot, lambda: (hot.folder / "away" / "missed.jpg").write_bytes(picture(50)))
    assert hot.ear.one_named("missed.jpg").reason is Reason.RECOVERED_FROM_CAMERA
    assert hot.arrived() == ["IMG_0001.JPG", "missed.jpg"]


def test_a_folder_that_is_removed_and_made_anew_is_looked_into_again(hot):
    """LOST while it is gone, READY by itself when one of its name is there."""
    hot.photograph()
    place = len(hot.ear.events)
    shutil.rmtree(hot.hot)
    hot.ear.state(CameraState.LOST, place)
    hot.hot.mkdir()
    hot.ear.state(CameraState.READY, place)
    assert hot.photograph()


def test_a_folder_that_comes_back_empty_first_has_not_lost_its_past(made):
    """A share whose mount point stood empty for a while: its old files are still old."""
    hot = made()
    hot.put("old.jpg", picture(90))
    hot.open()
    hot.photograph()
    place = len(hot.ear.events)
    hot.unplug()
    hot.ear.state(CameraState.LOST, place)
    hot.hot.mkdir()
    hot.ear.state(CameraState.READY, place)
    place = len(hot.ear.events)
    hot.hot.rmdir()
    hot.ear.state(CameraState.LOST, place)
    hot.plug()
    hot.ear.state(CameraState.READY, place)
    assert hot.arrived() == ["IMG_0001.JPG"]


def test_a_folder_that_is_none_is_waited_for(made):
    """Missing, a file, or not named at all: CONNECTING with the reason."""
    hot = made()
    for port in (str(hot.folder / "none"), "", __file__):
        place = len(hot.ear.events)
        hot.camera.open(DeviceId("hotfolder", port=port))
        said = hot.ear.until(lambda ear, p=place: next((e for e in ear.events[p:] if getattr(e, "error", None)), None))
        assert (said.state, said.error.kind) == (CameraState.CONNECTING, CameraErrorKind.ABSENT)
        hot.camera.close()
        assert hot.camera.join(PATIENCE_S)


def test_files_are_deleted_only_when_that_is_asked_for(made):
    """The maker's program owns them; told otherwise, a file goes once it is kept, and its neighbours stay."""
    hot = made(delete_when_kept=True)
    hot.put("old.jpg", picture(90))
    hot.open()
    file = hot.photograph()
    assert hot.arrived() == ["IMG_0001.JPG"]
    assert file.path.exists()
    hot.ear.until(lambda _: [path.name for path in hot.hot.iterdir()] == ["old.jpg"], "the deletion")


# ---------------------------------------------------------------- the driver alone


@pytest.fixture
def driven(tmp_path, monkeypatch):
    """A driver in this process, over a folder with one old photograph.

    Watchdog says an error of its own when it is stopped while it reads; a driver process ends instead.
    """
    monkeypatch.setattr(logging.getLogger("watchdog.observers.inotify"), "disabled", True)
    (tmp_path / "old.jpg").write_bytes(picture(1))
    made = []

    def connect(seen=None, serial="", kept=frozenset()):
        driver = HotFolderDriver(HotFolderOptions(polling=False, settle_s=0.0), seen, kept)
        made.append(driver)
        return driver, driver.connect(DeviceId("hotfolder", port=str(tmp_path), serial=serial))

    yield connect
    for driver in made:
        driver.disconnect()


def test_lost_notices_are_made_up_for_by_listing(driven, tmp_path, monkeypatch):
    """The system's queue overflows and says nothing: the file is found all the same."""
    monkeypatch.setattr(hotfolder_process, "LIST_EVERY_S", 0.0)
    driver, _ = driven()
    monkeypatch.setattr(driver._watch, "take", lambda: ((), False))
    assert [file.name for file in driver.files()] == ["old.jpg"]
    (tmp_path / "new.jpg").write_bytes(picture(2))
    assert [file.name for file in driver.poll(0.01).files] == ["new.jpg"]


def test_an_empty_mount_point_is_not_the_share(driven, tmp_path, monkeypatch):
    """Unmounted, its folder still stands there: that is ABSENT, not an empty hot folder."""
    with pytest.raises(DriverFault, match="camera_absent"):
        driven(frozenset({"share.jpg"}), serial=str(tmp_path))


def test_another_file_system_has_a_past_of_its_own(driven, tmp_path, monkeypatch):
    """Mounted over the folder we began with: its photographs were there before us."""
    monkeypatch.setattr(hotfolder_process, "mount_point", lambda _: tmp_path)
    driver, connection = driven(frozenset(), serial=str(tmp_path.parent))
    assert connection.other_card
    assert [file.name for file in driver.files()] == ["old.jpg"]
    assert driver.poll(0.0).files == ()


def test_a_share_is_told_from_a_disk(tmp_path, monkeypatch):
    """By the kernel's list of mounts, the last of a place being the one that is seen; blanks are written in octal."""
    place = tmp_path / "on set"
    monkeypatch.setattr(hotfolder_watch, "_MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == place)
    escaped = str(place).replace(" ", "\\040")
    assert mount_point(place / "day") == place
    for lines, network in (
        (f"//nas/set {escaped} cifs rw 0 0", True),
        (f"me@nas: {escaped} fuse.sshfs rw 0 0", True),
        (f"//nas/set {escaped} cifs rw 0 0\n/dev/sdb1 {escaped} ext4 rw 0 0", False),
        (f"broken\n/dev/sdb1 {escaped} ext4 rw 0 0", False),
        ("//nas/set /elsewhere cifs rw 0 0", False),
    ):
        (tmp_path / "mounts").write_text(lines)
        assert is_network(place / "day") is network
    (tmp_path / "mounts").unlink()
    assert is_network(place) is False


def test_a_system_without_watches_left_is_looked_at_instead(driven, tmp_path, monkeypatch):
    """Every inotify instance is taken by others: looking again and again does as well."""

    class Exhausted:
        def schedule(self, *_args, **_options):
            raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr(hotfolder_watch, "Observer", Exhausted)
    driver, _ = driven()
    driver.files()
    (tmp_path / "new.jpg").write_bytes(picture(2))
    found = ()
    while not found:
        found = driver.poll(0.01).files
    assert [file.name for file in found] == ["new.jpg"]


def test_a_photograph_is_known_by_its_picture():
    """Metadata does not change it, another exposure does; a RAW is known by all its bytes."""
    assert picture_of(with_comment(picture(1), b"x")) == picture_of(picture(1)) != picture_of(picture(2))
    assert picture_of(RAW) != picture_of(RAW + b"1")
