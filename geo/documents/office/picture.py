"""A map or a chart as a picture for a document of an office program."""

from geo.boundaries.layer_files import Layer
from geo.documents.paper.sheet import SheetWish, sheet_of
from geo.documents.paper.typeset import Picture, typeset
from geo.documents.tables.figures_sheet import Shown, chart_of
from geo.figures.atlas import Atlas
from geo.reading.conditions import full_title
from geo.views.drawing import Drawing
from geo.views.filters import kept

DPI = 200
"""Pixels an inch: sharp on a printer, and no more than office programs keep of a picture."""
WIDTH = 160.0
"""Millimetres: what lies between the margins of a page upright, as offices set them."""
MAP, CHART = (WIDTH, 112.0), (WIDTH, 84.0)
"""Width and height in millimetres."""


def picture_png(draw: Picture, size: tuple[float, float]) -> bytes:
    """Set a drawing of a width and a height in millimetres as PNG, without a sheet around it."""
    shown = {"title": "–", "author": "", "description": "", "lang": "vi", "made": ""}
    data = shown | {"numbered": False, "room": size}
    return typeset("picture.typ", data, [draw], form="png", dpi=DPI)


def map_picture(atlas: Atlas, drawing: Drawing, layer: Layer, wish: SheetWish) -> tuple[bytes, str]:
    """Return the map of a view, of a province its chart, and the text that stands for it."""
    sheet = sheet_of(atlas, drawing, layer, wish)
    size = CHART if drawing.view.level == "province" else MAP
    return picture_png(sheet.draw, size), str(sheet.data["alt"])


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
