"""A portrait as data for other programs."""

from collections.abc import Iterable

from geo.figures.atlas import Atlas, Cell
from geo.figures.merger import Passage
from geo.language.texts import LANGUAGES, pick
from geo.places.unit_names import unit_name
from geo.reading.merger.words import shares_rest_on
from geo.reading.portrait.sentences import portrait_sentences
from geo.views.portrait.portrait import Line, Portrait
from geo.views.portrait.standing import Standing

_PLACES = 6


def portrait_object(atlas: Atlas, portrait: Portrait) -> dict[str, object]:
    """Return a portrait as an object for other programs.

    Parameters
    ----------
    atlas
        The atlas.
    portrait
        The portrait.

    Returns
    -------
    object : dict
        `vintage`, `code`, `level`, `kind`, `names` by language, `area_km2`; `made_of` and
        `went_into` with shares from 0 to 1 and what these rest on; `indicators`; `status` and
        `register`, `gates`, `zone`; `similar`;
        `coverage`; `sentences` by language. What is not known is None, or left out of a list.
    """
    unit, zone = portrait.unit, portrait.zone
    return {
        "vintage": unit.vintage,
        "code": unit.code,
        "level": unit.level,
        "kind": unit.kind,
        "names": {lang: unit_name(unit, lang=lang) for lang in LANGUAGES},
        "area_km2": unit.area_km2,
        "made_of": [_passage(each.old.code, each.old.vintage, each) for each in portrait.made_of],
        "went_into": [
            _passage(each.new.code, each.new.vintage, each) for each in portrait.went_into
        ],
        "indicators": [_line(each) for each in portrait.lines],
        "status": _status(portrait.status),
        "register": [
            {
                "year": row.year,
                "class": row.class_id,
                "evidence": row.evidence,
                "decision": row.decision_no or None,
                "date": row.date or None,
                "source": row.source_id,
            }
            for row in portrait.recognitions
        ],
        "gates": [gate.gate_id for gate in portrait.gates],
        "zone": None if zone is None else zone.membership,
        "similar": [
            {
                "code": each.unit.code,
                "distance": _rounded(each.distance),
                "indicators": each.rests_on,
            }
            for each in portrait.similar
        ],
        "coverage": _coverage(portrait),
        "sentences": {
            lang: list(portrait_sentences(atlas, portrait, lang=lang)) for lang in LANGUAGES
        },
    }


def _passage(code: str, vintage: str, passage: Passage) -> dict[str, object]:
    return {
        "vintage": vintage,
        "code": code,
        "area_share": passage.area_share,
        "population_share": passage.population_share,
        "basis": passage.basis,
        "shares_rest_on": {
            lang: shares_rest_on([passage], lang=lang) or None for lang in LANGUAGES
        },
    }


def _line(line: Line) -> dict[str, object]:
    cell, trend = line.cell, line.trend
    return {
        "indicator": line.indicator.indicator_id,
        "value": cell.class_id or _rounded(cell.value),
        "value_max": _rounded(cell.value_max),
        "qualifier": cell.qualifier,
        "year": cell.observed_year,
        "period": cell.period,
        "flag": cell.flag or None,
        "basis": cell.basis,
        "boundaries": cell.figure.origin if cell.figure and cell.figure.carried else None,
        "sources": list(cell.source_ids),
        "rank": _rank(line.standing),
        "trend": None
        if trend is None
        else {
            "from": _dated(trend.before),
            "to": _dated(trend.after),
            "change": _rounded(trend.number),
        },
        "province": _rounded(line.province.value) if line.province else None,
        "districts": _by_code(line.districts),
    }


def _rank(standing: Standing | None) -> dict[str, int] | None:
    if standing is None:
        return None
    return {
        "rank": standing.rank,
        "known": standing.known,
        "of": standing.concerned,
        "tied": standing.tied,
        "from_below": standing.from_below,
    }


def _status(cell: Cell | None) -> dict[str, object] | None:
    if cell is None:
        return None
    return {
        "class": cell.class_id or None,
        "year": cell.observed_year,
        "known_parts": cell.known_parts,
        "all_parts": cell.all_parts,
    }


def _dated(cell: Cell) -> dict[str, object]:
    return {"year": cell.observed_year, "value": _rounded(cell.value)}


def _by_code(cells: Iterable[Cell]) -> dict[str, float | None]:
    return {cell.unit.code: _rounded(cell.value) for cell in cells}


def _coverage(portrait: Portrait) -> dict[str, object]:
    known = portrait.known
    return {
        "known": known.known,
        "expected": known.expected,
        "missing": [
            {
                "indicators": [indicator.indicator_id for indicator in each.indicators],
                "ask": pick(each.publication, "text", LANGUAGES[0]) if each.publication else None,
            }
            for each in known.missing
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES)
