"""What a picture of years shows besides its figures: breaks with reasons, runs that are joined."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from geo.facts.model import SeriesBreak
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import breaks_between, breaks_of, stretches
from geo.language.texts import pick, texts
from geo.views.border_address import list_day, turns_of
from geo.views.drawing import Drawing

BREAK = "┊"
"""Stands among the years of a chart where the series breaks."""
_BOUNDS = ("over", "nearly", "range")
"""Qualifiers of figures that are no point to draw a line through."""


@dataclass(frozen=True)
class BreakMark:
    """A break between two years: `year` is the first on the new basis, `text` names the reason."""

    year: int
    text: str

    @property
    def at(self) -> float:
        """Its place on an axis of years, halfway from the year before."""
        return self.year - 0.5


@dataclass(frozen=True)
class YearMarks:
    """What goes with the figures of some years.

    Parameters
    ----------
    stretches
        The years that a line may join.
    breaks
        The breaks to be marked.
    said
        Breaks and doubts in words, the twin of the marks; empty without any.
    """

    stretches: tuple[tuple[int, ...], ...]
    breaks: tuple[BreakMark, ...]
    said: str


def year_marks(
    atlas: Atlas,
    indicator_id: str,
    years: Sequence[int],
    *,
    lang: str,
    until: int | None = None,
    vague: Collection[int] = (),
    told: Collection[SeriesBreak] = (),
) -> YearMarks:
    """Return what goes with the figures of some years.

    Parameters
    ----------
    atlas
        The atlas.
    indicator_id
        Id of the indicator.
    years
        The years that have a figure, ascending.
    lang
        Language.
    until
        The last year of the picture, where it goes on after the figures.
    vague
        Years whose figure is only a bound or a range, which no line joins.
    told
        Breaks whose reasons stand beside the picture already, so that `said` leaves them out.
    """
    if not years:
        return YearMarks((), (), "")
    breaks = breaks_of(atlas.facts, indicator_id)
    last = max(years[-1], until or years[-1])
    inside = breaks_between(breaks, years[0], last)
    marks = tuple(
        _mark([row for row in inside if row.year == year], year, lang)
        for year in dict.fromkeys(row.year for row in inside if row.year is not None)
    )
    untold = [row for row in breaks if row not in told]
    news = [mark for mark in marks if any(row.year == mark.year for row in untold)]
    return YearMarks(stretches(breaks, years, vague=vague), marks, _said(untold, news, lang))


def cell_marks(
    atlas: Atlas,
    indicator_id: str,
    cells: Sequence[Cell],
    *,
    lang: str,
    until: int | None = None,
    told: Collection[SeriesBreak] = (),
) -> YearMarks:
    """Return what goes with the figures of some cells of one unit, ascending by year."""
    known = [(cell.observed_year, cell) for cell in cells if cell.observed_year is not None]
    vague = {year for year, cell in known if cell.qualifier in _BOUNDS}
    years = [year for year, _ in known]
    return year_marks(atlas, indicator_id, years, lang=lang, until=until, vague=vague, told=told)


def year_slots(years: Collection[int], breaks: Collection[int]) -> tuple[int | None, ...]:
    """Return every year from the first to the last, and None before each that a series breaks in.

    Parameters
    ----------
    years
        The years that have a figure.
    breaks
        The years in which the series breaks.
    """
    found: list[int | None] = []
    for year in range(min(years), max(years) + 1):
        found += [None] if year in breaks and found else []
        found.append(year)
    return tuple(found)


def slot_names(slots: Sequence[int | None]) -> tuple[str, ...]:
    """Return what stands below the places that `year_slots` found."""
    return tuple(BREAK if year is None else str(year) for year in slots)


def is_joined(parts: Sequence[Sequence[int]], breaks: Collection[int]) -> bool:
    """Tell whether a line that passes all but empty places keeps to the years it may join.

    Parameters
    ----------
    parts
        The stretches of years that a line may join.
    breaks
        The years before which there is an empty place.
    """
    ends = [(one[-1], other[0]) for one, other in pairwise(parts)]
    return all(start - end > 1 or start in breaks for end, start in ends)


def view_marks(atlas: Atlas, drawing: Drawing, *, lang: str) -> YearMarks:
    """Return what goes with the years that a map can be turned through."""
    view = drawing.view
    if list_day(view) is not None:
        return YearMarks((), (), "")
    years = [each.year for each in turns_of(atlas, view)]
    return year_marks(atlas, view.indicator, years, lang=lang)


def _mark(rows: list[SeriesBreak], year: int, lang: str) -> BreakMark:
    reasons = "; ".join(dict.fromkeys(pick(row, "text", lang) for row in rows))
    return BreakMark(year, texts(lang)("breaks.mark", year=year, text=reasons))


def _said(breaks: Sequence[SeriesBreak], marks: Sequence[BreakMark], lang: str) -> str:
    t = texts(lang)
    parts = [f"{mark.text}." for mark in marks]
    if marks:
        parts.append(t("breaks.never_across"))
    parts += [t("breaks.doubt", text=pick(row, "text", lang)) for row in breaks if row.year is None]
    return " ".join(parts)
