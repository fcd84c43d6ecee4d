"""What a scene shows that is neither a map of years nor a target, in a form for every export.

An exhibit is made once (`geo.meeting.exhibits`) and drawn by each form of a file and by the room
alike: words, pictures as data, and tables. A new kind of scene needs a maker of its exhibit and
nothing else.
"""

from dataclasses import dataclass

from geo.facts.model import Indicator
from geo.figures.atlas import Cell
from geo.reading.compare.plotted import Level, Placed, Trace
from geo.reading.compare.printed import Sample
from geo.views.symbols import Symbol


@dataclass(frozen=True)
class NineClasses:
    """The legend of two indicators.

    Parameters
    ----------
    up, along
        The classes of the first indicator from below, of the second from the left.
    caption
        What rows and columns are.
    counts
        Units of each pair of classes, by the row from below and the column.
    fills
        Their colours, likewise.
    unknown
        What is said of the units of neither; empty without any.
    """

    up: tuple[str, ...]
    along: tuple[str, ...]
    caption: str
    counts: tuple[tuple[int, ...], ...]
    fills: tuple[tuple[str, ...], ...]
    unknown: str


@dataclass(frozen=True)
class UnitsMap:
    """A map of units.

    Parameters
    ----------
    caption
        What it shows.
    layer
        Name of its boundary layer.
    symbols
        How each unit is drawn, by code.
    legend
        Its classes; empty where `nine` is the legend, or there is none.
    nine
        The legend of two indicators.
    selected
        Code of the unit that is outlined, or empty.
    """

    caption: str
    layer: str
    symbols: dict[str, Symbol]
    legend: tuple[Sample, ...] = ()
    nine: NineClasses | None = None
    selected: str = ""


@dataclass(frozen=True)
class LinesPlot:
    """Units over the years, with a target and the breaks of the series; others pale behind them."""

    caption: str
    traces: tuple[Trace, ...]
    level: Level | None
    breaks: tuple[tuple[int, str], ...]
    pale: tuple[Trace, ...] = ()


@dataclass(frozen=True)
class StripPlot:
    """Units on a line by their figures, marks above them, and the unit that stands out."""

    caption: str
    units: tuple[Placed, ...]
    marks: tuple[Level, ...]
    selected: str = ""


@dataclass(frozen=True)
class DotsPlot:
    """Units by two figures: of each the one along, the one upwards, and its colour."""

    caption: str
    dots: tuple[tuple[float, float, str], ...]
    names: tuple[str, str]


Pane = UnitsMap | LinesPlot | StripPlot | DotsPlot


@dataclass(frozen=True, eq=False)
class Table:
    """A table of an exhibit.

    Parameters
    ----------
    title
        What it shows.
    heads, rows
        Its words: the first column names what a row is of.
    numeric
        Whether all columns but the first hold numbers.
    ends
        Whether the last rows matter as much as the first where there is no room for all.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: bool = True
    ends: bool = False


@dataclass(frozen=True, eq=False)
class Exhibit:
    """What a scene shows.

    Parameters
    ----------
    title
        Its own title.
    sentences
        What is read aloud, a paragraph each.
    remarks
        What else has to be known of it, a paragraph each.
    panes
        Its pictures, side by side.
    tables
        Its tables.
    source_ids
        Its sources, each once.
    indicators, cells
        What the figures are of, and the figures, for the notes of a file.
    sections
        Lists below the tables: the heading and the lines of each.
    """

    title: str
    sentences: tuple[str, ...]
    remarks: tuple[str, ...]
    panes: tuple[Pane, ...]
    tables: tuple[Table, ...]
    source_ids: tuple[str, ...]
    indicators: tuple[Indicator, ...] = ()
    cells: tuple[Cell, ...] = ()
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def sentence(self) -> str:
        """What is read aloud, in one paragraph."""
        return " ".join(self.sentences)

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the boundary layers that it is drawn on."""
        maps = (pane.layer for pane in self.panes if isinstance(pane, UnitsMap))
        return tuple(dict.fromkeys(maps))

    @property
    def said(self) -> str:
        """What its pictures show, for whoever does not see them."""
        captions = "; ".join(pane.caption for pane in self.panes)
        return f"{self.title}. {captions}. {self.sentence}"
