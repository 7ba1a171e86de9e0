"""What the settings screen keeps and tries, on a wired station; the kit of the screen's tests is held to the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import LabelWords
from qc_station.application.ledger_port import LedgerFailure
from qc_station.bootstrap.bench_kit import BenchKit
from qc_station.bootstrap.settings_file import BENCH_FILE_NAME, FILE_NAME, decided_above, keep_settings, load_settings
from qc_station.bootstrap.station import Station, open_home
from qc_station.domain.bench_codes import TEST_CODE
from qc_station.viewmodels.station_port import Kit
from tests.bootstrap.test_labels import Listener, host_status
from tests.fakes.still_kit import StillKit

TEST_LABEL = LabelWords(TEST_CODE, "ESSAI", "", "Étiquette d’essai", "BENCH-01")


@pytest.fixture
def printer() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture
def station(tmp_path: Path, printer: Listener) -> Iterator[Station]:
    with open_home(tmp_path, {}, printer=printer.address) as made:
        yield made


@pytest.fixture(params=["real", "still"])
def kit(request: pytest.FixtureRequest, station: Station) -> Kit:
    return BenchKit(station, {}) if request.param == "real" else StillKit()


def test_what_is_kept_is_in_force(kit: Kit) -> None:
    """At once in `settings`; what the screen may not change is not changed, whoever asks."""
    kit.keep({"scale": 1.5, "language": "en", "printer": "elsewhere", "sounds": 3})
    assert (kit.settings.scale, kit.settings.language, kit.settings.sounds) == (1.5, "en", True)
    assert kit.settings.printer != "elsewhere"
    assert kit.decided_above() == {}


def test_the_calibration_code_can_be_drawn(kit: Kit) -> None:
    """Bars in order, within the width; it fits a sheet of 1216 pixels with two a module and its quiet zones."""
    made = kit.calibration_bars()
    ends = [first + wide for first, wide in made.bars]
    assert made.bars[0][0] == 0
    assert ends[-1] == made.width
    assert all(first > end for end, (first, _) in zip(ends, made.bars[1:], strict=False))
    assert (made.width + 20) * 2 <= 1168


def test_the_test_label_goes_past_the_queue(station: Station, printer: Listener) -> None:
    """It comes out although others wait, or the printer says why not; the queue is as before."""
    kit = BenchKit(station, {})
    kit.print_test(TEST_LABEL)
    assert TEST_CODE.encode() in printer.wait_for(1)[0]
    printer.says = host_status(paper_out=1)
    with pytest.raises(WorldFailure) as told:
        kit.print_test(TEST_LABEL)
    assert told.value.code == "printer_no_paper"
    assert station.printing.queue.count() == 0


def test_without_a_ledger_the_trial_says_so(station: Station) -> None:
    """The same failure the chip shows."""
    with pytest.raises(LedgerFailure):
        BenchKit(station, {}).try_ledger()


def test_without_a_printer_the_trial_says_so(tmp_path: Path) -> None:
    """No printer set is a sentence, not a trace."""
    with open_home(tmp_path, {}) as station, pytest.raises(WorldFailure) as told:
        BenchKit(station, {}).print_test(TEST_LABEL)
    assert told.value.code == "no_printer"


def test_the_next_start_finds_what_was_kept(tmp_path: Path) -> None:
    """One change keeps the ones before; station.toml, with its comments, is never written."""
    (tmp_path / FILE_NAME).write_text("# ours\nstation = 'B-7'\n")
    keep_settings(tmp_path, {"scale": 1.25})
    keep_settings(tmp_path, {"scanner_calibration": '14ms enter 2s=1 3=" 4=\\'})
    found = load_settings(tmp_path, {})
    assert (found.station, found.scale, found.scanner_calibration) == ("B-7", 1.25, '14ms enter 2s=1 3=" 4=\\')
    assert (tmp_path / FILE_NAME).read_text() == "# ours\nstation = 'B-7'\n"


def test_station_toml_and_the_environment_win(tmp_path: Path) -> None:
    """What a lead writes is stronger than what the screen kept, and the environment than both; both are named."""
    keep_settings(tmp_path, {"scale": 1.25, "language": "en", "sounds": False})
    (tmp_path / FILE_NAME).write_text("scale = 1.75\n")
    environment = {"QC_STATION_LANGUAGE": "fr"}
    found = load_settings(tmp_path, environment)
    assert (found.scale, found.language, found.sounds) == (1.75, "fr", False)
    assert decided_above(tmp_path, environment) == {"scale": FILE_NAME, "language": "QC_STATION_LANGUAGE"}


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_text('scale = 9.0\nlanguage = "en"\nprinter = "x"\nnobody = 1\n'),
        lambda file: file.write_bytes(b"\xff\x00"),
        lambda file: file.write_text("scale = "),
        lambda file: file.mkdir(),
    ],
    ids=["values", "bytes", "cut", "folder"],
)
def test_damage_to_the_screens_file_stops_no_day(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """What does not fit is left aside: no person wrote it, and nobody could mend it before work."""
    damage(tmp_path / BENCH_FILE_NAME)
    found = load_settings(tmp_path, {})
    assert (found.scale, found.printer) == (1.0, "")


def test_a_full_disk_keeps_the_old_values(tmp_path: Path) -> None:
    """The new file is put in place whole, or not at all; the failure is said."""
    keep_settings(tmp_path, {"scale": 1.25})
    (tmp_path / f"{BENCH_FILE_NAME}.part").mkdir()
    with pytest.raises(WorldFailure) as told:
        keep_settings(tmp_path, {"scale": 2.0})
    assert told.value.code == "disk_full"
    assert load_settings(tmp_path, {}).scale == 1.25
