"""Passwords of the editors: kept as hashes, checked in the same time whether a name is known."""

import re
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import Argon2Error, InvalidHashError

from geo.errors import AccountError

LEAST, MOST = 10, 200
"""Letters that a password has."""
_LONGEST_NAME = 80
_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(2)
"""Each check takes 64 MiB for a twentieth of a second."""


def account_name(text: str) -> str:
    """Return a name as it is kept: composed letters, single blanks.

    Raises
    ------
    AccountError
        It is empty, too long, or has signs that cannot be seen.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not 0 < len(name) <= _LONGEST_NAME or not name.isprintable():
        raise AccountError("account.name", most=_LONGEST_NAME)
    return name


def hashed(password: str) -> str:
    """Hash a new password.

    Raises
    ------
    AccountError
        It is too short or too long.
    """
    composed = _composed(password)
    if not LEAST <= len(composed) <= MOST:
        raise AccountError("account.password", least=LEAST, most=MOST)
    return _HASHER.hash(composed)


def is_hash(text: str) -> bool:
    """Tell whether a text is what `hashed` makes, by this or another choice of its costs."""
    if not re.fullmatch(r"\$argon2id\$[A-Za-z0-9+/,=$]{20,300}", text):
        return False
    try:
        return extract_parameters(text).type is Type.ID
    except InvalidHashError:
        return False


def fits(password: str, known: str | None) -> bool:
    """Tell whether a password is that of a hash.

    Parameters
    ----------
    password
        What was typed.
    known
        The hash; None for a name that nobody has, which takes as long.
    """
    if len(password) > MOST * 4:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(known or _nobody(), _composed(password)) and known is not None
        except Argon2Error:
            return False


@cache
def _nobody() -> str:
    return _HASHER.hash("a name that nobody has")


def _composed(password: str) -> str:
    # keyboards for Vietnamese write the same letters in two ways
    return unicodedata.normalize("NFC", password)
