"""The message that turns the app's map to what a reader asks for."""

from dataclasses import dataclass

from geo.boundaries.layers import layer_name
from geo.figures.atlas import Atlas
from geo.frame.message import frame_message
from geo.views.drawing import Drawing
from geo.views.filters import kept
from geo.views.request import Request, outlined
from ui.server.assets import layer_address, words_address
from ui.server.years.series import years_address


@dataclass(frozen=True)
class MapOptions:
    """What the reader sets about the map itself, outside of the view."""

    labels: bool = True
    focus: str = ""
    focus_count: int = 0


def map_message(
    atlas: Atlas, drawing: Drawing, request: Request, options: MapOptions
) -> dict[str, object]:
    """Build the message for the map's frame; see `geo.frame.message`.

    Where the view has several years it names their address, and the year that the page shows.
    """
    message = frame_message(
        atlas,
        drawing,
        lang=request.lang,
        layer=layer_address(layer_name(drawing.view.level, drawing.view.vintage)),
        words=words_address(request.lang),
        kept=kept(atlas, drawing, request.filter) if request.filter else None,
        selected=request.unit,
        outlined=[unit.code for unit in outlined(atlas, request)],
        labels=options.labels,
    )
    series = years_address(atlas, request)
    if series:
        message |= {"series": series, "at": str(request.view.year)}
    if options.focus:
        message |= {"focus": options.focus, "focus_seq": options.focus_count}
    return message
