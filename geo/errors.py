"""Errors of the library, as one small tree.

::

    AtlasError (ValueError)
    ├── FaultyInputError       an input with faults, every one listed
    │   ├── FactsError         tables in the data folder
    │   ├── BoundariesError    a boundary file that cannot replace the shipped one
    │   ├── PlanError          a plan of communes that cannot be read
    │   └── MeetingError       scenes of a meeting that cannot be shown
    ├── TemplateError          a presentation that cannot give slides their look
    ├── LogoError              a picture that cannot stand on the cover of a report
    ├── NumberError            a text that people typed and that is no number, or could be two
    ├── ViewError              a view that names something the facts do not hold
    ├── MixedAxisError         figures that must not share an axis
    ├── MakingError            a document that is not made now: too much is asked for at once
    ├── StoreError             a store that fails, or refuses what it is asked to do
    ├── AccountError           a name or a password that no editor can have
    └── UnknownUnitError       a unit that no vintage knows (also a KeyError)

An error, and every fault of an input, says its text by a key and fields. Where a reader sees it,
in a page or in a file of a reader, it is worded by ``words(lang)`` in the reader's language. Where
an operator sees it, in the log, at a start that fails, on the command line and in ``/healthz``, it
is a string and English, so that a line that is looked up or sent on is the same on every machine.
"""

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.language.texts import Phrase, texts

LOG_LANGUAGE = "en"
"""Language of what no page shows: logs, commands, the answer of ``/healthz``."""
BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(ValueError, OverflowError, NotImplementedError),
)
"""What `zipfile` raises for a file in memory that is cut off, or says something else than it holds;
a plain RuntimeError tells of a part behind a password."""

_LONGEST_VALUE = 80


class _Words(str):
    """A text of ours: quoted, it keeps the spaces that hold its numbers and units together."""

    def __repr__(self) -> str:
        return super().__repr__().replace("\\xa0", "\u00a0")


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where it is, what stands there, what to do.

    Parameters
    ----------
    file
        Name of the file or layer, relative to its folder; or a phrase that says what it is.
    key
        Key of the text that says what is wrong and how to mend it, one sentence.
    row
        Line of the file as an editor counts it (the header is line 1), if there is one.
    column
        Name of the column, if there is one.
    value
        The offending value as it stands in the file, or a phrase that lists several, if there
        is one.
    fields
        Fields of the text.
    layer
        Name of the layer inside the file, if there is one.
    """

    file: str | Phrase
    key: str
    row: int | None = None
    column: str | None = None
    value: str | Phrase | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    layer: str | None = None

    @property
    def problem(self) -> str:
        """What is wrong and how to mend it, in English."""
        return self.problem_words(LOG_LANGUAGE)

    def problem_words(self, lang: str) -> str:
        """Say in a language what is wrong and how to mend it."""
        return Phrase(self.key, self.fields).words(lang)

    def words(self, lang: str) -> str:
        """Return the fault as one line in a language: file, row, column, value, problem."""
        t = texts(lang)
        place = [self.file.words(lang) if isinstance(self.file, Phrase) else self.file]
        if self.layer is not None:
            place.append(t("fault.layer", layer=self.layer))
        if self.row is not None:
            place.append(t("fault.row", row=self.row))
        if self.column is not None:
            # what a reader saves has named entries, not columns
            key = "fault.entry" if isinstance(self.file, Phrase) else "fault.column"
            place.append(t(key, column=self.column))
        if self.value is not None:
            place.append(t("fault.value", value=self.shown_value(lang)))
        return f"{', '.join(place)}: {self.problem_words(lang)}"

    def shown_value(self, lang: str) -> str:
        """Return the offending value, shortened where it is long and stands in a file."""
        value = self.value or ""
        if isinstance(value, Phrase):
            return _Words(value.words(lang))
        return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"

    def __str__(self) -> str:
        """Return the fault as one line in English."""
        return self.words(LOG_LANGUAGE)


class AtlasError(ValueError):
    """Base of every error that this library raises on purpose.

    Parameters
    ----------
    key
        Key of the text that says what is wrong.
    **fields
        Fields of the text, as those of a `Phrase`.
    """

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key)
        self.phrase = Phrase(key, fields)

    def words(self, lang: str) -> str:
        """Say in a language what is wrong."""
        return self.phrase.words(lang)

    def __str__(self) -> str:
        """Say in English what is wrong."""
        return self.words(LOG_LANGUAGE)


class FaultyInputError(AtlasError):
    """An input that was read to its end and found faulty.

    Parameters
    ----------
    faults
        Every fault found, in the order of the files and rows.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("fault.faulty")
        self.faults = tuple(faults)

    def words(self, lang: str) -> str:
        """Say every fault in a language, one a line."""
        return "\n".join(fault.words(lang) for fault in self.faults)


class FactsError(FaultyInputError):
    """The data folder cannot be used; `faults` lists every reason."""


class BoundariesError(FaultyInputError):
    """A boundary file cannot be used; `faults` lists every reason."""


class PlanError(FaultyInputError):
    """A plan cannot be used; `faults` lists every reason."""


class MeetingError(FaultyInputError):
    """A meeting cannot be shown; `faults` lists every reason."""


class MixedAxisError(AtlasError):
    """Figures of two bases, or of a part of a year and a year, would share an axis."""


class LogoError(AtlasError):
    """A picture cannot stand on the cover of a report."""


class TemplateError(AtlasError):
    """A file cannot serve as the template of slides."""


class NumberError(AtlasError):
    """A text is no number, could be two numbers, or has too many digits."""


class ViewError(AtlasError):
    """A view names an indicator, year, level or vintage that the facts do not hold."""


class MakingError(AtlasError):
    """A document is not made: too much is asked for at once, or what makes it was ended."""


class StoreError(AtlasError):
    """The store cannot be opened, read or written, or refuses what it is asked to do."""


class AccountError(AtlasError):
    """A name or a password that no account of an editor can have."""


class UnknownUnitError(AtlasError, KeyError):
    """No unit of that code in that vintage."""
