"""A piece's evidence pack from a wired station: what it says, to whom, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtPdf import QPdfDocument

from qc_station.application import commands
from qc_station.application.commands import AnswerFollowUp
from qc_station.application.ports import Credential
from qc_station.bootstrap.station import Station, open_home
from qc_station.cli.arguments import parser
from qc_station.cli.verbs import run_verb
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, EXPERT, LEAD, PARCEL, PIN, takeback

LEADS_REASON = "client fidele, vu avec la marque"
LANGUAGES = ("fr", "en", "de", "it", "es", "nl")


def picture(folder: Path, shade: int) -> Path:
    file = folder / f"picture-{shade}.jpg"
    across = np.linspace(0, 255, 1600, dtype=np.uint8)
    cv2.imwrite(str(file), np.dstack([np.tile(across, (1200, 1)), np.full((1200, 1600, 2), shade, np.uint8)]))
    return file


def perform(station: Station, *acts: commands.BenchCommand) -> None:
    for act in acts:
        outcome = station.bench.perform(act)
        assert outcome.ok, outcome.notice


def inspect(station: Station, folder: Path, language: str = "fr", name: str = "Camille D.") -> str:
    """A piece with a stain and a correction, refused by the rules and accepted by a lead; its id."""
    declared = takeback()
    customer = replace(declared.customer, language=language, name=name)
    with station.unit_of_work() as uow:
        for who in (EXPERT, LEAD):
            uow.operators.save(Credential(who, station.pins.hash(PIN), 0, None))
        uow.takebacks.save(replace(declared, customer=customer))
        uow.commit()
    perform(
        station,
        commands.SignIn(BADGE, PIN),
        commands.Scan(PARCEL),
        commands.RecordTransferForm(TransferForm.SIGNED),
        commands.OpenItem(1),
        *(commands.AnswerCheck(check, commands.CONFORM) for check in CHECKS),
        commands.AnswerCheck("clean", "stain", Pin(Side.FRONT, 0.7, 0.4)),
        AnswerFollowUp("clean", 1, "size", "medium"),
        commands.AnswerCheck("authentic", "differs"),
        AnswerFollowUp("authentic", 1, "size", "42"),
        commands.KeepPhotograph(picture(folder, 90), "front"),
        commands.KeepPhotograph(picture(folder, 200), "defect:clean:1"),
        commands.Decide(Ruling.REFUSED),
        commands.Overrule(commands.Lead(LEAD.badge, PIN, LEADS_REASON), Ruling.ACCEPTED, Grade.VERY_GOOD),
    )
    piece = station.bench.view().piece
    assert piece is not None
    return piece.id


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with open_home(tmp_path / "home", {}) as opened:
        yield opened


def words_of(pdf: bytes, folder: Path) -> str:
    """The text of every page, without line breaks."""
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    document = QPdfDocument()
    assert document.load(str(file)) is QPdfDocument.Error.None_
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return " ".join(" ".join(pages).split())


@pytest.mark.usefixtures("qapp")
def test_it_says_what_was_found_and_who_said_so(station: Station, tmp_path: Path) -> None:
    """Declared and found, both decisions with their people and reasons, answers, programme, and the log's place."""
    piece = inspect(station, tmp_path)
    said = words_of(station.evidence(piece, redacted=False), tmp_path)
    for wanted in (
        "Rapport de contrôle",
        piece,
        "Camille D.",
        "Accepté — Très bon état",
        "Crédité : 60,00 €",
        LEADS_REASON,
        LEAD.name,
        EXPERT.name,
        "Décision précédente",
        "Refusé",
        "Tache, 1 à 3 cm",
        "AMI For Ever, version 2026.3",
        "Votre article doit être propre",
        "piece_decided",
        "du journal de BENCH-01",
    ):
        assert wanted in said, wanted


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_customers_copy_names_nobody_and_tells_nothing_internal(
    station: Station, tmp_path: Path, language: str
) -> None:
    """In each language of the programme: no member of staff, no internal reason, no earlier decision, no log."""
    piece = inspect(station, tmp_path, language)
    said = words_of(station.evidence(piece, redacted=True), tmp_path)
    hidden = (LEAD.name, EXPERT.name, LEADS_REASON, "piece_decided", "overrule", PIN, BADGE, LEAD.badge)
    assert [each for each in hidden if each.lower() in said.lower()] == []
    assert piece in said
    assert "60,00" in said or "60.00" in said


def test_the_same_piece_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two processes, another hash seed, time zone and moment: not one byte differs."""
    home = tmp_path / "home"
    with open_home(home, {}) as station:
        piece = inspect(station, tmp_path)
        first = station.evidence(piece, redacted=False)
    again = tmp_path / "again.pdf"
    environment = {**os.environ, "QC_STATION_HOME": str(home), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    program = [sys.executable, "-m", "qc_station", "evidence", piece, str(again)]
    subprocess.run(program, env=environment, check=True, capture_output=True, timeout=60)
    assert again.read_bytes() == first


@pytest.mark.usefixtures("qapp")
def test_hostile_names_and_lost_pictures(station: Station, tmp_path: Path) -> None:
    """Markup, control signs and scripts our face does not have are shown as they can be; a lost picture says so."""
    piece = inspect(station, tmp_path, name="<b>Ж</b> & \x07\u202e" + "x" * 300)
    with station.unit_of_work(read_only=True) as uow:
        kept = uow.pieces.get(piece)
    assert kept is not None
    lost = station.photo_path(kept.shots[0].photo)
    lost.unlink()
    said = words_of(station.evidence(piece, redacted=False), tmp_path)
    assert "<b>?</b> &" in said
    assert "Photographie illisible" in said
    assert kept.shots[0].photo.sha256 in said


def test_the_command_line(station: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`evidence PIECE FILE` writes it, `--customer` the other one; an unknown piece is status 2 and named."""
    piece = inspect(station, tmp_path)
    whole, copy = tmp_path / "whole.pdf", tmp_path / "copy.pdf"
    assert run_verb(parser().parse_args(["evidence", piece.lower(), str(whole)]), station) == 0
    assert run_verb(parser().parse_args(["evidence", piece, str(copy), "--customer"]), station) == 0
    assert whole.read_bytes() != copy.read_bytes()
    assert run_verb(parser().parse_args(["evidence", "QC1-0", str(whole)]), station) == 2
    assert "QC1-0" in capsys.readouterr().err


def test_the_catalogues_say_the_same(station: Station) -> None:
    """Six languages, the same keys and parameters in each."""
    catalogues = station._evidence_words()
    assert set(catalogues) == set(LANGUAGES)
    shape = {key: sorted(_parameters(said)) for key, said in catalogues["fr"].sentences.items()}
    for language, words in catalogues.items():
        assert {key: sorted(_parameters(said)) for key, said in words.sentences.items()} == shape, language


def _parameters(said: str) -> set[str]:
    return {part.partition("}")[0].partition(":")[0] for part in said.split("{")[1:]}
