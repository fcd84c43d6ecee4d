"""The new-rural-area programme (nông thôn mới): a commune's class is a state, not a figure.

A class lasts on unchanged boundaries until a higher one is recognised. Votes and appraisals are
not recognitions: without one they are shown as pending. Plans never count.
"""

from dataclasses import dataclass

from geo.facts.model import EVIDENCE, FIRM_EVIDENCE, Facts, Recognition, Unit
from geo.places.crosswalk import Crosswalk


@dataclass(frozen=True)
class Status:
    """The class of a commune at the end of a year and the row that shows it.

    Parameters
    ----------
    value, class_id
        The class, as number and id of ``ordinal_classes.csv``.
    row
        The recognition, or where `pending` the vote or appraisal, that gave the class.
    pending
        True where no decision or listing is known, only a vote or an appraisal.
    evidence
        Every row of the commune up to that year, plans included, oldest first.
    """

    value: int
    class_id: str
    row: Recognition
    pending: bool
    evidence: tuple[Recognition, ...]


class Register:
    """The register of recognitions, read by commune.

    Parameters
    ----------
    facts
        The facts.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._crosswalk = Crosswalk(facts)
        self._values = {
            row.class_id: row.value
            for row in facts.ordinal_classes
            if row.indicator_id == facts.province.register.status
        }
        self._rows: dict[tuple[str, str], list[Recognition]] = {}
        for row in facts.recognitions:
            self._rows.setdefault((row.vintage, row.commune_code), []).append(row)

    def evidence(self, unit: Unit, year: int) -> tuple[Recognition, ...]:
        """Return the rows of a commune on its own or unchanged boundaries, up to a year."""
        rows: list[Recognition] = []
        for vintage in self._facts.province.vintage_ids:
            key = self._crosswalk.same_unit(unit.key, vintage)
            if key is not None:
                rows += [row for row in self._rows.get(key, ()) if row.year <= year]
        return tuple(sorted(rows, key=lambda row: (row.year, row.date)))

    def status(self, unit: Unit, year: int) -> Status | None:
        """Return the class of a commune at the end of a year, or None where unknown.

        Parameters
        ----------
        unit
            A commune, on its own vintage's boundaries.
        year
            The year.

        Returns
        -------
        status
            The highest class by a decision or listing; without any, the highest by a vote or
            an appraisal, marked as pending. A later row of a lower class ("at least met") does
            not lower it. None means that nothing is known, never that the standard is not met.
        """
        evidence = self.evidence(unit, year)
        firm = [row for row in evidence if row.evidence in FIRM_EVIDENCE]
        pending = [
            row for row in evidence if row.evidence not in FIRM_EVIDENCE and row.evidence != "plan"
        ]
        rows = firm or pending
        if not rows:
            return None
        best = min(
            rows,
            key=lambda row: (
                -self._values[row.class_id],
                row.year,
                EVIDENCE.index(row.evidence),
            ),
        )
        return Status(self._values[best.class_id], best.class_id, best, not firm, evidence)

    def years(self) -> tuple[int, ...]:
        """Return the years at whose end the state can be told: from the first row to the last."""
        known = [row.year for row in self._facts.recognitions if row.evidence != "plan"]
        return tuple(range(min(known), max(known) + 1)) if known else ()
