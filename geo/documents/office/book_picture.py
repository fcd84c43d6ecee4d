"""A map as a picture for a workbook, with the chart beside it; the pictures of an exhibit."""

from geo.boundaries.layer_files import Layer
from geo.documents.office.exhibit_word import exhibit_png
from geo.documents.office.picture import DPI, WIDTH, map_picture
from geo.documents.paper.sheet import SheetWish
from geo.documents.tables.figures_sheet import Shown, chart_of
from geo.figures.atlas import Atlas
from geo.meeting.stage import ExhibitScene
from geo.reading.conditions import full_title
from geo.views.drawing import Drawing
from geo.views.filters import kept


def map_shown(atlas: Atlas, drawing: Drawing, layer: Layer, wish: SheetWish) -> Shown:
    """Return a view for a workbook: its map, and the chart that says most beside it."""
    keeps = kept(atlas, drawing, wish.chosen) if wish.chosen else None
    title = full_title(atlas, drawing, wish.chosen, lang=wish.lang)
    chart = chart_of(atlas, drawing, keeps, lang=wish.lang)
    if drawing.view.level == "province":
        # one unit of one colour makes no map
        return Shown(title, chart=chart)
    content, said = map_picture(atlas, drawing, layer, wish)
    return Shown(title, content, round(WIDTH / 25.4 * DPI), said, chart)


def exhibit_shown(staged: ExhibitScene, *, lang: str) -> Shown:
    """Return the pictures of an exhibit for a workbook."""
    content, said = exhibit_png(staged, lang=lang)
    return Shown(staged.title, content, round(WIDTH / 25.4 * DPI), said)
