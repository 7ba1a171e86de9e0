"""`qc-station calibration`, in a wired station whose setting offers second looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.application.ports import Credential
from qc_station.bootstrap.station import Station, open_home
from qc_station.cli.arguments import parser
from qc_station.cli.verbs import run_verb
from qc_station.domain.operator import Operator, Role
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, CHECKS, EXPERT, PARCEL, PIN, takeback

SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")


def said(station: Station, capsys: pytest.CaptureFixture[str]) -> str:
    assert run_verb(parser().parse_args(["calibration"]), station) == 0
    return capsys.readouterr().out


def perform(station: Station, *acts: commands.BenchCommand) -> None:
    for act in acts:
        outcome = station.bench.perform(act)
        assert outcome.ok, outcome.notice


def answers(**found: str) -> list[commands.AnswerCheck]:
    return [commands.AnswerCheck(check, found.get(check, "conform")) for check in CHECKS]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("1 second regard", "1 fiche de formation", "Boulochage · Léa Martin (Conforme) / Sara Diallo (Léger)")),
        ("en", ("1 second look", "1 training card", "Pilling · Léa Martin (Conform) / Sara Diallo (Light)")),
    ],
)
def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: tuple[str, ...]) -> None:
    """Nothing before a second look; afterwards the figures, and the disagreement in both experts' words."""
    with open_home(tmp_path, {}, language=language, second_look_percent=100.0) as station:
        with station.unit_of_work() as uow:
            for who in (EXPERT, SECOND):
                uow.operators.save(Credential(who, station.pins.hash(PIN), 0, None))
            uow.takebacks.save(takeback())
            uow.commit()
        assert "second_look_percent" in said(station, capsys)
        perform(
            station,
            commands.SignIn(BADGE, PIN),
            commands.Scan(PARCEL),
            commands.RecordTransferForm(TransferForm.SIGNED),
            commands.OpenItem(1),
            *answers(),
            commands.Decide(Ruling.ACCEPTED, without_photos="test"),
        )
        with station.unit_of_work(read_only=True) as uow:
            piece = next(each.id for each in uow.pieces.decided())
        perform(
            station,
            commands.SignOut(),
            commands.SignIn(SECOND.badge, PIN),
            commands.Scan(piece),
            *answers(pilling="light"),
            commands.Decide(Ruling.ACCEPTED),
        )
        report = said(station, capsys)
    print(report)
    for word in words:
        assert word in report
