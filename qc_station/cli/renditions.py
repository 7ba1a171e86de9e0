"""The verbs of the shop's files: make them, bring them to the house's store, measure the studio's light."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace

from qc_station.application.messages import Messages
from qc_station.application.photo_mirror import mirror_all
from qc_station.application.render_photographs import Rendered, cancel_renditions, render_waiting
from qc_station.application.renditions_port import RenderState
from qc_station.application.studio_light import keep_light
from qc_station.bootstrap.rendering import light_in, picture_deriver
from qc_station.bootstrap.secrets import PHOTO_STORE_KEY, PHOTO_STORE_SECRET
from qc_station.bootstrap.station import Station
from qc_station.domain.errors import RuleBroken
from qc_station.domain.rendition import Balance, Region

SHOWN_HASH = 12


def render(arguments: Namespace, station: Station, messages: Messages) -> int:
    """Work the queue to its end, a line a picture. Status 1 when a picture was refused or has to wait."""
    piece = (arguments.piece or "").strip().upper()
    with station.unit_of_work(read_only=True) as uow:
        if (piece or arguments.cancel) and uow.pieces.get(piece) is None:
            print(messages.text("unknown_piece", shown=piece), file=sys.stderr)
            return 2
    if arguments.cancel:
        print(messages.text("render_cancelled", n=cancel_renditions(station.unit_of_work, piece)))
        return 0

    def told(rendered: Rendered) -> None:
        task, progress = rendered.task, rendered.progress
        count = {"n": progress.done + progress.refused, "of": progress.asked}
        shown = {"piece": task.piece_id, "photo": task.original.sha256[:SHOWN_HASH]}
        if not rendered.trouble:
            print(messages.text("render_step", **count, **shown), flush=True)
            return
        why = messages.text(rendered.trouble, file=task.original.sha256[:SHOWN_HASH])
        if rendered.state is RenderState.WAITING:
            said = messages.text("render_step_waits", **count, **shown)
        else:
            said = messages.text("render_step_refused", **count, **shown)
        print(said, why, file=sys.stderr, flush=True)

    report = render_waiting(station.unit_of_work, station.photos, picture_deriver(), told=told, piece_id=piece)
    counts = {"done": report.done, "refused": report.refused, "waiting": report.postponed}
    print(messages.text("rendered", **counts))
    return 1 if report.refused or report.postponed else 0


def photo_store(arguments: Namespace, station: Station, messages: Messages) -> int:
    """Send what the house's store lacks, or keep the key to it."""
    if arguments.keys:
        return _keep_keys(station, messages)
    store = station.object_store()
    if store is None:
        print(messages.text("photo_store_none"), file=sys.stderr)
        return 2
    report = mirror_all(station.unit_of_work, station.photos, store)
    if report.lost:
        print(messages.text("photographs_lost", n=report.lost), file=sys.stderr)
    print(messages.text("mirrored", store=store.address, pieces=report.pieces, sent=report.sent, known=report.known))
    return 1 if report.lost else 0


def _keep_keys(station: Station, messages: Messages) -> int:
    """Two lines: the key's name and the secret. Neither is ever an argument, which every process list shows."""
    asked = (("Access key: ", PHOTO_STORE_KEY), ("Secret key: ", PHOTO_STORE_SECRET))
    given = [getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().strip() for prompt, _ in asked]
    if not all(given):
        print(messages.text("token_empty"), file=sys.stderr)
        return 2
    for (_, name), value in zip(asked, given, strict=True):
        station.secrets.put(name, value)
    print(messages.text("photo_store_keys_kept"))
    return 0


def light(arguments: Namespace, station: Station, messages: Messages) -> int:
    """Measure the light of this studio on a picture of a chart or a grey card, or forget it."""
    balance: Balance | None = None
    if not arguments.forget:
        try:
            card = _region(arguments.grey) if arguments.grey else None
            balance = light_in(arguments.picture, card)
        except RuleBroken as refused:
            print(messages.text(refused.code, **refused.params), file=sys.stderr)
            return 2
        if balance is None:
            print(messages.text("no_chart" if card is None else "no_grey"), file=sys.stderr)
            return 1
    with station.unit_of_work() as uow:
        keep_light(uow, balance)
        uow.commit()
    print(messages.text("light_kept" if balance else "light_forgotten"))
    return 0


def _region(said: str) -> Region:
    """`x,y,width,height`, shares of the picture in 0..1. Raises RuleBroken("region_outside")."""
    try:
        x, y, width, height = (float(part) for part in said.split(","))
    except ValueError as error:
        raise RuleBroken("region_outside") from error
    return Region(x, y, width, height)
