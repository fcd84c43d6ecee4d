"""Which sign-ins somebody has ended: kept in the store, so that every server knows of them."""

import logging
import time

from geo.errors import AtlasError
from geo.store.audit import Actor
from ui.server import loaded

log = logging.getLogger(__name__)


def sign_out(own: str, until: float, actor: Actor) -> None:
    """End a sign-in in all windows, until it would have ended itself.

    Whoever wants to leave is let go: where the store takes no note of it, this process alone
    knows, and the log of the server says so.

    Parameters
    ----------
    own
        Id of the sign-in.
    until
        When it would end itself, in seconds since 1970.
    actor
        Whose it is.
    """
    try:
        loaded.store().sign_out(own, until, actor)
    except (AtlasError, OSError) as error:
        for old in [each for each, then in list(_unkept.items()) if then < time.time()]:
            _unkept.pop(old, None)
        _unkept[own] = until
        log.warning("a sign-out could not be noted: %s", error)


def signed_out(own: str) -> bool:
    """Tell whether a sign-in has been ended, or whether that cannot be found out now."""
    if own in _unkept:
        return True
    try:
        return loaded.store().signed_out(own)
    except (AtlasError, OSError) as error:
        log.warning("who has signed out cannot be read: %s", error)
        return True


def unread() -> Exception | None:
    """Return why it cannot be found out now who has signed out, or None where it can."""
    try:
        loaded.store().signed_out("")
    except (AtlasError, OSError) as error:
        return error
    return None


_unkept: dict[str, float] = {}
