"""The command line of the station, declared in one place; nothing here imports the verbs, so `--help` costs nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from qc_station import __version__
from qc_station.domain.operator import Role


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="qc-station",
        description="Quality-control workstation of a garment take-back programme. Without a verb: the window.",
    )
    root.add_argument("--version", action="version", version=f"qc-station {__version__}")
    verbs = root.add_subparsers(dest="verb", metavar="VERB")

    demo = verbs.add_parser("demo", help="the window on a demonstration day, with a ledger beside it")
    demo.add_argument("--smoke", action="store_true", help="draw the first frame, print how long it took, end")
    demo.add_argument("--fresh", action="store_true", help="forget the last demonstration day and begin again")
    ledger = demo.add_mutually_exclusive_group()
    ledger.add_argument(
        "--stop-ledger", action="store_true", help="stop the demonstration's ledger; the window goes on"
    )
    ledger.add_argument("--start-ledger", action="store_true", help="start it again, on the same address")

    take = verbs.add_parser("import", help="take-backs from a JSON or CSV file; all of it or nothing")
    take.add_argument("file", type=Path)

    play = verbs.add_parser("play", help="perform one JSON command a line, answer one JSON outcome a line")
    play.add_argument("file", help="a file of commands, or - for standard input")

    sync = verbs.add_parser("sync", help="speak to the ledger")
    sync.add_argument("--once", action="store_true", required=True, help="pull, release, send, settle, end")

    verbs.add_parser("verify", help="log chain, photographs, outbox against verdicts; status 1 and the first bad link")
    verbs.add_parser("forget", help="delete customers' names from dossiers settled long ago; the window does it daily")
    verbs.add_parser("doctor", help="what is connected, what is missing, what to do")

    label = verbs.add_parser("label", help="a piece's label: to the printer (again), or into a file")
    label.add_argument("piece", help="the piece id, as on its label")
    label.add_argument("--zpl", type=Path, metavar="FILE", help="write the printer's language instead of printing")
    label.add_argument("--pdf", type=Path, metavar="FILE", help="write a PDF instead of printing")

    evidence = verbs.add_parser("evidence", help="a piece's evidence pack as PDF, in the customer's language")
    evidence.add_argument("piece", help="the piece id, as on its label")
    evidence.add_argument("file", type=Path)
    evidence.add_argument(
        "--customer", action="store_true", help="the customer's copy: no staff, no internal reason, no log"
    )

    sheet = verbs.add_parser("control-sheet", help="the page of command barcodes for the bench, as PDF")
    sheet.add_argument("file", type=Path)

    label_photo = verbs.add_parser("read-label", help="which codes a photographed label holds, and which of them count")
    label_photo.add_argument("picture", type=Path)

    verbs.add_parser(
        "calibration", help="how far the experts agree on what two of them looked at, and where they differ"
    )

    _renditions(verbs)

    operator = verbs.add_parser("operator", help="who may sign in")
    acts = operator.add_subparsers(dest="act", required=True, metavar="ACT")
    add = acts.add_parser("add", help="enrol a person, or give them a new PIN; the PIN is asked for, never an argument")
    add.add_argument("badge", help="the badge's barcode, as the scanner reads it")
    add.add_argument("name")
    add.add_argument("--role", choices=[str(role) for role in Role], default=str(Role.EXPERT))
    add.add_argument("--language", choices=("fr", "en"), default="fr")

    token = verbs.add_parser("token", help="keep the ledger token of this station; it is read from standard input")
    token.set_defaults(verb="token")
    return root


def _renditions(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    render = verbs.add_parser("render", help="make the shop's files that wait, a line a picture")
    which = render.add_mutually_exclusive_group()
    which.add_argument("--piece", metavar="ID", help="of this piece only")
    which.add_argument("--all", action="store_true", help="of every piece; so it is without either")
    render.add_argument("--cancel", action="store_true", help="with --piece: what waits of it waits no more")

    store = verbs.add_parser("photo-store", help="send photographs to the house's store, verified there by their hash")
    store.add_argument("--keys", action="store_true", help="keep the key to it; two lines of standard input")

    light = verbs.add_parser("light", help="measure the studio's light on a picture of a colour chart or a grey card")
    source = light.add_mutually_exclusive_group(required=True)
    source.add_argument("picture", type=Path, nargs="?", help="the picture of the chart or the card")
    source.add_argument("--forget", action="store_true", help="pictures keep the camera's colours again")
    light.add_argument("--grey", metavar="X,Y,W,H", help="where the grey card lies, shares of the picture in 0..1")
