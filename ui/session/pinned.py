"""The band over a page whose address pins a revision of the facts."""

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.imprint import moment_text
from geo.views.address import REVISION
from ui.markup import elements
from ui.server import loaded
from ui.session.state import address_with


def pinned_band(atlas: Atlas, *, lang: str) -> str:
    """Return as HTML which revision the page is pinned to, and the way back; empty for none."""
    shown = loaded.shown()
    if not shown.pinned:
        return ""
    t = texts(lang)
    words = t("pinned.shipped", number=shown.revision)
    if shown.published is not None and shown.revision:
        release = shown.published.revision
        words = t(
            "pinned.band",
            number=release.number,
            author=release.author or t("history.act_program"),
            time=moment_text(atlas.facts.province, release.time, lang=lang),
        )
    back = elements.turn(t("pinned.back"), address_with(**{REVISION: ""}))
    return elements.tag("div", elements.text("span", words) + " " + back, css="notice pinned")
