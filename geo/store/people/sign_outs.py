"""Sign-ins that somebody has ended: for every server of the store, and after a restart."""

import time
from math import ceil

from sqlalchemy import Connection, delete, func, insert, select

from geo.store.schema import SIGN_OUTS

MOST = 10_000
"""Sign-outs that are kept at once; each goes when its sign-in would have ended itself."""


def end(connection: Connection, own: str, until: float) -> None:
    """Note that a sign-in has ended; the transaction decides whether it ever was.

    Parameters
    ----------
    connection
        A transaction that writes.
    own
        Id of the sign-in.
    until
        When it would end itself, in seconds since 1970.
    """
    columns = SIGN_OUTS.c
    connection.execute(delete(SIGN_OUTS).where((columns.until < time.time()) | (columns.id == own)))
    count = connection.execute(select(func.count()).select_from(SIGN_OUTS)).scalar() or 0
    if count >= MOST:
        soonest = select(columns.id).order_by(columns.until, columns.id).limit(count - MOST + 1)
        connection.execute(delete(SIGN_OUTS).where(columns.id.in_(soonest)))
    connection.execute(insert(SIGN_OUTS), {"id": own, "until": ceil(until)})


def has_ended(connection: Connection, own: str) -> bool:
    """Tell whether somebody has ended a sign-in."""
    found = select(SIGN_OUTS.c.id).where(SIGN_OUTS.c.id == own)
    return connection.execute(found).scalar() is not None
