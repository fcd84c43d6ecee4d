"""The figures of a portrait as rows of words, for pages and documents alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.portrait.words import (
    beside_text,
    districts_said,
    missing_lines,
    origin_lines,
    rank_text,
    recognition_line,
    similar_lines,
    trend_text,
    value_said,
)
from geo.views.portrait.portrait import Line, Portrait

PARTED = 20
"""Lines from which a table is parted by themes."""


@dataclass(frozen=True)
class FigureTable:
    """Lines of a portrait as a table.

    Parameters
    ----------
    title
        The theme that it is of, or empty for all.
    columns
        Names of its columns; those that no line fills are left out.
    heads
        Their headings.
    rows
        The cells of each line: its indicator first, then its newest figure.
    lines
        The lines.
    """

    title: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Listed:
    """A part of a portrait that is a list: its heading, its lines, a note below them."""

    title: str
    lines: tuple[str, ...]
    note: str = ""


def figure_tables(atlas: Atlas, portrait: Portrait, *, lang: str) -> tuple[FigureTable, ...]:
    """Put the figures of a portrait into one table, or where there are many one a theme."""
    lines = portrait.lines
    if len(lines) < PARTED:
        return (_table(atlas, portrait, "", lines, lang),) if lines else ()
    names = {each.id: pick(each, "name", lang) for each in atlas.facts.province.themes}
    return tuple(
        _table(atlas, portrait, names[theme], tuple(own), lang)
        for theme, own in groupby(lines, key=lambda line: line.indicator.theme)
    )


def _table(
    atlas: Atlas, portrait: Portrait, title: str, lines: tuple[Line, ...], lang: str
) -> FigureTable:
    t = texts(lang)
    former = portrait.unit.vintage == atlas.facts.province.vintage_ids[-1]
    columns = {
        "indicator": [pick(line.indicator, "name", lang) for line in lines],
        "value": [value_said(atlas, line, lang=lang) for line in lines],
        "rank": [rank_text(line, lang=lang) for line in lines],
        "trend": [trend_text(line, lang=lang) for line in lines],
        "province": [beside_text(atlas, line, line.province, lang=lang) for line in lines],
        "former_district" if former else "district": [
            districts_said(atlas, line, lang=lang) for line in lines
        ],
    }
    filled = {key: cells for key, cells in columns.items() if any(cells)}
    heads = tuple(t(f"portrait.column_{key}") for key in filled)
    rows = tuple(zip(*filled.values(), strict=True))
    return FigureTable(title, tuple(filled), heads, rows, lines)


def listed_parts(atlas: Atlas, portrait: Portrait, *, lang: str) -> tuple[Listed, ...]:
    """Return the lists of a portrait that hold something, in their order."""
    t, known = texts(lang), portrait.known
    lacking = t("portrait.missing_head", count=known.expected - known.known)
    rows = tuple(recognition_line(atlas, row, lang=lang) for row in portrait.recognitions)
    parts: Sequence[Listed] = (
        Listed(t("portrait.origin"), origin_lines(atlas, portrait, lang=lang)),
        Listed(t("portrait.register"), rows),
        Listed(
            t("portrait.similar_head"),
            similar_lines(portrait, lang=lang),
            t("portrait.similar_note"),
        ),
        Listed(lacking, missing_lines(portrait, lang=lang)),
    )
    return tuple(each for each in parts if each.lines)


def portrait_sources(portrait: Portrait) -> tuple[str, ...]:
    """Return the ids of the sources of a portrait, in the order in which it needs them."""
    return tuple(dict.fromkeys(_keys(portrait)))


def _keys(portrait: Portrait) -> Iterator[str]:
    for line in portrait.lines:
        yield from line.cell.source_ids[:1]
    for row in portrait.recognitions:
        yield row.source_id
