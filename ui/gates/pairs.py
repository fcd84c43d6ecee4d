"""Exports and imports side by side: each pair a bar whose parts are as wide as their values."""

from html import escape

from geo.facts.model import Observation
from geo.figures.atlas import Atlas
from geo.figures.border.flows import Split, splits
from geo.language.texts import texts
from geo.reading.border.words import flag_word, row_value, split_part, split_title
from ui.markup import elements
from ui.markup.source_link import source_link

_HUNDRED = 100.0


def pairs_html(atlas: Atlas, *, lang: str) -> str:
    """Return every pair as HTML, on a scale of its own; empty for a province without any."""
    t = texts(lang)
    found = splits(atlas)
    head = elements.text("h2", t("border.pairs_title"), css="page-title")
    if not found:
        return head + elements.text("p", t("border.pairs_none"), css="small")
    note = elements.text("p", t("border.pairs_note"), css="small")
    return head + note + elements.tag("div", "".join(_pair(atlas, each, lang) for each in found))


def _pair(atlas: Atlas, split: Split, lang: str) -> str:
    t = texts(lang)
    title = split_title(atlas, split, lang=lang)
    bars, said = [], []
    for key, row in (("outward", split.outward), ("inward", split.inward)):
        share = _HUNDRED * row.value / split.total if split.total else 0.0
        bars.append(f'<span class="{key}" style="width:{share:.2f}%"></span>')
        words = split_part(atlas, split, row, lang=lang)
        sign = f'<span class="sign {key}" aria-hidden="true"></span>'
        said.append(sign + _said(atlas, row, words, lang))
    if split.whole is not None:
        said.append(_whole(atlas, split.whole, lang))
    if not split.exact:
        said.append(elements.text("span", t("border.split_wide")))
    bar = f'<div class="pair-bar" role="img" aria-label="{escape(title)}">{"".join(bars)}</div>'
    lines = "".join(elements.tag("p", each, css="small") for each in said)
    return elements.tag("section", elements.text("h3", title) + bar + lines, css="pair")


def _whole(atlas: Atlas, row: Observation, lang: str) -> str:
    words = texts(lang)("border.whole_said", value=row_value(atlas, row, lang=lang))
    return _said(atlas, row, words, lang)


def _said(atlas: Atlas, row: Observation, words: str, lang: str) -> str:
    """Return a figure in words with its flag and source."""
    said = elements.text("span", f"{words}, {flag_word(row, lang=lang)}")
    return f"{said} · {source_link(atlas.facts.sources[row.source_id], lang=lang)}"
