"""Errors of the library, as one small tree.

::

    AtlasError (ValueError)
    ├── FactsError        faulty tables in the data folder, every fault listed
    ├── BoundariesError   a boundary file that cannot replace the shipped one
    ├── PlanError         a plan of communes that cannot be read, every fault listed
    ├── MeetingError      scenes of a meeting that cannot be shown, every fault listed
    ├── TemplateError     a presentation that cannot give slides their look
    ├── CancelledError    an export that its reader called off
    ├── ViewError         a view that names something the facts do not hold
    └── UnknownUnitError  a unit that no vintage knows
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input: where it is, what stands there, what to do.

    Parameters
    ----------
    file
        Name of the file or layer, relative to its folder.
    problem
        What is wrong and how to mend it, one sentence.
    row
        Line of the file as an editor counts it (the header is line 1), if there is one.
    column
        Name of the column, if there is one.
    value
        The offending value as it stands in the file, if there is one.
    """

    file: str
    problem: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Return the fault as one line: file, row, column, value, problem."""
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        if self.value is not None:
            place.append(f"value {self.value!r}")
        return f"{', '.join(place)}: {self.problem}"


class AtlasError(ValueError):
    """Base of every error that this library raises on purpose."""


class FaultyInputError(AtlasError):
    """An input that was read to its end and found faulty.

    Parameters
    ----------
    faults
        Every fault found, in the order of the files and rows.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class FactsError(FaultyInputError):
    """The data folder cannot be used; `faults` lists every reason."""


class BoundariesError(FaultyInputError):
    """A boundary file cannot be used; `faults` lists every reason."""


class PlanError(FaultyInputError):
    """A plan cannot be used; `faults` lists every reason."""


class MeetingError(FaultyInputError):
    """A meeting cannot be shown; `faults` lists every reason."""


class TemplateError(AtlasError):
    """A file cannot serve as the template of slides."""


class CancelledError(AtlasError):
    """An export was called off; nothing of it is left."""


class ViewError(AtlasError):
    """A view names an indicator, year, level or vintage that the facts do not hold."""


class UnknownUnitError(AtlasError, KeyError):
    """No unit of that code in that vintage."""
