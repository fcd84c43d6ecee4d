"""The exhibit of a portrait: what its page shows."""

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.exhibit import Exhibit, Table, UnitsMap
from geo.places.unit_names import unit_in_sentence
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.table import figure_tables, listed_parts, portrait_sources
from geo.reading.portrait.words import locator, portrait_title
from geo.views.palettes import CHOSEN
from geo.views.portrait.address import read_portrayed
from geo.views.portrait.portrait import portrait_of
from geo.views.symbols import flat


def portrait_exhibit(atlas: Atlas, query: str, *, lang: str) -> Exhibit:
    """Return the exhibit of a portrait by its address.

    Raises
    ------
    ViewError
        The address names no unit of the facts.
    """
    found, t = portrait_of(atlas, read_portrayed(atlas, query)), texts(lang)
    spec, codes = locator(atlas, found.unit)
    where = t("portrait.map", name=unit_in_sentence(found.unit, lang=lang))
    tables = tuple(
        Table(each.title or t("portrait.figures"), each.heads, each.rows, numeric=False)
        for each in figure_tables(atlas, found, lang=lang)
    )
    listed = listed_parts(atlas, found, lang=lang)
    return Exhibit(
        title=portrait_title(found.unit, lang=lang),
        sentences=portrait_sentences(atlas, found, lang=lang),
        remarks=(),
        panes=(UnitsMap(where, spec.name, dict.fromkeys(codes, flat(CHOSEN))),),
        tables=tables,
        source_ids=portrait_sources(found),
        indicators=tuple(line.indicator for line in found.lines),
        cells=tuple(line.cell for line in found.lines),
        sections=tuple(
            (each.title, (*each.lines, *([each.note] if each.note else []))) for each in listed
        ),
    )
