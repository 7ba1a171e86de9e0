"""The commands about mail: what waits or is parked, once more, and how every mail looks."""

from __future__ import annotations

import argparse
import json
from base64 import b64encode
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import TypeAlias

from voucher_ledger.api.answers import instant
from voucher_ledger.application.mail import try_again
from voucher_ledger.bootstrap import SystemClock, chosen_database, opened, operator
from voucher_ledger.domain.mail import MailState
from voucher_ledger.pages.samples import samples

Verb = Callable[[argparse.Namespace], int]
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 it has no public name
LISTED_MAX = 500


def add_verbs(verbs: Subparsers, add: Callable[[Subparsers, str, Verb, str], argparse.ArgumentParser]) -> None:
    listing = add(verbs, "list", _list, "Ce qui attend ou est bloqué. / What waits or is parked, without addresses.")
    listing.add_argument("--state", choices=[str(one) for one in MailState], default=str(MailState.PARKED))
    listing.add_argument("--json", action="store_true", help="say it as JSON")
    add(verbs, "retry", _retry, "Renvoie un mail bloqué. / Send a parked mail once more.").add_argument("id", type=int)
    showing = add(verbs, "preview", _preview, "Écrit chaque mail dans un dossier. / Write every mail into a folder.")
    showing.add_argument("folder", type=Path)


def _list(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        found = store.read(lambda books: books.mails.listed(arguments.state, 0, LISTED_MAX))
    for one in found:
        told = {"id": one.id, "kind": one.kind, "customer": one.customer, "state": one.state, "fault": one.fault}
        told |= {"attempts": one.attempts, "made_at": instant(one.envelope.made_at)}
        told |= {"message_id": one.envelope.message_id}
        print(json.dumps(told) if arguments.json else " ".join(str(value) for value in told.values()))
    return 0


def _retry(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        try_again(arguments.id, store, SystemClock(), operator())
    print(f"mail {arguments.id} is sent once more")
    return 0


def _preview(arguments: argparse.Namespace) -> int:
    """Each mail as it is sent, and its two halves, to be opened in a browser and an editor."""
    folder: Path = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, message in samples():
        (folder / f"{name}.eml").write_bytes(message)
        read = message_from_bytes(message, _class=EmailMessage, policy=default)
        for kind in ("plain", "html"):
            part = read.get_body((kind,))
            assert part is not None
            content = part.get_content()
            for picture in read.walk():
                if picture.get_content_maintype() == "image":
                    inside = f"data:image/jpeg;base64,{b64encode(picture.get_content()).decode()}"
                    content = content.replace(f"cid:{picture['Content-ID'].strip('<>')}", inside)
            (folder / f"{name}.{'txt' if kind == 'plain' else 'html'}").write_text(content, encoding="utf-8")
        print(f"{name}: {read['Subject']}")
    return 0
