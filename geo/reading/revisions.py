"""What was published before of a figure that is drawn now, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.facts.model import Indicator, Observation, Source
from geo.figures.atlas import Atlas, Cell
from geo.figures.observations import unit_place
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.imprint import moment_text
from geo.reading.sources.words import source_publisher
from geo.reading.values import observation_text


@dataclass(frozen=True)
class Revision:
    """A figure of the same unit and time that another one took the place of.

    Parameters
    ----------
    row
        The row that is not drawn.
    source
        Its source.
    text
        The figure with its flag, publisher and date, in words.
    """

    row: Observation
    source: Source
    text: str


def revisions(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> tuple[Revision, ...]:
    """Tell what else was published of the figure of a cell.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The cell's indicator.
    cell
        The cell. A figure that was carried or computed here has no earlier one.
    lang
        Language.

    Returns
    -------
    revisions
        By the date of publication, empty where nothing else was said.
    """
    if cell.value is None or cell.observed_year is None or cell.basis == "carried":
        return ()
    rows = atlas.figures.observations.replaced(
        indicator.indicator_id, unit_place(cell.unit), cell.observed_year
    )
    drawn = max((_day(atlas.facts.sources[key]) for key in cell.source_ids), default="")
    return tuple(_revision(atlas, indicator, row, drawn, lang) for row in rows)


def revision_text(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> str:
    """Tell what else was published of the figure of a cell in one text, empty for nothing."""
    return "; ".join(each.text for each in revisions(atlas, indicator, cell, lang=lang))


def release_texts(atlas: Atlas, numbers: Sequence[int], *, lang: str) -> dict[int, str]:
    """Say in which revisions of the store a figure was published.

    Parameters
    ----------
    atlas
        The atlas.
    numbers
        Those of the figure; none for one that ships with the program.
    lang
        Language.

    Returns
    -------
    texts : dict of str by int
        By the number of the revision, 0 for what ships; empty where nothing was ever published.
    """
    published, t = atlas.facts.published, texts(lang)
    if published is None:
        return {}
    if not numbers:
        return {0: t("release.shipped")}
    said = {}
    for release in (published.releases[number] for number in numbers):
        time = moment_text(atlas.facts.province, release.time, lang=lang)
        said[release.number] = t(
            "release.one", number=release.number, time=time, author=release.author
        )
    return said


def release_text(atlas: Atlas, numbers: Sequence[int], *, lang: str) -> str:
    """Say the same as `release_texts` in one text."""
    return "; ".join(release_texts(atlas, numbers, lang=lang).values())


def _revision(
    atlas: Atlas, indicator: Indicator, row: Observation, drawn: str, lang: str
) -> Revision:
    t = texts(lang)
    source = atlas.facts.sources[row.source_id]
    published = format_date(source.published, lang=lang) if source.published else ""
    marks = (t(f"flag.{row.flag}"), source_publisher(source, lang=lang), published)
    earlier = bool(source.published) and source.published < drawn
    text = t(
        "revision.earlier" if earlier else "revision.other",
        value=observation_text(indicator, row, lang=lang),
        marks=", ".join(mark for mark in marks if mark),
    )
    return Revision(row, source, text)


def _day(source: Source) -> str:
    """Return when a source was published; a table without a date, when it was read."""
    return source.published or source.retrieved
