"""Signing in with an account of this server: a plain page, whose cookie the pages then show.

No password goes through a session of Streamlit's, which keeps what was typed, nor into an address.
"""

import logging
from functools import cache
from ipaddress import ip_address
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from geo.errors import AccountError, AtlasError
from geo.language.texts import LANGUAGES, texts
from geo.store import audit
from geo.store.audit import Actor
from geo.store.people.accounts import account_name, fits
from ui.server import loaded
from ui.server.editors import tickets
from ui.server.editors.attempts import Attempts
from ui.server.editors.sign_in_page import sign_in_page
from ui.server.editors.sign_outs import sign_out, signed_out
from ui.server.editors.way_back import safe_way
from ui.server.page_paths import SIGN_IN, SIGN_OUT, rooted

LOCAL = "localhost"
_LARGEST_FORM = 8192
_NO_STORE = {"Cache-Control": "no-store"}

log = logging.getLogger(__name__)


def routes() -> list[Route]:
    """Return the routes of signing in and out; none where no account is set."""
    if not loaded.settings().editors.accounts:
        return []
    return [
        Route(rooted(SIGN_IN), _show, methods=["GET"]),
        Route(rooted(SIGN_IN), _sign_in, methods=["POST"]),
        Route(rooted(SIGN_OUT), _sign_out, methods=["POST"]),
    ]


@cache
def attempts() -> Attempts:
    """Return the failures that the process remembers."""
    return Attempts()


def place_of(host: str) -> str:
    """Return the address of a client as the audit log may name it."""
    if not loaded.settings().editors.addresses:
        return ""
    try:
        return LOCAL if ip_address(host).is_loopback else host
    except ValueError:
        return ""


async def _show(request: Request) -> Response:
    asked = {"lang": _language(request.query_params.get("lang", ""))}
    asked["back"] = safe_way(request.query_params.get("back", ""))
    return HTMLResponse(sign_in_page(**asked), headers=_NO_STORE)


async def _sign_in(request: Request) -> Response:
    form = await _form(request)
    if form is None:
        return PlainTextResponse("Too large\n", status_code=413)
    client = request.client.host if request.client else ""
    # hashing a password takes longer than the others can be kept waiting
    return await run_in_threadpool(_settle, form, client)


def _settle(form: dict[str, str], client: str) -> Response:
    lang, back = _language(form.get("lang", "")), safe_way(form.get("back", ""))
    t, typed = texts(lang), form.get("name", "")

    def again(fault: str, status: int, **headers: str) -> Response:
        page = sign_in_page(lang=lang, back=back, name=typed, fault=fault)
        return HTMLResponse(page, status, {**_NO_STORE, **headers})

    name = _name(typed)
    wait = attempts().begin(name, client)
    if wait:
        return again(t("sign_in.wait", seconds=wait), 429, **{"Retry-After": str(wait)})
    known = loaded.settings().editors.accounts.get(name)
    good = fits(form.get("password", ""), known)
    # what is no name of an editor may be a password in the wrong field
    actor = Actor(name if known else "", place_of(client))
    try:
        loaded.store().record(audit.SIGNED_IN if good else audit.REFUSED, actor)
    except (AtlasError, OSError) as error:
        log.warning("nobody can sign in: %s", error)
        return again(error.words(lang) if isinstance(error, AtlasError) else str(error), 503)
    if known is None or not good:
        return again(t("sign_in.refused"), 403)
    attempts().succeeded(name, client)
    return _with_ticket(back, tickets.issue(name, known))


def _name(typed: str) -> str:
    try:
        return account_name(typed)
    except AccountError:
        return ""


def _with_ticket(back: str, ticket: str) -> Response:
    answer = RedirectResponse(back, 303, _NO_STORE)
    answer.set_cookie(
        tickets.COOKIE,
        ticket,
        max_age=tickets.LASTS,
        httponly=True,
        samesite="strict",
    )
    return answer


async def _sign_out(request: Request) -> Response:
    form = await _form(request) or {}
    client = request.client.host if request.client else ""
    await run_in_threadpool(_end, request.cookies.get(tickets.COOKIE, ""), client)
    answer = RedirectResponse(safe_way(form.get("back", "")), 303, _NO_STORE)
    answer.delete_cookie(tickets.COOKIE, httponly=True, samesite="strict")
    return answer


def _end(cookie: str, client: str) -> None:
    ticket = tickets.read(cookie, loaded.settings().editors.accounts)
    if ticket is not None and not signed_out(ticket.id):
        sign_out(ticket.id, ticket.until, Actor(ticket.name, place_of(client)))


async def _form(request: Request) -> dict[str, str] | None:
    """Read a form; None where it is larger than ours can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_FORM:
            return None
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _language(asked: str) -> str:
    return asked if asked in LANGUAGES else LANGUAGES[0]
