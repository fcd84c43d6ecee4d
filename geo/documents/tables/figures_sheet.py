"""The sheet of a workbook with its maps and its charts, which can be edited there."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from geo.documents.tables.book import Book, set_up_page
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.chart_units import target_decimals, target_measure
from geo.reading.charts import (
    BAR,
    NEEDED,
    ChartPlan,
    Points,
    Series,
    plan_chart,
    target_marks,
    target_points,
)
from geo.reading.values import indicator_name
from geo.reading.year_marks import is_joined, slot_names, year_slots
from geo.targets.progress import Progress
from geo.views.drawing import Drawing

_ROWS = 26
"""Rows of one map with its chart."""
_PICTURE, _CHART, _ALONE = 560, 480, 1050
"""Width in pixels of a picture, of a chart beside it, and of one without."""
_HIGH = 400
_PALE = {"visible": True, "line": {"color": "#e0e4e6"}}
_BESIDE, _DATA, _LAST = 9, 18, 17
"""The columns where a chart and its numbers begin, and the last one that is printed."""
_MOST = 15
_KINDS = {
    "bars": {"type": "bar"},
    "columns": {"type": "column"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "line": {"type": "line"},
}


@dataclass(frozen=True)
class Shown:
    """A picture with what it says to whoever does not see it, and what is drawn beside it.

    The chart is of lines where `line` says so, and each of its numbers stands in it unless there
    are too many to be read (`labelled`).
    """

    title: str
    picture: bytes = b""
    width: int = 0
    said: str = ""
    chart: ChartPlan | None = None
    line: bool = False
    labelled: bool = True


def chart_of(
    atlas: Atlas, drawing: Drawing, kept: Sequence[bool] | None, *, lang: str
) -> ChartPlan | None:
    """Return the chart that says most beside a map."""
    return plan_chart(atlas, drawing, most=_MOST, lang=lang, kept=kept)


def target_chart(atlas: Atlas, measured: Progress, *, lang: str) -> ChartPlan | None:
    """Return the figures of a target over all years until its own, with the target at its end."""
    figures, goals = target_points(atlas, measured, lang=lang)
    years = [year for year, _, _ in (*figures, *goals)]
    if not years:
        return None
    marks = target_marks(atlas, measured, lang=lang)
    breaks = {each.year for each in marks.breaks}
    slots = year_slots(years, breaks)
    _, unit = target_measure(measured, lang=lang)
    name = ", ".join(filter(None, (indicator_name(measured.indicator, lang=lang), unit)))
    goal = texts(lang)("meeting.goal", year=measured.target.target_year)
    own = _series_of(name, figures, slots, BAR)
    series = [replace(own, joined=is_joined(marks.stretches, breaks))]
    # a band has a lower and an upper end
    series += [_series_of(goal, [each], slots, NEEDED) for each in goals]
    decimals = target_decimals(measured, figures, lang=lang)
    return ChartPlan("columns", name, slot_names(slots), tuple(series), decimals, marks.said)


def _series_of(name: str, points: Points, slots: Sequence[int | None], colour: str) -> Series:
    """Put points at the places of their years."""
    at = {year: (value, words) for year, value, words in points}
    found = [(None, "") if year is None else at.get(year, (None, "")) for year in slots]
    return Series(
        name, tuple(value for value, _ in found), (colour,), tuple(words for _, words in found)
    )


@dataclass
class FiguresSheet:
    """The sheet under way.

    Parameters
    ----------
    book
        The workbook.
    lang
        Language.
    """

    book: Book
    lang: str
    _sheet: Worksheet = field(init=False)
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin the sheet."""
        self.name = texts(self.lang)("export.sheet_figures")
        self._sheet = self.book.file.add_worksheet(self.name)
        self._sheet.hide_gridlines(2)

    def add(self, shown: Shown) -> int:
        """Add a picture and a chart on a page of their own; return the row of their title."""
        row = len(self._breaks) * _ROWS
        self._breaks.append(row + _ROWS)
        self._sheet.write_string(row, 0, shown.title, self.book.bold)
        if shown.picture:
            scale = _PICTURE / shown.width
            place = {"x_scale": scale, "y_scale": scale, "description": shown.said}
            content = BytesIO(shown.picture)
            self._sheet.insert_image(row + 1, 0, "map.png", {"image_data": content} | place)
        if shown.chart is not None:
            chart = self._chart(row, shown.chart, shown)
            chart.set_size({"width": _CHART if shown.picture else _ALONE, "height": _HIGH})
            said = ". ".join(filter(None, (shown.chart.title, shown.chart.said)))
            column = _BESIDE if shown.picture else 0
            self._sheet.insert_chart(row + 1, column, chart, {"description": said})
        return row

    def close(self) -> None:
        """Set the sheet up for printing, each map on a page."""
        set_up_page(self._sheet)
        self._sheet.set_h_pagebreaks(self._breaks)
        self._sheet.print_area(0, 0, max(self._breaks, default=1) - 1, _LAST)

    def _chart(self, row: int, plan: ChartPlan, shown: Shown) -> Chart:
        """Write the numbers of a chart beside the printed sheet, and return the chart of them."""
        line = shown.line
        chart = self.book.file.add_chart(dict(_KINDS["line" if line else plan.kind]))
        first, last = row + 1, row + len(plan.categories)
        form = self.book.number(plan.decimals)
        for at, name in enumerate(plan.categories):
            self._sheet.write_string(first + at, _DATA, name, self.book.lead)
        for at, series in enumerate(plan.series, start=_DATA + 1):
            self._sheet.write_string(row, at, series.name, self.book.lead)
            for place, value in enumerate(series.values):
                if value is not None:
                    self._sheet.write_number(first + place, at, value, form)
            told = self._series(series, row, at, first, last, line=line)
            # thin parts of a column have no room for their numbers
            bare = plan.kind == "stacked" or not shown.labelled
            told["data_labels"] = {} if bare else told["data_labels"]
            chart.add_series(told)
        # by its cell: a name that begins with an equals sign would be taken for a formula
        self._sheet.write_string(row, _DATA, plan.title, self.book.lead)
        chart.set_title({"name": [self.name, row, _DATA], "name_font": {"size": 11}})
        across = plan.kind == "bars" and not line
        chart.set_x_axis({"major_gridlines": _PALE} if across else {})
        chart.set_y_axis({"reverse": True} if across else {"major_gridlines": _PALE})
        chart.set_legend({"none": True} if len(plan.series) == 1 else {"position": "bottom"})
        chart.show_blanks_as("gap")
        return chart

    def _series(
        self, series: Series, row: int, at: int, first: int, last: int, *, line: bool
    ) -> dict[str, object]:
        found: dict[str, object] = {
            "name": [self.name, row, at],
            "categories": [self.name, first, _DATA, last, _DATA],
            "values": [self.name, first, at, last, at],
            "data_labels": {"value": True, "custom": _labels(series)},
        }
        fills = series.fills * (len(series.values) if len(series.fills) == 1 else 1)
        if line:
            mark = {"type": "circle", "size": 7, "fill": {"color": fills[0]}}
            way = {"color": fills[0], "width": 1.5} if series.joined else {"none": True}
            return found | {"line": way, "marker": mark}
        points = [{"fill": {"color": fill}} for fill in fills]
        return found | {"points": points, "gap": 60}


def _labels(series: Series) -> list[dict[str, str] | None]:
    """Return what stands at each number where that is not the number itself."""
    return [{"value": said} if said and said[0] != "=" else None for said in series.said]
