"""The command `voucher-ledger`: serve, migrate, stations and tokens, audit.

Exit codes: 0 done, 1 the audit found something, 2 the request was refused, 3 the books are not available.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from voucher_ledger import __version__, cli_mail, cli_money, cli_operation
from voucher_ledger.api.answers import instant
from voucher_ledger.api.server import Certificate, serve
from voucher_ledger.application import access
from voucher_ledger.application.operation import republished
from voucher_ledger.bootstrap import (
    DATABASE_VARIABLE,
    SystemClock,
    application,
    chores,
    chosen_database,
    log_to_stderr,
    mailing,
    migrate,
    opened,
    operator,
    photographs,
    site_calendar,
)
from voucher_ledger.domain.errors import InvalidRequest, Refusal, Unavailable
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher import Network

FOUND_SOMETHING, REFUSED, UNAVAILABLE = 1, 2, 3
Verb = Callable[[argparse.Namespace], int]
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 it has no public name


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; what it says is the exit status."""
    arguments = _parser().parse_args(argv)
    verb: Verb = arguments.verb
    try:
        return verb(arguments)
    except Unavailable as unavailable:
        print(f"voucher-ledger: {unavailable.detail}", file=sys.stderr)
        return UNAVAILABLE
    except Refusal as refusal:
        print(f"voucher-ledger: {refusal.detail}", file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"voucher-ledger: {error}", file=sys.stderr)
        return UNAVAILABLE


def _serve(arguments: argparse.Namespace) -> int:
    log_to_stderr()
    certificate = _certificate(arguments)

    def listening(port: int) -> None:
        line = json.dumps({"port": port, "pid": os.getpid()})
        if arguments.ready_file is not None:
            aside = arguments.ready_file.with_suffix(".new")
            aside.write_text(line + "\n", encoding="utf-8")
            aside.replace(arguments.ready_file)
        print(line, flush=True)

    url = chosen_database(arguments.database_url)
    kept, calendar = photographs(url, os.environ), site_calendar(os.environ)
    with (
        opened(url, migrate_first=arguments.migrate) as store,
        mailing(store, os.environ, kept) as letters,
        chores(store, calendar),
    ):
        serve(
            application(store, letters, kept, calendar, os.environ),
            arguments.host,
            arguments.port,
            listening,
            certificate,
        )
    return 0


def _certificate(arguments: argparse.Namespace) -> Certificate | None:
    """Raises InvalidRequest for one file without the other, or one that is not there."""
    chain, key = arguments.tls_certificate, arguments.tls_key
    if chain is None and key is None:
        return None
    if chain is None or key is None or not chain.is_file() or not key.is_file():
        raise InvalidRequest("--tls-certificate and --tls-key go together, and both are files")
    return Certificate(chain, key)


def _migrate(arguments: argparse.Namespace) -> int:
    url = chosen_database(arguments.database_url)
    migrate(url)
    with opened(url):
        print("the books have this program's schema, and their guards are in place")
    return 0


def _station_add(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        bench, secret = access.add_station(arguments.name, store, SystemClock(), operator())
    if arguments.json:
        print(json.dumps({"station": bench.name, "epoch": bench.epoch, "token": secret}))
    else:
        print(f"station {bench.name}, epoch {bench.epoch}. Its token, shown this once:\n{secret}")
    return 0


def _station_revoke(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        access.revoke_station(arguments.name, store, SystemClock(), operator())
    print(f"station {arguments.name} and its tokens are no longer in force")
    return 0


def _station_epoch(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        bench = access.open_epoch(arguments.name, store, SystemClock(), operator())
    print(f"station {bench.name} numbers in epoch {bench.epoch} from now on")
    return 0


def _token_add(arguments: argparse.Namespace) -> int:
    scopes = frozenset(Scope(one) for one in arguments.scope)
    with opened(chosen_database(arguments.database_url)) as store:
        token, secret = access.add_token(
            arguments.name,
            scopes,
            store,
            SystemClock(),
            station=arguments.station,
            sales_point=arguments.sales_point,
            by=operator(),
        )
    if arguments.json:
        print(json.dumps({"id": token.id, "name": token.name, "scopes": sorted(scopes), "token": secret}))
    else:
        print(f"token {token.id} for {token.name}, shown this once:\n{secret}")
    return 0


def _token_revoke(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        access.revoke_token(arguments.id, store, SystemClock(), operator())
    print(f"token {arguments.id} is no longer in force")
    return 0


def _token_list(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        for one in access.list_tokens(store):
            station = one.bench.name if one.bench else "-"
            until = "" if one.not_after is None else f"until {instant(one.not_after)}"
            live = one.in_force(SystemClock().now())
            force = "in force" if live else "revoked" if one.revoked else "ended"
            print(one.id, one.name, " ".join(sorted(one.scopes)), station, force, until)
    return 0


def _republish(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url), guarded=False) as store:
        store.transact(republished(operator(), SystemClock().now()))
    print("every bench will be shown every take-back again")
    return 0


def _audit(arguments: argparse.Namespace) -> int:
    url = chosen_database(arguments.database_url)
    with opened(url, unlimited=True, guarded=False) as store:
        findings = store.read(lambda books: books.audit())
    if arguments.json:
        listed = [{"check": one.check, "facts": one.facts} for one in findings]
        print(json.dumps({"clean": not findings, "findings": listed}))
    elif findings:
        print(f"{findings[0].check}: {findings[0].facts}")
    else:
        print("the books are in order")
    return FOUND_SOMETHING if findings else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="voucher-ledger", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    serving = _verb(verbs, "serve", _serve, "Sert l'API sur HTTP. / Serve the API over HTTP.")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8787, help="0 picks a free one")
    serving.add_argument("--ready-file", type=Path, metavar="PATH", help="written once the ledger answers")
    serving.add_argument("--tls-certificate", type=Path, metavar="PEM", help="serve https, with this chain")
    serving.add_argument("--tls-key", type=Path, metavar="PEM", help="the certificate's key")
    serving.add_argument("--migrate", action="store_true", help="migrate first; on SQLite that goes without saying")
    _verb(verbs, "migrate", _migrate, "Met les livres à jour. / Bring the books up to date.")
    _json(_verb(verbs, "audit", _audit, "Vérifie les livres. / Check the books; exit 1 and what is wrong first."))
    republishing = (
        "Après une restauration : tout remontrer aux bancs. / After a restore: show the benches everything again."
    )
    _verb(verbs, "republish", _republish, republishing)

    stations = _group(verbs, "station", "Les bancs. / The benches.")
    adding = _verb(stations, "add", _station_add, "Ajoute un banc et son jeton. / Add a bench and its token.")
    _json(adding).add_argument("name")
    _verb(stations, "revoke", _station_revoke, "Retire un banc. / End a bench.").add_argument("name")
    changing = "Nouveau jeton pour un banc. / A new token for a bench; the one before lasts a while."
    rotating = _json(_verb(stations, "rotate", cli_operation.station_rotate, changing))
    rotating.add_argument("name")
    overlap = "how long the token before is in force; 0 ends it now"
    rotating.add_argument("--overlap-hours", type=float, default=24.0, metavar="HOURS", help=overlap)
    losing = (
        "La clé d'un banc est perdue : il en montrera une autre. / A bench's key is lost: it may introduce another."
    )
    _verb(stations, "forget-key", cli_operation.station_forget_key, losing).add_argument("name")
    renumbering = "Nouvelle numérotation d'un banc restauré. / A new numbering for a bench restored from a copy."
    _verb(stations, "epoch", _station_epoch, renumbering).add_argument("name")

    tokens = _group(verbs, "token", "Les jetons. / The tokens.")
    minting = _json(_verb(tokens, "add", _token_add, "Ajoute un jeton. / Add a token."))
    minting.add_argument("--scope", action="append", required=True, choices=[str(one) for one in Scope])
    minting.add_argument("--name", required=True, help="who will hold it")
    minting.add_argument("--station", help="the bench it speaks for, with scope station")
    minting.add_argument("--sales-point", help="the web shop or till it speaks for, with scope pos")
    _verb(tokens, "revoke", _token_revoke, "Retire un jeton. / End a token.").add_argument("id")
    _verb(tokens, "list", _token_list, "Montre les jetons, sans secret. / Show the tokens, without their secret.")

    points = _group(verbs, "sales-point", "Les points de vente. / The web shops and tills that take vouchers.")
    opening = "Ajoute un point de vente et son jeton. / Add a web shop or till, and its token."
    placing = _json(_verb(points, "add", cli_money.sales_point_add, opening))
    placing.add_argument("name")
    placing.add_argument("--network", required=True, choices=[str(one) for one in Network])
    helping = _group(verbs, "customer", "Les clients. / The customers.")
    linking = "Un lien de connexion, valable 15 minutes, une fois. / A sign-in link, good for 15 minutes and once."
    _verb(helping, "link", cli_money.customer_link, linking).add_argument("customer", metavar="REF")
    cli_mail.add_verbs(_group(verbs, "mail", "Les mails aux clients. / The mails to customers."), _verb)
    cli_operation.add_verbs(verbs, _verb)
    ending = "Termine les réservations oubliées et les bons échus. / End forgotten holds and vouchers that are over."
    _json(_verb(verbs, "sweep", cli_money.sweep, ending))
    taking = "Écrit les mouvements ou les engagements en CSV. / Write the movements or what is owed as CSV."
    _verb(verbs, "export", cli_money.export, taking).add_argument("what", choices=("movements", "liabilities"))
    return parser


def _group(verbs: Subparsers, name: str, about: str) -> Subparsers:
    return verbs.add_parser(name, help=about, description=about).add_subparsers(required=True, metavar="COMMAND")


def _verb(verbs: Subparsers, name: str, does: Verb, about: str) -> argparse.ArgumentParser:
    made = verbs.add_parser(name, help=about, description=about)
    made.set_defaults(verb=does)
    where = f"sqlite:///FILE or postgresql://…; default ${DATABASE_VARIABLE}, then a file in the data folder"
    made.add_argument("--database-url", metavar="URL", help=where)
    return made


def _json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="say it as JSON")
    return parser
