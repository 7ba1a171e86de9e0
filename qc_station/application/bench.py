"""The bench: one door for the window, the command line and the tests. Every verb goes through `perform`, every face
reads `view`.

Not thread-safe on purpose: one bench belongs to one thread (the window's worker, or the command line).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qc_station.application import commands
from qc_station.application.answer_check import answer_check, answer_follow_up
from qc_station.application.bench_ports import Acted, BenchPorts
from qc_station.application.bench_view import BenchView
from qc_station.application.compose_view import compose_view
from qc_station.application.decide import decide
from qc_station.application.dispose import dispose
from qc_station.application.failures import WorldFailure
from qc_station.application.find import Found, find
from qc_station.application.keep_photograph import keep_photograph
from qc_station.application.open_item import close_parcel, close_piece, mark_missing, open_item
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.application.overrule import overrule, release_hold
from qc_station.application.print_label import print_label
from qc_station.application.record_condition import record_condition
from qc_station.application.record_transfer_form import record_transfer_form
from qc_station.application.reentry import answer_anew, begin_reentry, end_reentry, follow_up_anew
from qc_station.application.reverse import reverse_credit
from qc_station.application.scan import open_found, scan
from qc_station.application.second_look import answer_blind, follow_up_blind, give_second_look
from qc_station.application.session import Session
from qc_station.application.sign_in import lock, sign_in, sign_out
from qc_station.application.treatment import record_treatment
from qc_station.application.undeclared import set_aside_undeclared, settle_undeclared
from qc_station.application.undo import undo
from qc_station.application.waiting import Waiting, waiting
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator

_USE_CASES: dict[type, Callable[[Any, Session, BenchPorts], Acted]] = {
    commands.SignIn: sign_in,
    commands.SignOut: sign_out,
    commands.Lock: lock,
    commands.Scan: scan,
    commands.RecordTransferForm: record_transfer_form,
    commands.OpenItem: open_item,
    commands.AnswerCheck: answer_check,
    commands.AnswerFollowUp: answer_follow_up,
    commands.KeepPhotograph: keep_photograph,
    commands.Decide: decide,
    commands.Overrule: overrule,
    commands.ReleaseHold: release_hold,
    commands.ReverseCredit: reverse_credit,
    commands.Dispose: dispose,
    commands.RecordTreatment: record_treatment,
    commands.BeginReentry: begin_reentry,
    commands.EndReentry: end_reentry,
    commands.OpenFound: open_found,
    commands.RecordCondition: record_condition,
    commands.SetAsideUndeclared: set_aside_undeclared,
    commands.SettleUndeclared: settle_undeclared,
    commands.MarkMissing: mark_missing,
    commands.PrintLabel: print_label,
    commands.Undo: undo,
    commands.ClosePiece: close_piece,
    commands.CloseParcel: close_parcel,
}

# What these verbs mean while a piece is looked at for the second time.
_BLIND: dict[type, Callable[[Any, Session, BenchPorts], Acted]] = {
    commands.AnswerCheck: answer_blind,
    commands.AnswerFollowUp: follow_up_blind,
    commands.Decide: give_second_look,
}

# … and while one that came back from the shop is inspected anew.
_ANEW: dict[type, Callable[[Any, Session, BenchPorts], Acted]] = {
    commands.AnswerCheck: answer_anew,
    commands.AnswerFollowUp: follow_up_anew,
}


class Bench:
    """One inspection bench and the session at it."""

    def __init__(self, ports: BenchPorts) -> None:
        self._ports = ports
        self._session = Session()
        self._notice: Notice | None = None

    def perform(self, command: commands.BenchCommand) -> Outcome:
        """Do what was asked, or say why not. A refusal by the rules or by the world changes nothing; our own bugs
        propagate.
        """
        try:
            special = _BLIND if self._session.blind is not None else _ANEW if self._session.reentry else {}
            use_case = special.get(type(command)) or _USE_CASES[type(command)]
            acted = use_case(command, self._session, self._ports)
        except (RuleBroken, WorldFailure) as refused:
            self._notice = Notice(refused.code, Tone.ERROR, refused.params)
            return Outcome(ok=False, notice=self._notice)
        moved = acted.session.piece_id != self._session.piece_id
        self._session = acted.session.laid_out(self._ports.clock.now()) if moved else acted.session
        self._notice = acted.notice
        return Outcome(ok=True, notice=acted.notice, changed=acted.changed)

    @property
    def operator(self) -> Operator | None:
        """Who is signed in at this station, whichever workplace is open."""
        return self._session.operator

    def find(self, text: str) -> tuple[Found, ...]:
        """Parcels by dossier, name or reference; nothing while nobody is signed in."""
        if self._session.operator is None or not self._session.operator.may_inspect:
            return ()
        with self._ports.unit_of_work(read_only=True) as uow:
            return find(text, uow)

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for a lead: pieces set aside, and pieces nobody declared."""
        if self._session.operator is None or not self._session.operator.may_inspect:
            return ()
        with self._ports.unit_of_work(read_only=True) as uow:
            return waiting(uow)

    def view(self) -> BenchView:
        """What the bench shows now; reads the store, so it sees what the sync thread changed meanwhile."""
        return compose_view(self._session, self._notice, self._ports)
