"""The keys of the window on a real bench: SQLite, rules as shipped, a camera that always has a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qc_station.application.bench import Bench
from qc_station.application.bench_view import Step
from qc_station.application.commands import BenchCommand, KeepPhotograph, Scan, SignIn
from qc_station.application.drawings import Drawings
from qc_station.application.messages import Messages
from qc_station.domain.takeback import TakeBack
from qc_station.policy.programme import Programme
from qc_station.storage.open_station import open_station
from qc_station.viewmodels import command_codes, exceptions, keymap, verbs
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.gaze import Ask, Panel
from qc_station.viewmodels.settings import SettingsViewModel
from qc_station.viewmodels.station_port import Wiring
from tests.application.day import BADGE, PARCEL, PIN, ROOT, Day, HandClock
from tests.fakes.plain_papers import PlainPapers

# Panels, a reason, a pin, the answers, a notice, the piece, the form, the parcel: one Esc each, and some to spare.
ESCAPES_MOST = 12


class KeyedBench:
    """One bench with its desk; `settle` waits for the worker thread, so a test reads what the screen would show."""

    def __init__(
        self,
        folder: Path,
        qtbot,
        *declared: TakeBack,
        others: tuple[Programme, ...] = (),
        second_look_percent: float = 0.0,
    ) -> None:
        self._qtbot = qtbot
        self.unit_of_work = open_station(f"sqlite:///{folder / 'station.db'}", "BENCH-01")
        self.day = Day(folder, self.unit_of_work, HandClock(), *declared)
        programmes = {each.id: each for each in (self.day.rules, *others)}
        self.papers = PlainPapers()
        self.dispatcher = Dispatcher()
        self.desk = Desk(
            Wiring(
                bench=Bench(replace(self.day.ports, programmes=programmes, second_look_percent=second_look_percent)),
                papers=self.papers,
                programme=self.day.rules,
                programmes=programmes,
                messages=lambda language: Messages(
                    language, (ROOT / f"resources/i18n/messages.{language}.toml").read_text("utf-8")
                ),
                photo_path=self.day.photos.path,
                drawings=Drawings(ROOT / "resources/outlines"),
                station="BENCH-01",
                language="fr",
            ),
            self.dispatcher,
        )
        self.settings = SettingsViewModel(self.desk, CameraViewModel(self.desk))
        self.desk.now = self.day.clock.now
        self.desk.shoot = self._shoot
        self.desk.obey = lambda code: command_codes.obey(self.desk, code)
        self.dispatcher.start()
        self.sign_in_and_scan()

    def _shoot(self, view: str) -> None:
        verbs_view = None if view == verbs.EXTRA_VIEW else view
        self.act(KeepPhotograph(self.day.picture(), verbs_view, piece=verbs.shot_subject(self.desk)))

    def close(self) -> None:
        self.dispatcher.close()
        self.unit_of_work.close()

    def act(self, command: BenchCommand) -> None:
        self.desk.act(command)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.desk.busy)

    def press(self, *keys: str) -> None:
        for key in keys:
            keymap.press(self.desk, key)
            self.settle()

    def scan(self, code: str) -> str:
        """Scan it as the scanner would; the code of what the bench says."""
        self.desk.scan(code)
        self.settle()
        notice = self.desk.telling.notice
        return notice.code if notice else ""

    def sign_in_and_scan(self) -> None:
        if self.desk.view is None or self.desk.view.operator is None:
            self.act(SignIn(BADGE, PIN))
        self.act(Scan(PARCEL))

    @property
    def state(self) -> tuple[object, ...]:
        """What the screen is like, without whose piece it is about."""
        view, gaze = self.desk.view, self.desk.gaze
        assert view is not None
        piece, parcel, stray = view.piece, view.parcel, view.undeclared
        return (
            keymap.owners(self.desk),
            view.next.step,
            gaze.panel,
            gaze.ask,
            gaze.lead and gaze.lead.step,
            bool(self.desk.destinations),
            piece and (piece.axes, piece.judgement.ruling, piece.blind, exceptions.ways(self.desk)),
            stray and (stray.state, bool(stray.shots), stray.instead_of is not None),
            parcel and (parcel.condition, tuple(each.state for each in parcel.items)),
        )

    @property
    def likely(self) -> list[str]:
        """The keys of the state on the screen, and Enter: what somebody at work would press."""
        own = keymap.owners(self.desk)[0]
        return ["enter", *(key for binding in keymap.BINDINGS if binding.where == own for key in binding.keys)]

    @property
    def left(self) -> bool:
        """Nothing lies on the table or over the screen: the next parcel can be scanned."""
        view, gaze = self.desk.view, self.desk.gaze
        return (
            view is not None
            and view.next.step in (Step.SCAN_PARCEL, Step.SIGN_IN)
            and gaze.panel is Panel.NONE
            and gaze.ask is Ask.NONE
            and gaze.lead is None
            and gaze.follow is None
        )

    def way_out(self) -> int:
        """Press Esc until the table is clear; how often it took. Fails when it never is."""
        for presses in range(ESCAPES_MOST + 1):
            if self.left:
                return presses
            self.press("escape")
        raise AssertionError(f"no way out of {self.state} by Esc")
