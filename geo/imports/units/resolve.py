"""Which units the rows of a file mean, and in which boundaries: told, asked, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.facts.model import Facts, Unit
from geo.imports.asking import (
    LEAVE_OUT,
    Answers,
    Notes,
    Question,
    unit_choices,
    vintage_choices,
)
from geo.imports.findings import Finding, at_cell
from geo.imports.tables.lines import Line
from geo.imports.units.index import Label, UnitIndex, unit_index
from geo.imports.units.known_names import KnownNames, WrittenName
from geo.language.numbers import Day
from geo.language.texts import OwnText
from geo.places.crosswalk import Crosswalk
from geo.places.search import fold
from geo.places.units import level_units
from geo.places.vintages import district_vintage, find_vintage

VINTAGE = "vintage"
"""Id of the question which boundaries the whole file is in."""
Rows = Mapping[tuple[str, int], Unit]
"""Units by sheet and row."""


@dataclass(frozen=True)
class _Match:
    """What a row may mean in some boundaries."""

    units: tuple[Unit, ...]
    clash: bool = False
    """Whether its code is that of a unit of another name."""

    @property
    def fits(self) -> bool:
        return bool(self.units) and not self.clash


def resolve(
    facts: Facts,
    lines: Sequence[tuple[str, Line]],
    *,
    vintage: str,
    last_year: int | None,
    answers: Answers,
    known: KnownNames,
    notes: Notes,
) -> tuple[str, dict[tuple[str, int], Unit]]:
    """Find the units that rows mean.

    Parameters
    ----------
    facts
        The facts.
    lines
        The rows with units, each with the name of its sheet.
    vintage
        Boundaries that the file is said to be in; empty to detect them.
    last_year
        The last year that the file has figures of; None where it names none.
    answers
        What a person has said.
    known
        What was said of names when earlier files were published.
    notes
        Takes faults, questions, names that were settled, and which known ones were used.

    Returns
    -------
    vintage, units : str and dict
        The boundaries, and the unit of each row that means one.
    """
    indexes = {each: unit_index(facts, each) for each in facts.province.vintage_ids}
    latest = district_vintage(facts.province)
    districts = indexes[latest] if latest else None
    # a long table names the same few units over and over
    labels = {line.label for _, line in lines}
    matches = {}
    for each, index in indexes.items():
        found = {label: _match(index, districts, label) for label in labels}
        matches[each] = [found[line.label] for _, line in lines]
    chosen = vintage or answers.get(VINTAGE, "")
    if chosen not in indexes:
        chosen = _detect(facts, lines, matches, last_year, notes)
    settling = _Settling(facts, indexes, chosen, matches, answers, known, notes)
    units = {}
    for at, (sheet, line) in enumerate(lines):
        unit = settling.unit(sheet, line, at)
        if unit is not None:
            units[sheet, line.row] = unit
    return chosen, units


def _match(index: UnitIndex, districts: UnitIndex | None, label: Label) -> _Match:
    """Find what a row means; a district is the same whatever the boundaries of its communes."""
    found = _match_in(index, label)
    if found.units or districts is None:
        return found
    same = _match_in(districts, label)
    return same if all(unit.level == "district" for unit in same.units) else found


def _match_in(index: UnitIndex, label: Label) -> _Match:
    named = index.by_name(label.name, label.districts) if label.name else ()
    if not label.code:
        return _Match(named)
    unit = index.by_code(label.code)
    if unit is None:
        return _Match(())
    same = not label.name or unit in named or fold(unit.name) == fold(label.name)
    return _Match((unit,), clash=not same)


def _detect(
    facts: Facts,
    lines: Sequence[tuple[str, Line]],
    matches: Mapping[str, Sequence[_Match]],
    last_year: int | None,
    notes: Notes,
) -> str:
    """Tell the boundaries that the rows are in; ask where several fit as well."""
    newest = facts.province.vintage_ids[-1]
    if not lines:
        return newest
    counts = {each: sum(match.fits for match in found) for each, found in matches.items()}
    most = max(counts.values())
    best = [each for each, count in counts.items() if count == most]
    communes = [match.units[0].level == "commune" for match in matches[best[-1]] if match.fits]
    if len(best) == 1 or not any(communes):
        return best[-1]
    whole = [each for each in best if _is_whole(facts, each, matches[each])]
    in_force = [each for each in best if last_year and _in_force(facts, each, last_year)]
    for narrowed in (whole, in_force):
        if narrowed and _are_one(facts, narrowed, matches):
            return narrowed[-1]
    about = Finding("which_boundaries", fields={"boundaries": best})
    notes.ask(Question(VINTAGE, "vintage", about, vintage_choices(facts, best)))
    return best[-1]


def _is_whole(facts: Facts, vintage: str, matches: Sequence[_Match]) -> bool:
    communes = {unit.code for unit in level_units(facts, level="commune", vintage=vintage)}
    return communes <= {unit.code for match in matches for unit in match.units}


def _are_one(
    facts: Facts, vintages: Sequence[str], matches: Mapping[str, Sequence[_Match]]
) -> bool:
    """Tell whether all units are the same in several boundaries, so that either will do."""
    crosswalk, last = Crosswalk(facts), vintages[-1]
    return all(
        crosswalk.same_unit(unit.key, last) in {other.key for other in matches[last][at].units}
        for vintage in vintages[:-1]
        for at, match in enumerate(matches[vintage])
        for unit in match.units
        if unit.level == "commune"
    )


def _in_force(facts: Facts, vintage: str, year: int) -> bool:
    found = find_vintage(facts.province, vintage)
    since = found.valid_from.year if found.valid_from else year
    until = found.valid_to.year if found.valid_to else year
    return since <= year <= until


@dataclass(frozen=True)
class _Settling:
    """Says which unit a row is, in the boundaries of the file."""

    facts: Facts
    indexes: Mapping[str, UnitIndex]
    vintage: str
    matches: Mapping[str, Sequence[_Match]]
    answers: Answers
    known: KnownNames
    notes: Notes

    def unit(self, sheet: str, line: Line, at: int) -> Unit | None:
        """Return the unit of a row; what stands in the way is noted."""
        written = _written(self.vintage, line)
        # what a name alone was said to mean says nothing of a row with a code of its own
        if written.question in self.answers and not line.label.code:
            return self._answered(sheet, line, written)
        match = self.matches[self.vintage][at]
        if match.fits and len(match.units) == 1:
            return match.units[0]
        elsewhere = [each for each, found in self.matches.items() if found[at].fits]
        if match.clash and not elsewhere:
            fields = {"code": line.label.code, "name": match.units[0].name}
            self._fault("code_and_name", sheet, line, line.text, **fields)
        elif elsewhere and not match.fits:
            self._fault("other_boundaries", sheet, line, line.text, others=", ".join(elsewhere))
        elif line.label.code:
            self._fault("unknown_code", sheet, line, line.label.code)
        else:
            known = self._known(sheet, line, written)
            if known is None:
                self._ask(sheet, line, written, match.units)
            return known
        return None

    def _answered(self, sheet: str, line: Line, written: WrittenName) -> Unit | None:
        answer = self.answers[written.question]
        found = self.indexes[self.vintage].by_code(answer)
        if found is not None:
            self.notes.settled[written] = found.code
        elif answer == LEAVE_OUT:
            left_out = at_cell("row_left_out", sheet, (line.row, line.at), line.text)
            self.notes.warnings.append(left_out)
        else:
            self._fault("bad_answer", sheet, line, line.text, answer=answer)
        return found

    def _known(self, sheet: str, line: Line, written: WrittenName) -> Unit | None:
        """Return what somebody has said of the name when an earlier file was published."""
        known = self.known.get(written)
        unit = self.indexes[self.vintage].units.get(known.code) if known else None
        if known is None or unit is None:
            return None
        label, day = unit_choices(self.facts, [unit])[0], Day(day=known.time[:10])
        fields = {"unit": OwnText(label, "label"), "who": known.who, "day": day}
        self.notes.tell(at_cell("known_name", sheet, (line.row, line.at), line.text, **fields))
        return unit

    def _ask(self, sheet: str, line: Line, written: WrittenName, units: Sequence[Unit]) -> None:
        key = "ambiguous_name" if units else "unmatched_name"
        near = units or self.indexes[self.vintage].suggestions(line.label.name)
        about = at_cell(key, sheet, (line.row, line.at), line.text, vintage=self.vintage)
        self.notes.ask(Question(written.question, "unit", about, unit_choices(self.facts, near)))

    def _fault(self, key: str, sheet: str, line: Line, value: str, **fields: object) -> None:
        fault = at_cell(key, sheet, (line.row, line.at), value, vintage=self.vintage, **fields)
        self.notes.faults.append(fault)


def _written(vintage: str, line: Line) -> WrittenName:
    districts = "+".join(sorted(line.label.districts))
    return WrittenName(vintage, line.label.name.casefold(), districts)
