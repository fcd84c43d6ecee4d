"""The targets of a programme in groups: those of a status together, a reason of several once."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.language.texts import texts
from geo.reading.progress.rows import TargetRow, target_headings
from geo.reading.progress.statuses import LOOKS, status_text

_MOST = 6
"""Targets that may share the words of a reason: more would not stay together on a page."""


@dataclass(frozen=True)
class Block:
    """Targets of one status that have the same reason, or a single one.

    Parameters
    ----------
    rows
        The targets.
    why
        The reason as a sentence; empty where there is none.
    """

    rows: tuple[TargetRow, ...]
    why: str


@dataclass(frozen=True)
class Group:
    """The targets of a status.

    Parameters
    ----------
    heading
        The status, and of how many targets it is.
    colour
        Of the status.
    blocks
        The targets.
    """

    heading: str
    colour: str
    blocks: tuple[Block, ...]


def row_groups(rows: Sequence[TargetRow], *, lang: str) -> list[Group]:
    """Group the rows of a table by status, from the best on, and those of one reason within.

    Parameters
    ----------
    rows
        The targets in the order of their programme, which holds within a status.
    lang
        Language.

    Returns
    -------
    groups : list of Group
        Those of the statuses that occur.
    """
    t = texts(lang)
    found = []
    for status, look in LOOKS.items():
        ours = [row for row in rows if row.status == status]
        if ours:
            said = {"status": status_text(status, lang=lang), "count": len(ours), "all": len(rows)}
            found.append(Group(t("targets.group", **said), look.colour, _blocks(ours)))
    return found


def headings_below(*, lang: str) -> tuple[str, str, str, str]:
    """Return the headings of targets below that of their status: target, latest, pace, reasons."""
    goal, latest, pace, _, why = target_headings(lang=lang)
    return goal, latest, pace, why


def pace_below(row: TargetRow, *, lang: str) -> str:
    """Say the pace of a target below the heading of its status.

    The status is said again before it where it is near a bound.
    """
    near = row.word if row.said != status_text(row.status, lang=lang) else ""
    return "; ".join(each for each in (near, row.pace) if each)


def _blocks(rows: Sequence[TargetRow]) -> tuple[Block, ...]:
    together: dict[str, list[TargetRow]] = {}
    for row in rows:
        together.setdefault(row.reasons or row.target_id, []).append(row)
    return tuple(
        Block(tuple(same[at : at + _MOST]), same[0].reasons[:1].upper() + same[0].reasons[1:])
        for same in together.values()
        for at in range(0, len(same), _MOST)
    )
