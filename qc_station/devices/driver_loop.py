"""The one thread of a driver process: orders first, then what the camera says, then one live picture.

It connects (trying again until the camera is there), fetches what an earlier process left on the card, and serves until
it is told to quit, the station is gone, or the connection is lost. It then ends, and its process with it.
"""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, repeat
from multiprocessing import parent_process
from multiprocessing.connection import Connection as Link
from pathlib import Path

from qc_station.application.camera_port import (
    ApplyReport,
    CameraErrorKind,
    CameraFile,
    FileRole,
    Reason,
)
from qc_station.devices.driver import (
    Apply,
    Arrived,
    BatteryRead,
    Beat,
    Bug,
    Connected,
    Done,
    Driver,
    DriverFault,
    Failed,
    Launch,
    LeftOnCamera,
    Lost,
    NotThere,
    OnCamera,
    Order,
    PresetApplied,
    Provoke,
    Quit,
    ReadSettings,
    SettingsRead,
    Shoot,
    Started,
    StartLive,
    StopLive,
    Warned,
    Word,
)
from qc_station.devices.live_view import LiveView
from qc_station.devices.spool import Spool, role_of
from qc_station.domain.carrier_code import printable

CONNECT_PATIENCE_S = 30.0
LISTING_PATIENCE_S = 120.0
TRANSFER_PATIENCE_S = 30.0
TRANSFER_BYTES_PER_S_MIN = 100_000
SHOT_TIMEOUT_S = 15.0
SECOND_FILE_S = 1.0
POLL_S = 0.03
BATTERY_EVERY_S = 60.0
FETCH_ATTEMPTS = 3


class _Leave(Exception):
    """The station told us to quit, or is gone."""


@dataclass(slots=True)
class _Running:
    """The shot whose files are expected now."""

    order: Shoot
    since_s: float
    files: int = 0
    last_file_s: float = 0.0
    complete: bool = False


def serve(link: Link, driver: Driver, launch: Launch) -> None:
    """Body of every driver process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches us too; the station decides
    threading.Thread(target=_end_with_station, name="station-watch", daemon=True).start()
    loop = DriverLoop(link, driver, launch)
    try:
        loop.run()
    except (_Leave, EOFError, BrokenPipeError, ConnectionResetError):
        pass
    except DriverFault as fault:
        loop.say(Lost(fault.error))
    except Exception:  # noqa: BLE001 the process edge: the station logs it
        loop.say(Bug(traceback.format_exc()))
    # Not the interpreter's own end: it would free the camera, and the library can hang in that for twenty seconds.
    os._exit(0)


def _end_with_station() -> None:
    station = parent_process()
    if station is not None:
        station.join()
        os._exit(3)


@dataclass(slots=True)
class DriverLoop:
    link: Link
    driver: Driver
    launch: Launch
    _waiting: deque[Shoot] = field(default_factory=deque)
    _running: _Running | None = None
    _beaten_s: float = 0.0
    _battery_s: float = 0.0
    _live: LiveView = field(init=False)
    _spool: Spool = field(init=False)

    def __post_init__(self) -> None:
        self._spool = Spool(Path(self.launch.spool))
        self._live = LiveView(self.driver, self.say)

    def say(self, word: Word) -> None:
        self.link.send(word)

    def run(self) -> None:
        self._connect()
        while True:
            self._beat()
            self._obey(0.0)
            self._shoot_next()
            self._listen()
            self._judge_shot()
            self._read_battery()
            if self._running is None:
                self._live.show(time.monotonic())

    # ------------------------------------------------------------ connecting

    def _connect(self) -> None:
        connection = None
        waits_s = chain(self.launch.retry_s, repeat(self.launch.retry_s[-1]))
        while connection is None:
            self.say(Beat(CONNECT_PATIENCE_S))
            try:
                connection = self.driver.connect(self.launch.device)
            except DriverFault as fault:
                wait_s = next(waits_s)
                self.say(Beat(wait_s + self.launch.idle_patience_s))
                self.say(NotThere(fault.error, wait_s))
                self._obey(wait_s)
        self.say(Beat(LISTING_PATIENCE_S))
        files = self.driver.files()
        seen = None if connection.other_card else self.launch.seen
        old = seen if seen is not None else frozenset(file.name for file in files)
        self.say(Connected(connection, frozenset(file.name for file in files if file.name in old)))
        for file in files:
            if file.name not in old:
                self._take(file, None, Reason.RECOVERED_FROM_CAMERA)

    # ------------------------------------------------------------ orders

    def _obey(self, wait_s: float) -> None:
        """Carry out what the station sent; wait for the first order at most `wait_s`."""
        while self.link.poll(wait_s):
            order: Order = self.link.recv()
            match order:
                case Quit():
                    self.driver.disconnect()
                    raise _Leave
                case Shoot():
                    self._waiting.append(order)
                case ReadSettings(ticket):
                    self._read_settings(ticket)
                case Apply():
                    self._apply(order)
                case StartLive(fps_max, idle_stop_s):
                    self._live.start(fps_max, idle_stop_s, time.monotonic())
                case StopLive():
                    self._live.stop()
                case Provoke(fault, seconds):
                    self.driver.provoke(fault, seconds)
            wait_s = 0.0

    def _read_settings(self, ticket: int) -> None:
        self.say(Beat(TRANSFER_PATIENCE_S))
        try:
            self.say(SettingsRead(ticket, self.driver.settings()))
        except DriverFault as fault:
            self.say(SettingsRead(ticket, fault.error))
            _pass_on_if_lost(fault)

    def _apply(self, order: Apply) -> None:
        self.say(Beat(TRANSFER_PATIENCE_S))
        try:
            report = ApplyReport(tuple(self.driver.apply(name, wanted) for name, wanted in order.preset.items()))
        except DriverFault as fault:
            self.say(PresetApplied(order.ticket, fault.error))
            _pass_on_if_lost(fault)
        else:
            self.say(PresetApplied(order.ticket, report))

    # ------------------------------------------------------------ shots

    def _shoot_next(self) -> None:
        if self._running is not None or not self._waiting:
            return
        order = self._waiting.popleft()
        self.say(Beat(TRANSFER_PATIENCE_S))
        self._live.pause(time.monotonic())
        try:
            self.driver.trigger(order.number)
        except DriverFault as fault:
            self.say(Failed(order.shot, fault.error))
            _pass_on_if_lost(fault)
            return
        self._running = _Running(order, time.monotonic())
        self.say(Started(order.shot))

    def _listen(self) -> None:
        heard = self.driver.poll(POLL_S)
        noticed_at = datetime.now(UTC)
        # All of them were noticed now, however long the first takes to come; and a RAW file finds its picture there.
        for file in sorted(heard.files, key=lambda each: role_of(each.name) is not FileRole.JPEG):
            self._take(file, self._running, Reason.BODY_SHUTTER, noticed_at)
        if heard.capture_complete and self._running is not None:
            self._running.complete = True
        if heard.battery_changed:
            self._battery_s = 0.0

    def _judge_shot(self) -> None:
        """The shot is over when its files are here, or nothing came in time."""
        shot = self._running
        if shot is None:
            return
        now = time.monotonic()
        if shot.files:
            # A camera that writes RAW + JPEG may send the second file after "complete"; one that never says "complete"
            # is believed when it has been silent as long.
            enough = shot.complete and (shot.files > 1 or not self.driver.pair_expected())
            if enough or now - shot.last_file_s > SECOND_FILE_S:
                self._running = None
                self.say(Done(shot.order.shot))
        elif now - shot.since_s > SHOT_TIMEOUT_S:
            self._fail_shot(DriverFault.of(CameraErrorKind.TIMEOUT, "no file came", retryable=True))

    def _fail_shot(self, fault: DriverFault) -> None:
        if self._running is not None:
            shot, self._running = self._running, None
            self.say(Failed(shot.order.shot, fault.error))

    # ------------------------------------------------------------ files

    def _take(self, file: OnCamera, shot: _Running | None, reason: Reason, noticed_at: datetime | None = None) -> None:
        """Bring one file home: kept on our disk first, announced second, deleted on the camera last."""
        if role_of(file.name) is None:
            self.say(LeftOnCamera(file.name, settled=True))
            return
        try:
            kept = self._kept(file, shot, noticed_at or datetime.now(UTC))
        except DriverFault as fault:
            self._leave(file, shot, fault)
            return
        twins = {(file.name, kept.sha256), ("", kept.sha256)}
        if reason is Reason.RECOVERED_FROM_CAMERA and not self.launch.kept.isdisjoint(twins):
            self._spool.release(kept.path)  # kept by the process before this one, which died before deleting it
        else:
            whose = shot.order.shot if shot else None
            self.say(Arrived(kept, file.name, whose, None if shot else reason))
            if shot:
                shot.files += 1
                shot.last_file_s = time.monotonic()
        if self.launch.delete_when_kept:
            self._delete(file)
        else:
            self.say(LeftOnCamera(file.name, settled=True))

    def _kept(self, file: OnCamera, shot: _Running | None, noticed_at: datetime) -> CameraFile:
        context = shot.order.context if shot else None
        for attempt in range(1, FETCH_ATTEMPTS + 1):
            self.say(Beat(TRANSFER_PATIENCE_S + (self.driver.size(file) or 0) / TRANSFER_BYTES_PER_S_MIN))
            try:
                return self._spool.keep(self.driver.fetch(file), file.name, context, noticed_at)
            except DriverFault as fault:
                again = fault.error.retryable or fault.error.kind is CameraErrorKind.TRANSFER_FAILED
                if fault.lost or not again or attempt == FETCH_ATTEMPTS:
                    raise
                time.sleep(0.1 * attempt)
        raise AssertionError("unreachable")

    def _leave(self, file: OnCamera, shot: _Running | None, fault: DriverFault) -> None:
        """The file stays on the camera, where the next connection finds it again (but not a torn one for ever)."""
        _pass_on_if_lost(fault)
        torn = fault.error.kind is CameraErrorKind.TRANSFER_FAILED
        self.say(LeftOnCamera(file.name, settled=torn))
        self.say(Warned("file_refused" if torn else "file_left_on_camera", _spoken(file), fault.error))
        if shot is self._running:
            self._fail_shot(fault)

    def _delete(self, file: OnCamera) -> None:
        try:
            self.driver.delete(file)
        except DriverFault as fault:
            self.say(LeftOnCamera(file.name, settled=True))
            _pass_on_if_lost(fault)
            self.say(Warned("file_left_on_camera", _spoken(file), fault.error))

    # ------------------------------------------------------------ pulse

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._beaten_s > self.launch.idle_patience_s / 10:
            self._beaten_s = now
            self.say(Beat(self.launch.idle_patience_s))

    def _read_battery(self) -> None:
        now = time.monotonic()
        if self._running is not None or (self._battery_s and now - self._battery_s < BATTERY_EVERY_S):
            return
        self._battery_s = now
        self.say(BatteryRead(self.driver.battery()))


def _spoken(file: OnCamera) -> str:
    """The camera's name for a file, fit for a screen."""
    return printable(file.name.rpartition("/")[2])


def _pass_on_if_lost(fault: DriverFault) -> None:
    if fault.lost:
        raise fault
