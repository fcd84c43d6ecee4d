"""The title and description that a page's address has before any script runs: for link previews."""

from collections.abc import Mapping

from geo.errors import ViewError
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.language.texts import LANGUAGES, texts
from geo.reading.border.words import page_lead, page_title
from geo.reading.compare.titles import compare_title
from geo.reading.merger.words import lead_of, title_of
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.words import portrait_title
from geo.views.address import REVISION, meant_key, read_place
from geo.views.border import PARTS, find_gate_view
from geo.views.portrait.portrait import portrait_of
from geo.views.request import Request, first_view, read_request
from ui.server import loaded
from ui.server.page_paths import PATHS

_SENTENCES = 2
"""Those of a portrait that describe it: what the unit is, and how large."""


def described(path: str, query: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the title and description of an address, or None for those of every page.

    They are of the newest facts: an address that pins a revision says what its page is about,
    without a figure or a unit.

    Parameters
    ----------
    path
        Path of the page, without a slash before it.
    query
        The query, one text per key.
    """
    described_by = {
        PATHS["merger"]: _merger,
        PATHS["gates"]: _gates,
        PATHS["compare"]: _compare,
        PATHS["portrait"]: _portrait,
    }.get(path)
    if described_by is None:
        return None
    said = {meant_key(key): text for key, text in query.items()}
    asked = said.get("lang", "")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return described_by(loaded.newest().atlas, said, lang)


def _gates(atlas: Atlas, query: Mapping[str, str], lang: str) -> tuple[str, str]:
    asked = query.get("part", "")
    part = asked if asked in PARTS else PARTS[0]
    flow, when = query.get("flow", ""), query.get("when", "")
    shown = None if REVISION in query else find_gate_view(atlas, flow, when)
    return (
        page_title(atlas, part, shown, lang=lang),
        page_lead(atlas, part, shown, lang=lang),
    )


def _compare(atlas: Atlas, query: Mapping[str, str], lang: str) -> tuple[str, str]:
    lead = texts(lang)("compare.lead")
    if REVISION in query:
        return texts(lang)("page.compare"), lead
    view = read_request(atlas, query, fallback=Request(first_view(atlas)))[0].view
    return compare_title(atlas, view.on(mode="value", latest=False), query, lang=lang), lead


def _merger(atlas: Atlas, query: Mapping[str, str], lang: str) -> tuple[str, str]:
    unit = _unit(atlas, query)
    if unit is None or not is_told(atlas, unit):
        return title_of(atlas, None, lang=lang), texts(lang)("merger.lead")
    return title_of(atlas, unit, lang=lang), lead_of(atlas, unit, lang=lang)


def _portrait(atlas: Atlas, query: Mapping[str, str], lang: str) -> tuple[str, str]:
    unit = _unit(atlas, query)
    title = portrait_title(unit, lang=lang)
    if unit is None:
        return title, texts(lang)("portrait.lead")
    said = portrait_sentences(atlas, portrait_of(atlas, unit), lang=lang)
    return title, " ".join(said[:_SENTENCES])


def _unit(atlas: Atlas, query: Mapping[str, str]) -> Unit | None:
    """Return the unit that an address names as its place; none where it pins a revision."""
    try:
        place = None if REVISION in query else read_place(atlas, query.get("place", ""))
    except ViewError:
        place = None
    return atlas.facts.units[place] if place else None
