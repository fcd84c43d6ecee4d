"""A sheet of a view, by its form and what is wished of it."""

from datetime import datetime
from functools import partial
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.documents.paper import Wish
from geo.documents.paper.sheet import to_sheet
from geo.documents.paper.typeset import Form
from geo.figures.atlas import Atlas
from geo.views.drawing import Drawing


def _sheet(
    form: Form,
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    now: datetime | None = None,
    **wish: Any,
) -> bytes:
    return to_sheet(atlas, drawing, layer, Wish(**wish), form=form, now=now)


to_pdf, to_png, to_svg = partial(_sheet, "pdf"), partial(_sheet, "png"), partial(_sheet, "svg")
