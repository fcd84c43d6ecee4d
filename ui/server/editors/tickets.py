"""What a browser shows to say who has signed in: signed with the hash of the editor's password.

So a changed password, or an account that is taken away, ends every sign-in of before, and all
servers with the same file take each other's.
"""

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

COOKIE = "atlas_editor"
LASTS = 12 * 3600
"""Seconds: a long day at work."""
_LONGEST = 1000


@dataclass(frozen=True)
class Ticket:
    """A sign-in: of whom, its own id, and when it ends, in seconds since 1970."""

    name: str
    id: str
    until: float


def issue(name: str, known: str) -> str:
    """Return the ticket of an editor who has just proved to be one.

    Parameters
    ----------
    name
        Name of the account.
    known
        Hash of its password.
    """
    content = json.dumps([name, secrets.token_hex(16), int(time.time()) + LASTS])
    packed = urlsafe_b64encode(content.encode()).decode().rstrip("=")
    return f"{packed}.{_signature(packed, known)}"


def read(text: str, accounts: Mapping[str, str]) -> Ticket | None:
    """Return a ticket that is good; None for one that is not, whatever is wrong with it.

    Whether somebody has signed out since, `sign_outs` tells.
    """
    packed, _, signature = text.partition(".")
    if len(text) > _LONGEST:
        return None
    try:
        name, own, until = json.loads(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
        known = accounts.get(name)
        signed = known is not None and hmac.compare_digest(_signature(packed, known), signature)
    except (ValueError, TypeError):
        return None
    if not signed or until < time.time():
        return None
    return Ticket(name, own, until)


def _signature(packed: str, known: str) -> str:
    key = sha256(f"ticket {known}".encode()).digest()
    return hmac.new(key, packed.encode(), sha256).hexdigest()
