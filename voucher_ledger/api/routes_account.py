"""The customers' page: HTML for a phone, a keyboard, a screen reader. No script, and nothing from elsewhere.

Every form of a signed-in page carries the session's key, the cookie goes to no other site, and a voucher's form has a
key of its own, so that a page sent twice makes one voucher.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine
from datetime import date
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import HTMLResponse, RedirectResponse, Response

from voucher_ledger.api.context import Context, Here
from voucher_ledger.api.wire_money import Id
from voucher_ledger.application.account_page import ask_for_link, session_of, sign_in, sign_out
from voucher_ledger.application.account_ports import WebSession
from voucher_ledger.application.vouchers import Made, Wanted, make_voucher, replace_code, voucher_of_code, vouchers_of
from voucher_ledger.domain.errors import (
    InsufficientBalance,
    InvalidRequest,
    KeyReuse,
    NotFound,
    Unauthorized,
    Unavailable,
)
from voucher_ledger.domain.mail import Person
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.transfer import Movement
from voucher_ledger.domain.voucher import AHEAD_MONTHS, Voucher, VoucherState, day_of, last_day
from voucher_ledger.pages import formats
from voucher_ledger.pages.render import DEFAULT, LANGUAGES, page, style, words
from voucher_ledger.pages.voucher_pdf import voucher_pdf

SESSION_COOKIE, LANGUAGE_COOKIE = "ledger_account", "ledger_language"
SESSION_S = 3600
SHOWN = 50
FIELDS_MAX, FIELD_MAX = 10, 300
KEY_MIN, KEY_MAX = 8, 64
POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Language = Annotated[str | None, Query(max_length=2)]


class _Page(APIRoute):
    """When the books cannot be had, people are told so in their language, not a program in JSON."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handler(request)
            except Unavailable:
                shown = _language(request, None, None)
                return _html(page("ask", shown, error=words(shown).error_again), shown, 503)

        return told


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, each once and of a bounded length. Whatever else was sent counts as nothing."""
    try:
        sent = parse_qs((await request.body()).decode(), max_num_fields=FIELDS_MAX)
    except (UnicodeDecodeError, ValueError):
        return {}
    # PostgreSQL has no room for NUL, and nobody types one.
    return {name: values[0][:FIELD_MAX] for name, values in sent.items() if "\0" not in values[0]}


Form = Annotated[dict[str, str], Depends(read_form)]
router = APIRouter(prefix="/account", include_in_schema=False, route_class=_Page)


@router.get("/style.css")
def stylesheet() -> Response:
    """The one stylesheet."""
    return Response(style(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


@router.get("")
def account(
    request: Request, here: Here, language: Language = None, before: Annotated[str | None, Query(max_length=40)] = None
) -> Response:
    """The account of who is signed in; otherwise the form that asks for a link."""
    signed_in = _signed_in(request, here)
    shown = _language(request, signed_in, language)
    body = page("ask", shown) if signed_in is None else _account(here, *signed_in, shown, before=before)
    answer = _html(body, shown)
    if language == shown:
        answer.set_cookie(LANGUAGE_COOKIE, language, path="/account", samesite="lax", httponly=True)
    return answer


@router.post("/link")
def link(request: Request, here: Here, form: Form) -> Response:
    """Send a link, if the address is known; the page does not tell."""
    shown = _language(request, None, None)
    ask_for_link(form.get("email", ""), here.letters, here.store, here.clock)
    return _html(page("sent", shown), shown)


@router.get("/enter")
def enter(request: Request, token: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Where the link leads: a button. Looking at it uses nothing up."""
    shown = _language(request, None, None)
    return _html(page("enter", shown, token=token), shown)


@router.post("/enter")
def entered(request: Request, here: Here, form: Form) -> Response:
    """Use the link up and sign in."""
    shown = _language(request, None, None)
    try:
        secret = sign_in(form.get("token", ""), here.store, here.clock)
    except Unauthorized:
        return _html(page("ask", shown, error=words(shown).link_dead), shown, 403)
    answer = RedirectResponse("/account", 303, headers=HEADERS)
    _set_cookie(answer, request, SESSION_COOKIE, secret, SESSION_S)
    return answer


@router.post("/vouchers")
def make(request: Request, here: Here, form: Form) -> Response:
    """Make a voucher and show its code, this once."""
    signed_in = _signed_in(request, here)
    shown = _language(request, signed_in, None)
    if refused := _refused(form, signed_in, shown, here):
        return refused
    assert signed_in is not None
    said, customer = words(shown), signed_in[0].customer
    minor = formats.read_amount(form.get("amount", ""))
    if minor is None:
        return _html(_account(here, *signed_in, shown, error=said.error_amount), shown, 409)
    try:
        wanted = Wanted(customer, _money(minor, form), _day(form))
        made = make_voucher(wanted, customer, _key(form), here.store, here.clock, here.letters)
    except InvalidRequest:
        return _html(_account(here, *signed_in, shown, error=said.error_day), shown, 409)
    except InsufficientBalance:
        return _html(_account(here, *signed_in, shown, error=said.error_too_much), shown, 409)
    except KeyReuse:
        return _html(_account(here, *signed_in, shown, error=said.error_form), shown, 409)
    return _html(_code(made, signed_in[0], shown), shown)


@router.post("/vouchers/{voucher}/paper")
def paper(voucher: Id, request: Request, here: Here, form: Form) -> Response:
    """The voucher as a PDF, for whoever has its code on the page just now: we do not know it any more."""
    signed_in = _signed_in(request, here)
    shown = _language(request, signed_in, None)
    if refused := _refused(form, signed_in, shown, here):
        return refused
    assert signed_in is not None
    code = form.get("code", "")
    try:
        found = voucher_of_code(voucher, code, signed_in[0].customer, here.store)
    except NotFound:
        return _html(_account(here, *signed_in, shown, error=words(shown).error_form), shown, 409)
    named = {"Content-Disposition": f'attachment; filename="{words(shown).code_file}"'}
    return Response(voucher_pdf(found, code, shown), media_type="application/pdf", headers=HEADERS | named)


@router.post("/vouchers/{voucher}/code")
def another(voucher: Id, request: Request, here: Here, form: Form) -> Response:
    """Another code for one of the customer's vouchers, shown this once."""
    signed_in = _signed_in(request, here)
    shown = _language(request, signed_in, None)
    if refused := _refused(form, signed_in, shown, here):
        return refused
    assert signed_in is not None
    try:
        made = replace_code(voucher, signed_in[0].customer, here.store, here.clock, here.letters)
    except NotFound:
        return _html(_account(here, *signed_in, shown, error=words(shown).error_form), shown, 409)
    return _html(_code(made, signed_in[0], shown), shown)


@router.post("/leave")
def leave(request: Request, here: Here, form: Form) -> Response:
    """Sign out."""
    signed_in = _signed_in(request, here)
    shown = _language(request, signed_in, None)
    if refused := _refused(form, signed_in, shown, here):
        return refused
    sign_out(request.cookies.get(SESSION_COOKIE), here.store, here.clock)
    answer = _html(page("ask", shown, notice=words(shown).signed_out), shown)
    answer.delete_cookie(SESSION_COOKIE, path="/account")
    return answer


def _signed_in(request: Request, here: Context) -> tuple[WebSession, Person] | None:
    return session_of(request.cookies.get(SESSION_COOKIE), here.store, here.clock)


def _refused(
    form: dict[str, str], signed_in: tuple[WebSession, Person] | None, shown: str, here: Context
) -> Response | None:
    """Nobody is signed in, or the form is not one of this session's."""
    if signed_in is None:
        return _html(page("ask", shown, error=words(shown).session_over), shown, 403)
    # Bytes: of text it compares ASCII only, and a form may hold anything.
    if not secrets.compare_digest(form.get("form_key", "").encode(), signed_in[0].form_key.encode()):
        return _html(_account(here, *signed_in, shown, error=words(shown).error_form), shown, 403)
    return None


def _money(minor: int, form: dict[str, str]) -> Money:
    """Raises KeyReuse for a form that is not one of ours."""
    try:
        return Money(minor, form.get("currency", ""))
    except ValueError:
        raise KeyReuse("not a currency of ours") from None


def _day(form: dict[str, str]) -> date:
    """Raises InvalidRequest."""
    try:
        return date.fromisoformat(form.get("issue_on", ""))
    except ValueError:
        raise InvalidRequest("not a day") from None


def _key(form: dict[str, str]) -> str:
    """Raises KeyReuse for a form that is not one of ours."""
    if not KEY_MIN <= len(form.get("key", "")) <= KEY_MAX:
        raise KeyReuse("not a key of ours")
    return form["key"]


def _account(
    here: Context, session: WebSession, person: Person, shown: str, *, before: str | None = None, error: str = ""
) -> str:
    now = here.clock.now()
    balances = here.store.read(lambda books: books.customers.balances(session.customer)) or ()
    try:
        moved = here.store.read(lambda books: books.customers.latest_movements(session.customer, before, SHOWN))
    except InvalidRequest:
        moved = here.store.read(lambda books: books.customers.latest_movements(session.customer, None, SHOWN))
    return page(
        "account",
        shown,
        error=error,
        name=person.name,
        form_key=session.form_key,
        today=day_of(now).isoformat(),
        latest=last_day(day_of(now), AHEAD_MONTHS).isoformat(),
        balances=[
            {
                "shown": formats.money(each, shown),
                "minor": each.minor,
                "currency": each.currency,
                "key": secrets.token_urlsafe(24),
            }
            for each in balances
        ],
        vouchers=[_voucher(each, shown, each.state(now)) for each in vouchers_of(session.customer, here.store)],
        movements=[_movement(each, shown) for each in moved.items],
        next=moved.cursor if moved.more else "",
    )


def _voucher(voucher: Voucher, shown: str, state: VoucherState) -> dict[str, Any]:
    said = words(shown)
    state_words = {
        VoucherState.WAITING: said.waiting,
        VoucherState.VALID: said.valid_now,
        VoucherState.SPENT: said.spent,
        VoucherState.EXPIRED: said.expired,
    }
    return {
        "id": voucher.id,
        "state": str(state),
        "state_word": state_words[state],
        "remaining": said.remaining.format(
            amount=formats.money(voucher.remaining, shown), whole=formats.money(voucher.amount, shown)
        ),
        "valid": _valid(voucher, shown),
        "usable": state in (VoucherState.WAITING, VoucherState.VALID),
    }


def _valid(voucher: Voucher, shown: str) -> str:
    first, last = (formats.day(each, shown) for each in (voucher.issue_on, voucher.expires_on))
    return str(words(shown).valid.format(first=first, last=last))


def _movement(movement: Movement, shown: str) -> dict[str, Any]:
    gained = movement.credit.startswith("customer:")
    signed = movement.amount if gained else Money(-movement.amount.minor, movement.amount.currency)
    return {
        "day": formats.day(day_of(movement.at), shown),
        "what": getattr(words(shown), movement.kind).format(dossier=movement.dossier or ""),
        "reason": movement.reason or "",
        "amount": f"{'+' if gained else ''}{formats.money(signed, shown)}",
    }


def _code(made: Made, session: WebSession, shown: str) -> str:
    return page(
        "code",
        shown,
        amount=formats.money(made.voucher.amount, shown),
        code=made.code or "",
        valid=_valid(made.voucher, shown),
        voucher=made.voucher.id,
        form_key=session.form_key,
    )


def _language(request: Request, signed_in: tuple[WebSession, Person] | None, asked: str | None) -> str:
    """What was asked for just now, or before; the person's; the first of the browser's that the pages have."""
    told = request.headers.get("Accept-Language", "")[:200]
    browsers = [part.split(";")[0].strip()[:2].lower() for part in told.split(",")]
    chosen = [asked, request.cookies.get(LANGUAGE_COOKIE), signed_in[1].language if signed_in else None, *browsers]
    return next((each for each in chosen if each in LANGUAGES), DEFAULT)


def _html(body: str, language: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(body, status, headers=HEADERS | {"Content-Language": language})


def _set_cookie(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https" or request.headers.get("X-Forwarded-Proto") == "https"
    answer.set_cookie(name, value, seconds, path="/account", secure=secure, httponly=True, samesite="lax")
