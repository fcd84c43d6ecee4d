"""Portraits of every shipped unit: none fails, and what is read out is what is known."""

import re
from collections.abc import Iterator

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.unit_profile import other_figures
from geo.language.texts import LANGUAGES, pick
from geo.reading.portrait.data import portrait_object
from geo.views.portrait.portrait import portrait_of

VINTAGES = {"2019-01-01": 238, "2020-01-01": 212, "2024-12-01": 206, "2025-07-01": 66}
SHORT = 3
"""Letters of a unit of figures, as 0/1, that may stand in a date."""
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def numbers_in(data: object) -> Iterator[float]:
    """Return every number of the data, also in per cent, and how long its lists are."""
    if isinstance(data, dict):
        for value in data.values():
            yield from numbers_in(value)
    elif isinstance(data, list):
        yield len(data)
        for value in data:
            yield from numbers_in(value)
    elif isinstance(data, (int, float)):
        yield abs(data)
        yield 100 * abs(data)


def read_number(text: str, lang: str) -> tuple[float, int]:
    """Return a printed number and its decimals."""
    thousands, point = (".", ",") if lang == "vi" else (",", ".")
    plain = text.replace(thousands, "").replace(point, ".")
    return float(plain), len(plain.partition(".")[2])


def unknown_numbers(sentence: str, known: set[float], lang: str) -> list[str]:
    """Return the numbers of a sentence that are none of the known ones as they are rounded."""
    found = []
    for text in NUMBER.findall(sentence):
        number, decimals = read_number(text, lang)
        room = 0.5 * 10**-decimals + 1e-6
        if not any(abs(each - number) <= room for each in known):
            found.append(text)
    return found


def test_a_wrong_number_is_found() -> None:
    assert unknown_numbers("có 91,57 km² và 5.552 hộ", {91.57, 5552}, "vi") == []
    assert unknown_numbers("có 91,58 km² và 5.552 hộ", {91.57, 5552}, "vi") == ["91,58"]
    assert unknown_numbers("5,553 households", {5552}, "en") == ["5,553"]


def names_of(facts: Facts, lang: str) -> re.Pattern[str]:
    """Return what finds texts of the facts: the numbers in them are none of the figures."""
    known = facts.indicators.values()
    indicators = [pick(each, word, lang) for each in known for word in ("name", "unit")]
    places = (pick(each, "text", lang) for each in facts.publications.values())
    notes = (pick(row, "share_note", lang) for row in facts.crosswalk)
    names = {*indicators, *notes, *(each.partition(";")[0] for each in places)}
    numbered = (each for each in names if re.search(r"\d", each) and len(each) > SHORT)
    longest = sorted(numbered, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE)


@pytest.mark.parametrize("vintage", VINTAGES)
def test_every_unit_has_its_portrait(atlas: Atlas, vintage: str) -> None:
    facts, wrong = atlas.facts, []
    units = [unit for unit in facts.units.values() if unit.vintage == vintage]
    assert len(units) == VINTAGES[vintage]
    names = {lang: names_of(facts, lang) for lang in LANGUAGES}
    communes = len(atlas.units("commune", facts.province.default_vintage))
    for unit in units:
        portrait = portrait_of(atlas, unit)
        found = portrait_object(atlas, portrait)
        sentences = found.pop("sentences")
        known = {communes, *numbers_in(found)}
        for lang in LANGUAGES:
            assert len(sentences[lang]) >= 3, unit
            said = DATE.sub("", names[lang].sub("", "\n".join(sentences[lang])))
            wrong += [(unit.key, lang, each) for each in unknown_numbers(said, known, lang)]
        assert 0 < portrait.known.known <= portrait.known.expected
    assert wrong == []


def test_nothing_known_is_left_out(atlas: Atlas) -> None:
    keys = [
        ("2025-07-01", "20"),
        ("2025-07-01", "06184"),
        ("2024-12-01", "183"),
        ("2019-01-01", "06154"),
    ]
    for key in keys:
        unit = atlas.facts.units[key]
        known = [each.indicator_id for each, _ in other_figures(atlas, unit)]
        assert [each.indicator.indicator_id for each in portrait_of(atlas, unit).lines] == known
