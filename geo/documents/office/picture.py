"""A map or a chart as a picture for a document of an office program."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from geo.boundaries.layer_files import Layer
from geo.documents.paper import Wish
from geo.documents.paper.sheet import sheet_of
from geo.documents.paper.typeset import Picture, typeset
from geo.figures.atlas import Atlas
from geo.views.drawing import Drawing

DPI = 200
"""Pixels an inch: sharp on a printer, and no more than office programs keep of a picture."""
WIDTH = 160.0
"""Millimetres: what lies between the margins of a page upright, as offices set them."""
MAP, CHART = (WIDTH, 112.0), (WIDTH, 84.0)
"""Width and height in millimetres."""

Made = TypeVar("Made")


@contextmanager
def made_ahead(makers: Sequence[Callable[[], Made]]) -> Iterator[Iterator[Made]]:
    """Make pictures beside the work on their document, and yield them in their order.

    The typesetter holds up nobody else while it works, so that two of them are made in little
    more than the time of one. What nobody waits for any more is not begun.
    """
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(make) for make in makers]
        try:
            yield (each.result() for each in made)
        finally:
            for each in made:
                each.cancel()


def picture_png(
    pictures: Sequence[Picture],
    size: tuple[float, float],
    *,
    table: Mapping[str, Any] | None = None,
) -> bytes:
    """Set a drawing, or a table, of a width and a height in millimetres as PNG, and no sheet."""
    shown = {"title": "–", "author": "", "description": "", "lang": "vi", "made": ""}
    data = shown | {"numbered": False, "room": size, "table": table}
    return typeset("picture.typ", data, pictures, form="png", dpi=DPI)


def map_picture(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> tuple[bytes, str]:
    """Return the map of a view, of a province its chart, and the text that stands for it."""
    sheet = sheet_of(atlas, drawing, layer, wish)
    size = CHART if drawing.view.level == "province" else MAP
    content = picture_png(sheet.pictures, size, table=sheet.data["table"])
    return content, str(sheet.data["alt"])
