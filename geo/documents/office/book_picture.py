"""What a workbook shows of a view: picture and chart side by side; the pictures of an exhibit."""

from dataclasses import replace

from geo.boundaries.layer_files import Layer
from geo.documents.office.exhibit_word import exhibit_png
from geo.documents.office.picture import DPI, WIDTH, map_picture
from geo.documents.paper import Wish
from geo.documents.tables.figures_sheet import Shown, chart_of
from geo.figures.atlas import Atlas
from geo.meeting.stage import ExhibitScene
from geo.reading.conditions import full_title
from geo.reading.level.lines import level_lines
from geo.reading.level.shown import as_shown
from geo.views.address import SHOWS
from geo.views.drawing import Drawing
from geo.views.filters import kept


def map_shown(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> Shown | None:
    """Return a view for a workbook: its map, or the chart in its place, and one that is edited.

    None for a table, which has a sheet of its own.
    """
    shown = as_shown(drawing, wish.shown)
    if shown == SHOWS[-1]:
        return None
    keeps = kept(atlas, drawing, wish.chosen) if wish.chosen else None
    title = full_title(atlas, drawing, wish.chosen, lang=wish.lang)
    if drawing.view.level == "province":
        # one unit of one colour makes no map
        return Shown(title, chart=chart_of(atlas, drawing, keeps, lang=wish.lang))
    content, said = map_picture(atlas, drawing, layer, wish)
    picture = Shown(title, content, round(WIDTH / 25.4 * DPI), said)
    if shown != "lines":
        return replace(picture, chart=chart_of(atlas, drawing, keeps, lang=wish.lang))
    marked = {"selected": wish.selected, "lang": wish.lang}
    found = level_lines(atlas, drawing, kept=keeps, **marked)
    if isinstance(found, str):
        return picture
    return replace(picture, chart=found.plan, line=True, labelled=False)


def exhibit_shown(staged: ExhibitScene, *, lang: str) -> Shown:
    """Return the pictures of an exhibit for a workbook."""
    content, said = exhibit_png(staged, lang=lang)
    return Shown(staged.title, content, round(WIDTH / 25.4 * DPI), said)
