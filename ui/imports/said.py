"""What was said of a draft, as plain data in the store: written here, read from any version.

While one server after the other gets another version of the program, a draft comes from a newer
one to an older one and back. What the reading version does not know is kept as it is; what does
not fit is left out, and that is told.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from geo.facts.model import WRITTEN_FLAGS
from geo.imports.tables.columns import Asked

_KINDS: Mapping[str, tuple[type, ...]] = {
    "indicator": (str,),
    "vintage": (str,),
    "year": (int, type(None)),
    "flag": (str,),
}
_DAY = "published"
_MOST_YEAR = 9999


@dataclass(frozen=True)
class Said:
    """What was said of a file that was brought.

    Parameters
    ----------
    asked
        What is said of all of it.
    answers
        Answers by the ids of the questions.
    asks_names
        Whether names are asked that the store knows.
    looked
        Publisher and day, where it is looked at; empty ones for layers.
    typed
        What was typed of its source, by the names of the fields.
    further
        What another version keeps, and this one does not know.
    misfits
        Names of what was left out.
    """

    asked: Asked = field(default_factory=Asked)
    answers: Mapping[str, str] = field(default_factory=dict)
    asks_names: bool = False
    looked: tuple[str, str] | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    further: Mapping[str, Any] = field(default_factory=dict)
    misfits: tuple[str, ...] = ()


def write_said(said: Said) -> dict[str, Any]:
    """Return it as plain data."""
    return {
        **said.further,
        "asked": asdict(said.asked),
        "answers": dict(said.answers),
        "asks_names": said.asks_names,
        "looked": list(said.looked) if said.looked else None,
        "typed": dict(said.typed),
    }


def read_said(plain: object) -> Said:
    """Return what any version of the program has said, as far as it fits."""
    if not isinstance(plain, Mapping):
        return Said(misfits=("said",))
    misfits: list[str] = []
    asked = _fitting(plain.get("asked"), "asked", misfits)
    fits = {key: each for key, each in asked.items() if _is_asked(key, each)}
    misfits += [f"asked.{key}" for key in asked if key not in fits]
    answers = _texts(plain.get("answers"), "answers", misfits)
    typed = _texts(plain.get("typed"), "typed", misfits)
    if _DAY in typed and not _is_day(typed[_DAY]):
        del typed[_DAY]
        misfits.append(f"typed.{_DAY}")
    asks_names = plain.get("asks_names", False)
    if not isinstance(asks_names, bool):
        misfits.append("asks_names")
    known = {"asked", "answers", "asks_names", "looked", "typed"}
    return Said(
        asked=Asked(**fits),
        answers=answers,
        asks_names=asks_names is True,
        looked=_looked(plain.get("looked"), misfits),
        typed=typed,
        further={key: each for key, each in plain.items() if key not in known},
        misfits=tuple(misfits),
    )


def _is_asked(key: str, value: object) -> bool:
    if not isinstance(value, _KINDS.get(key, ())) or isinstance(value, bool):
        return False
    if key == "flag":
        return value in ("", *WRITTEN_FLAGS)
    return not isinstance(value, int) or 0 < value <= _MOST_YEAR


def _fitting(plain: object, name: str, misfits: list[str]) -> Mapping[str, Any]:
    if plain is not None and not isinstance(plain, Mapping):
        misfits.append(name)
    return plain if isinstance(plain, Mapping) else {}


def _texts(plain: object, name: str, misfits: list[str]) -> dict[str, str]:
    found = _fitting(plain, name, misfits)
    texts = {key: each for key, each in found.items() if isinstance(each, str)}
    misfits += [f"{name}.{key}" for key in found if key not in texts]
    return texts


def _looked(plain: object, misfits: list[str]) -> tuple[str, str] | None:
    if plain is None:
        return None
    if isinstance(plain, list) and len(plain) == 2 and all(isinstance(each, str) for each in plain):
        publisher, day = plain
        if not day or _is_day(day):
            return publisher, day
    misfits.append("looked")
    return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
