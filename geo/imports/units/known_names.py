"""Names of units that somebody has settled: kept with what was published, used for later files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from geo.store import audit
from geo.store.audit import Actor
from geo.store.schema import KNOWN_NAMES

UNIT = "unit:"
"""Beginning of the ids of questions which unit a name means, the same in every file."""
MOST_LETTERS = 200
"""Of a name that is kept; longer ones are sentences."""


@dataclass(frozen=True)
class WrittenName:
    """A name as files write it, in some boundaries.

    Parameters
    ----------
    vintage
        The boundaries.
    name
        The name in small letters.
    districts
        Codes of the districts it stands under, sorted and joined by ``+``; empty for none.
    """

    vintage: str
    name: str
    districts: str

    @property
    def question(self) -> str:
        """Id of the question what it means, the same in every file."""
        behind = f":{self.districts}" if self.districts else ""
        return f"{UNIT}{self.vintage}:{self.name}{behind}"


@dataclass(frozen=True)
class KnownName:
    """What a name was said to mean: the code of a unit, by whom and when (UTC, ISO 8601)."""

    code: str
    who: str
    time: str


KnownNames = Mapping[WrittenName, KnownName]


def known_names(connection: Connection) -> dict[WrittenName, KnownName]:
    """Return all names that the store knows."""
    return {
        WrittenName(row.vintage, row.name, row.districts): KnownName(row.code, row.who, row.time)
        for row in connection.execute(select(KNOWN_NAMES))
    }


def forget_name(connection: Connection, written: WrittenName, actor: Actor) -> KnownName | None:
    """Have a name asked again in the next file.

    Returns
    -------
    known : KnownName or None
        What it was said to mean; None where somebody else has had it forgotten.
    """
    known = known_names(connection).get(written)
    if known is not None:
        connection.execute(delete(KNOWN_NAMES).where(*_is(written)))
        audit.record(connection, audit.FORGOT_NAME, actor, f"{written.name} → {known.code}")
    return known


def recall_name(
    connection: Connection, written: WrittenName, known: KnownName, actor: Actor
) -> bool:
    """Undo `forget_name`; a name that was settled anew meanwhile stays as it is.

    Returns
    -------
    recalled : bool
        Whether it means again what it meant.
    """
    if written in known_names(connection):
        return False
    values = {"code": known.code, "who": known.who, "time": known.time}
    connection.execute(insert(KNOWN_NAMES), _key(written) | values)
    audit.record(connection, audit.RECALLED_NAME, actor, f"{written.name} → {known.code}")
    return True


def _key(written: WrittenName) -> dict[str, str]:
    return {"vintage": written.vintage, "name": written.name, "districts": written.districts}


def _is(written: WrittenName) -> list[ColumnElement[bool]]:
    return [KNOWN_NAMES.c[name] == value for name, value in _key(written).items()]


def keep_names(connection: Connection, settled: Mapping[WrittenName, str], who: str) -> None:
    """Keep what names mean; the transaction decides whether it ever was.

    Parameters
    ----------
    connection
        A transaction that writes.
    settled
        Codes of units by names; what was known of the same ones is replaced.
    who
        Who says so.
    """
    time = datetime.now(UTC).isoformat(timespec="seconds")
    for written, code in settled.items():
        if len(written.name) > MOST_LETTERS:
            continue
        connection.execute(delete(KNOWN_NAMES).where(*_is(written)))
        values = {"code": code, "who": who, "time": time}
        connection.execute(insert(KNOWN_NAMES), _key(written) | values)
