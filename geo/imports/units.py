"""Which units the rows of a file mean, and in which boundaries: told, asked, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.facts.model import Facts, Unit
from geo.imports.asking import (
    LEAVE_OUT,
    UNIT,
    Answers,
    Notes,
    Question,
    unit_choices,
    vintage_choices,
)
from geo.imports.findings import Finding, at_cell
from geo.imports.tables.lines import Line
from geo.imports.unit_index import Label, UnitIndex, unit_index
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
    notes
        Takes faults and questions.

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
    units = {}
    for at, (sheet, line) in enumerate(lines):
        unit = _settled(facts, indexes, chosen, sheet, line, matches, at, answers, notes)
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


def _settled(
    facts: Facts,
    indexes: Mapping[str, UnitIndex],
    vintage: str,
    sheet: str,
    line: Line,
    matches: Mapping[str, Sequence[_Match]],
    at: int,
    answers: Answers,
    notes: Notes,
) -> Unit | None:
    """Return the unit of a row; what stands in the way is noted."""
    match, index = matches[vintage][at], indexes[vintage]
    key = _question_id(vintage, line)
    # what a name alone was said to mean says nothing of a row with a code of its own
    if key in answers and not line.label.code:
        found = index.by_code(answers[key])
        if found is None and answers[key] != LEAVE_OUT:
            fields = {"answer": answers[key], "vintage": vintage}
            notes.faults.append(
                at_cell("bad_answer", sheet, (line.row, line.at), line.text, **fields)
            )
        return found
    place, label = (line.row, line.at), line.label
    elsewhere = [each for each, found in matches.items() if found[at].fits]
    if match.clash and not elsewhere:
        fields = {"code": label.code, "name": match.units[0].name, "vintage": vintage}
        notes.faults.append(at_cell("code_and_name", sheet, place, line.text, **fields))
        return None
    if match.fits and len(match.units) == 1:
        return match.units[0]
    if match.fits:
        about = at_cell("ambiguous_name", sheet, place, line.text, vintage=vintage)
        notes.ask(Question(key, "unit", about, unit_choices(facts, match.units)))
        return None
    if elsewhere:
        others = ", ".join(elsewhere)
        fields = {"others": others, "vintage": vintage}
        notes.faults.append(at_cell("other_boundaries", sheet, place, line.text, **fields))
    elif label.code:
        fields = {"vintage": vintage}
        notes.faults.append(at_cell("unknown_code", sheet, place, label.code, **fields))
    else:
        _ask_unmatched(facts, index, sheet, line, key, notes)
    return None


def _ask_unmatched(
    facts: Facts, index: UnitIndex, sheet: str, line: Line, key: str, notes: Notes
) -> None:
    near = index.suggestions(line.label.name)
    about = at_cell("unmatched_name", sheet, (line.row, line.at), line.text, vintage=index.vintage)
    notes.ask(Question(key, "unit", about, unit_choices(facts, near)))


def _question_id(vintage: str, line: Line) -> str:
    """Return what the answer about a name is kept under, the same in the next file."""
    districts = "+".join(sorted(line.label.districts))
    name = line.label.name.casefold()
    return f"{UNIT}{vintage}:{name}" + (f":{districts}" if districts else "")
