"""`qc-station`: one program, two faces. The window without a verb and for `demo`; the command line for every other
verb.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.messages import Messages
from qc_station.application.settings import SettingRefused
from qc_station.bootstrap.demonstration import STATION, DemonstrationDay, DemonstrationLedger, enrol, read_badges
from qc_station.bootstrap.logs import start_log
from qc_station.bootstrap.paths import data_home, resources_root
from qc_station.bootstrap.station import Station, open_home
from qc_station.cli.arguments import parser
from qc_station.policy.programme_file import ProgrammeError

# Of the command line, before any setting could be read.
REFUSED = 2
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the process's exit status."""
    arguments = parser().parse_args(argv)
    try:
        if arguments.verb == "demo":
            return _demonstration(arguments)
        home = data_home()
        start_log(home)
        with open_home(home, os.environ) as station:
            if arguments.verb is None:
                return _window(station, station.unit_of_work.open)
            return _headless(arguments, station)
    except (SettingRefused, WorldFailure) as refused:
        print(_words(refused.code, refused.params), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Who read us had enough (`| head`); nothing more can be said, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except ProgrammeError as refused:
        print(f"qc-station: {refused}", file=sys.stderr)
        return REFUSED


def _demonstration(arguments: Namespace) -> int:
    with _demonstration_home(arguments) as home:
        ledger = DemonstrationLedger(home)
        if arguments.stop_ledger:
            ledger.stop()
            return 0
        if arguments.start_ledger:
            ledger.start()
            return 0
        start_log(home)
        samples = resources_root() / "samples"
        with open_home(home, os.environ, station=STATION, ledger_url=ledger.url, camera="virtual") as station:
            day = DemonstrationDay(ledger, samples / "takebacks.json", station.secrets)
            try:
                return _window(station, partial(_lay_out, station, samples), day, smoke=arguments.smoke)
            finally:
                day.end()


def _lay_out(station: Station, samples: Path) -> None:
    """The first start of a demonstration folder: its declarations and its people."""
    with station.unit_of_work(read_only=True) as uow:
        laid_out = uow.takebacks.count() > 0
    if not laid_out:
        # Seldom needed: a demonstration folder is laid out once.
        from qc_station.application.import_takebacks import import_file  # noqa: PLC0415

        enrol(read_badges(samples), station.unit_of_work, station.pins)
        import_file(samples / "takebacks.json", station.unit_of_work, station.clock, "demonstration")


@contextlib.contextmanager
def _demonstration_home(arguments: Namespace) -> Iterator[Path]:
    if arguments.smoke and not os.environ.get("QC_STATION_HOME"):
        with tempfile.TemporaryDirectory(prefix="qc-smoke-") as folder:
            yield Path(folder)
        return
    home = data_home() / "demonstration"
    if arguments.fresh:
        DemonstrationLedger(home).stop()
        shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    yield home


def _headless(arguments: Namespace, station: Station) -> int:
    # The window does without the verbs, and its start is budgeted.
    from qc_station.cli.verbs import run_verb  # noqa: PLC0415

    return run_verb(arguments, station)


def _window(
    station: Station,
    prepare: Callable[[], object],
    day: DemonstrationDay | None = None,
    *,
    smoke: bool = False,
) -> int:
    if smoke:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    elif sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        # Qt would abort the process; the person in a terminal gets a sentence instead.
        raise WorldFailure("no_display")
    # The command line runs where Qt is not installed, so only this branch may load it.
    from qc_station.gui import run  # noqa: PLC0415

    return run(station, prepare, day, smoke=smoke)


def _words(code: str, params: dict[str, object]) -> str:
    language = "en" if os.environ.get("QC_STATION_LANGUAGE") == "en" else "fr"
    catalogue = resources_root() / "i18n" / f"messages.{language}.toml"
    return Messages(language, catalogue.read_text(encoding="utf-8")).text(code, **params)


if __name__ == "__main__":
    raise SystemExit(main())
