"""What only a person can say of a file: questions with their choices, and the answers given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.facts.model import Facts, Indicator, Unit
from geo.imports.findings import Finding
from geo.imports.units.known_names import UNIT, WrittenName
from geo.language.texts import LANGUAGES, pick, texts
from geo.places.districts import districts_text
from geo.places.unit_names import unit_in_sentence

LEAVE_OUT = "-"
"""Answer to any question about a name or a column: it is not taken."""
Answers = Mapping[str, str]
"""Answers by the id of the question."""


@dataclass(frozen=True)
class Choice:
    """A possible answer and what it means."""

    value: str
    label_vi: str
    label_en: str

    def label(self, lang: str) -> str:
        """Say what the answer means."""
        return pick(self, "label", lang)


@dataclass(frozen=True)
class Question:
    """A question that stands in the way of the figures it is about.

    Parameters
    ----------
    id
        What the answer is kept under. Only that of a question which unit a name means says the
        same of another file; all others are about the places of this one.
    kind
        ``unit``, ``vintage``, ``numbers``, ``indicator``, ``year`` or ``scale``.
    about
        Where it comes up and what is asked.
    choices
        Answers offered, the likeliest first; others of the same sort are taken too.
    """

    id: str
    kind: str
    about: Finding
    choices: tuple[Choice, ...] = ()

    def as_data(self, lang: str) -> dict[str, object]:
        """Return the question as a fault in plain data, with the way to answer it."""
        values = ", ".join(f"{each.value} = {each.label(lang)}" for each in self.choices)
        key = "import.answer" if values else "import.answer_open"
        remedy = self.about.remedy(lang)
        told = texts(lang)(key, remedy=remedy, id=self.id, values=values)
        return self.about.as_data(lang) | {"remedy": told}


@dataclass
class Notes:
    """What is found on the way through a file."""

    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    settled: dict[WrittenName, str] = field(default_factory=dict)
    """Codes of the units that names were now said to mean."""
    _told: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, warning: Finding) -> None:
        """Tell of a value once, wherever else it stands."""
        said = (warning.key, str(warning.value))
        if said not in self._told:
            self._told.add(said)
            self.warnings.append(warning)

    def ask(self, question: Question) -> None:
        """Ask once."""
        if all(question.id != each.id for each in self.questions):
            self.questions.append(question)


def of_any_file(answers: Answers) -> dict[str, str]:
    """Return the answers that hold for other files than the one they were given of."""
    return {key: value for key, value in answers.items() if key.startswith(UNIT)}


def unit_choices(facts: Facts, units: Sequence[Unit]) -> tuple[Choice, ...]:
    """Return units as choices, each with its district."""
    return tuple(
        Choice(unit.code, *(_unit_label(facts, unit, lang) for lang in LANGUAGES)) for unit in units
    )


def _unit_label(facts: Facts, unit: Unit, lang: str) -> str:
    name = unit_in_sentence(unit, lang=lang)
    districts = districts_text(facts, unit, lang=lang)
    return f"{name} ({districts}), {unit.code}" if districts else f"{name}, {unit.code}"


def vintage_choices(facts: Facts, vintages: Sequence[str]) -> tuple[Choice, ...]:
    """Return boundaries as choices, the newest first."""
    known = {each.id: each for each in facts.province.vintages}
    return tuple(
        Choice(each, known[each].label_vi, known[each].label_en) for each in reversed(vintages)
    )


def indicator_choices(indicators: Sequence[Indicator]) -> tuple[Choice, ...]:
    """Return indicators as choices."""
    return tuple(Choice(each.indicator_id, each.name_vi, each.name_en) for each in indicators)
