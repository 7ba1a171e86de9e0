"""The commands of whoever runs the ledger: rotate a token, what was done to it, a copy of the books and back."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

from voucher_ledger.api.answers import instant
from voucher_ledger.application import access
from voucher_ledger.application.operation import republished
from voucher_ledger.application.seal import verify_chains, verify_head, verify_photographs
from voucher_ledger.bootstrap import SystemClock, chosen_database, grant, migrate, opened, operator, photographs
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.storage.backup import back_up, restore

Verb = Callable[[argparse.Namespace], int]
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 it has no public name
HOURS_MAX = 24 * 31
PAGE = 500


def add_verbs(verbs: Subparsers, add: Callable[[Subparsers, str, Verb, str], argparse.ArgumentParser]) -> None:
    telling = "Ce qui a été fait au registre, par qui. / What was done to the ledger, and by whom."
    add(verbs, "acts", _acts, telling).add_argument("--json", action="store_true", help="say it as JSON")
    copying = "Copie les livres, en service. / Copy the books into a file, while they are in use."
    add(verbs, "backup", _backup, copying).add_argument("file", type=Path)
    restoring = "Livres d'une copie, là où il n'y en a pas. / Books from a copy, where there are none."
    add(verbs, "restore", _restore, restoring).add_argument("file", type=Path)
    doubting = (
        "Sceaux, chaînes signées, photographies : rien n'a été altéré. / Seals, signed chains, photographs: "
        "nothing was altered. Exit 1 and what is wrong first."
    )
    verifying = add(verbs, "verify-chain", _verify_chain, doubting)
    verifying.add_argument("--json", action="store_true", help="say it as JSON")
    verifying.add_argument("--head", metavar="SEQ:HASH", help="a seal that somebody kept: it must be one of these")
    verifying.add_argument("--without-photographs", action="store_true", help="do not hash the photographs again")
    granting = "Donne à un rôle PostgreSQL le strict nécessaire. / Give a PostgreSQL role what a ledger needs, no more."
    add(verbs, "grant", _grant, granting).add_argument("role")
    raising = "Copie les livres, puis les met à jour. / Copy the books, then bring them up to date."
    add(verbs, "upgrade", _upgrade, raising).add_argument("--backup", type=Path, required=True, metavar="FILE")


def station_rotate(arguments: argparse.Namespace) -> int:
    hours: float = arguments.overlap_hours
    if not 0 <= hours <= HOURS_MAX:
        raise InvalidRequest(f"--overlap-hours: from 0 to {HOURS_MAX}")
    with opened(chosen_database(arguments.database_url)) as store:
        made, secret = access.rotate_station(arguments.name, timedelta(hours=hours), store, SystemClock(), operator())
    if arguments.json:
        print(json.dumps({"station": arguments.name, "id": made.id, "token": secret}))
    else:
        print(f"station {arguments.name}, token {made.id}, shown this once:\n{secret}")
    return 0


def station_forget_key(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        access.forget_key(arguments.name, store, SystemClock(), operator())
    print(f"station {arguments.name} may introduce another key; what the last one signed stays good")
    return 0


def _acts(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url), guarded=False) as store:
        after = 0
        while found := store.read(lambda books, after=after: books.acts.listed(after, PAGE)):  # type: ignore[misc]
            for number, act in found:
                told = {
                    "number": number,
                    "at": instant(act.at),
                    "actor": act.actor,
                    "kind": act.kind,
                    "about": act.about,
                }
                print(json.dumps(told) if arguments.json else " ".join(str(value) for value in told.values()))
            after = found[-1][0]
    return 0


def _verify_chain(arguments: argparse.Namespace) -> int:
    url = chosen_database(arguments.database_url)
    with opened(url, unlimited=True, guarded=False) as store:
        findings = list(verify_chains(store, signature_holds))
        if arguments.head is not None:
            findings += verify_head(arguments.head, store)
        if not arguments.without_photographs:
            findings += verify_photographs(store, photographs(url, os.environ))
        last = store.read(lambda books: books.seals.last())
    head = None if last is None else f"{last.seq}:{last.hash}"
    if arguments.json:
        listed = [{"check": one.check, "facts": one.facts} for one in findings]
        print(json.dumps({"sound": not findings, "findings": listed, "head": head}))
    elif findings:
        print(f"{findings[0].check}: {findings[0].facts}")
    else:
        print(f"nothing was altered; the last seal is {head}")
    return 1 if findings else 0


def _backup(arguments: argparse.Namespace) -> int:
    back_up(chosen_database(arguments.database_url), arguments.file)
    print(f"the books are copied to {arguments.file}")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    """Restored, brought up to date, shown to every bench again, and looked over."""
    url = chosen_database(arguments.database_url)
    restore(url, arguments.file)
    migrate(url)
    with opened(url, unlimited=True, guarded=False) as store:
        store.transact(republished(operator(), SystemClock().now(), restored=True))
        findings = store.read(lambda books: books.audit())
    for one in findings:
        print(f"{one.check}: {one.facts}", file=sys.stderr)
    print("the books are restored; every bench sends what they lack, and is shown every take-back again")
    return 1 if findings else 0


def _grant(arguments: argparse.Namespace) -> int:
    grant(chosen_database(arguments.database_url), arguments.role)
    print(f"role {arguments.role} may read, add, and change what lives; serve as it, migrate as the tables' owner")
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    url = chosen_database(arguments.database_url)
    back_up(url, arguments.backup)
    migrate(url)
    with opened(url):
        print(f"the books have this program's schema; as they were, they are in {arguments.backup}")
    return 0
