"""The lines below a map: its sources, what its indicator means, what would hold newer figures."""

from html import escape

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas
from geo.figures.years_known import newest_year
from geo.language.texts import pick, texts
from geo.reading.sentences import drawn_boundaries, line_source_ids
from geo.reading.sources.words import cited, listed
from geo.views.drawing import Drawing
from geo.views.request import Request, years_of
from ui.markup import elements
from ui.markup.source_link import source_link

OLD_YEARS = 2
"""Years after which a figure is called old, counted back from the newest of the facts."""


def sources_html(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Return the line of a map's sources as HTML; each leads to its own page."""
    return elements.tag("p", _sources(atlas, drawing, lang), css="source-line")


def below_html(atlas: Atlas, drawing: Drawing, request: Request) -> str:
    """Return the lines below the sources, which are the same in all years of a view."""
    lines = [
        escape(_meaning(drawing.indicator, request.lang)),
        escape(newer_sentence(atlas, request)),
    ]
    return "".join(elements.tag("p", line, css="source-line") for line in lines if line)


def _sources(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    facts = atlas.facts
    sources = [facts.sources[key] for key in line_source_ids(atlas, drawing)]
    links = [source_link(each, words=cited(each, lang=lang), lang=lang) for each in sources]
    boundaries = escape(drawn_boundaries(atlas, drawing.view, lang=lang))
    if not links:
        return boundaries
    return texts(lang)("reading.source", sources=listed(links, lang=lang), boundaries=boundaries)


def _meaning(indicator: Indicator, lang: str) -> str:
    definition = pick(indicator, "definition", lang)
    return texts(lang)("note.meaning", text=definition)


def newer_sentence(atlas: Atlas, request: Request) -> str:
    """Say which publication would hold the next figures, and which year the newest are of."""
    publication = atlas.facts.publications.get(request.view.indicator)
    if publication is None:
        return ""
    t = texts(request.lang)
    words = pick(publication, "text", request.lang)
    years = years_of(atlas, request.view)
    if not years:
        return t("note.would_hold", publication=words)
    old = years[-1] <= newest_year(atlas) - OLD_YEARS
    return t("note.newer" if old else "note.next", year=years[-1], publication=words)
