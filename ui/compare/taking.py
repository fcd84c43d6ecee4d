"""What the page compares as a scene of the meeting, and as files."""

from geo.figures.atlas import Atlas
from geo.saved.meeting import Scene
from geo.views.compare.address import Compared, write_compared
from ui.meeting.exhibit_files import show_taking
from ui.session.state import current_request


def take(atlas: Atlas, part: str, *, lang: str, **compared: object) -> None:
    """Offer what a part of the page shows; `compared` are the fields of `Compared` that it has."""
    request = current_request()
    found = Compared(part, unit=request.unit, **compared)  # type: ignore[arg-type]
    show_taking(atlas, Scene(write_compared(found), kind="comparison"), lang=lang)
