"""Who has signed in to publish; asked anew for every act, as a sign-in may have ended meanwhile."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import streamlit as st

from geo.errors import AtlasError
from geo.language.texts import texts
from geo.store.audit import Actor
from ui.server import loaded
from ui.server.editors import tickets
from ui.server.editors.declared import Provider
from ui.server.editors.sign_in import place_of
from ui.server.editors.sign_outs import signed_out, unread

_NOT_YET = 300
"""Seconds by which the clock of a provider may be ahead."""
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in.

    Parameters
    ----------
    name
        The name that stands with what they publish.
    who
        Who they are for the audit log: with the e-mail address where a provider knows it.
    id
        Names this sign-in.
    until
        When it ends, in seconds since 1970.
    edits
        Whether they are an editor.
    """

    name: str
    who: str
    id: str
    until: float
    edits: bool = True

    @property
    def actor(self) -> Actor:
        """Who they are and where they are, for the audit log."""
        return Actor(self.who, place_of(st.context.ip_address or "127.0.0.1"))


def signed_in() -> Person | None:
    """Return who has signed in in this browser, an editor or not."""
    known = loaded.settings().editors
    if known.provider is not None:
        return person_of(known.provider, dict(st.user.to_dict()))
    ticket = tickets.read(st.context.cookies.get(tickets.COOKIE, ""), known.accounts)
    if ticket is None or signed_out(ticket.id):
        return None
    return Person(ticket.name, ticket.name, ticket.id, ticket.until)


def editor() -> Person | None:
    """Return the editor who has signed in in this browser; None for everybody else."""
    person = signed_in()
    return person if person is not None and person.edits else None


def unsure(lang: str) -> str:
    """Say why a sign-in that this browser shows cannot be trusted now; empty for every other."""
    known = loaded.settings().editors
    if known.provider is not None:
        shown = st.user.to_dict().get("is_logged_in") is True
    else:
        shown = tickets.read(st.context.cookies.get(tickets.COOKIE, ""), known.accounts) is not None
    error = unread() if shown else None
    if error is None:
        return ""
    reason = error.words(lang) if isinstance(error, AtlasError) else str(error)
    return texts(lang)("editing.unsure", reason=reason)


def person_of(provider: Provider, claims: Mapping[str, Any]) -> Person | None:
    """Read what a provider says of somebody.

    Parameters
    ----------
    provider
        The provider.
    claims
        Its claims, as Streamlit hands them on.

    Returns
    -------
    person : Person or None
        None for nobody, and for a sign-in that has ended. Who is no editor is told from one by
        `edits`; an e-mail address that the provider itself calls unverified makes none.
    """
    issued = claims.get("iat")
    if claims.get("is_logged_in") is not True or not isinstance(issued, int | float):
        return None
    named = [str(claims.get(key, "")) for key in ("iss", "sub", "iat", "nonce")]
    own = sha256("\n".join(named).encode()).hexdigest()[:32]
    until = issued + tickets.LASTS
    if not issued - _NOT_YET < time.time() < until or signed_out(own):
        return None
    email = _line(claims.get("email"))
    name = _line(claims.get("name")) or email.partition("@")[0] or _line(claims.get("sub"))
    verified = email if claims.get("email_verified") is not False else ""
    edits = verified.casefold() in provider.emails or _has(provider, claims)
    who = f"{name} ({email})" if email else name
    return Person(name, who, own, until, edits)


def _has(provider: Provider, claims: Mapping[str, Any]) -> bool:
    found = claims.get(provider.claim) if provider.claim else None
    values = found if isinstance(found, list) else [found]
    return any(isinstance(each, str) and each in provider.values for each in values)


def _line(text: object) -> str:
    """Return a claim as one line that can be printed."""
    words = " ".join(str(text or "").split())
    return "".join(each for each in words if each.isprintable())[:_LONGEST_NAME]
