"""The forms of files, and a meeting in every form it can be handed out in."""

from collections.abc import Mapping
from datetime import datetime

from geo.boundaries.layer_files import Layer
from geo.documents.html.meeting_page import to_html
from geo.documents.paper.report import to_meeting_pdf
from geo.documents.slides.meeting_slides import to_pptx
from geo.documents.tables.meeting_book import to_meeting_xlsx
from geo.figures.atlas import Atlas
from geo.meeting.stage import Stage, Tell

MEETING_FORMATS = ("pptx", "pdf", "xlsx", "html")
MIME = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "html": "text/html",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Content type by the extension of a file."""


def to_meeting(
    atlas: Atlas,
    stage: Stage,
    layers: Mapping[str, Layer],
    *,
    form: str,
    size: str = "a4",
    template: bytes | None = None,
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting in a form.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready.
    layers
        The boundary layers by name.
    form
        One of `MEETING_FORMATS`.
    size
        Sheet of a PDF, one of `geo.documents.paper.page.SIZES`.
    template
        A presentation whose look slides take, or None.
    tell
        Is told how many of how many steps are done.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        The file. It is made in memory, so a failed export leaves nothing behind
        and two readers never share one.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    if form == "pptx":
        return to_pptx(atlas, stage, template=template, tell=tell, now=now)
    if form == "pdf":
        return to_meeting_pdf(atlas, stage, size=size, tell=tell, now=now)
    if form == "xlsx":
        return to_meeting_xlsx(atlas, stage, tell=tell, now=now)
    if form == "html":
        return to_html(atlas, stage.meeting, layers, lang=stage.lang, tell=tell, now=now)
    raise ValueError(f"unknown form {form!r}; one of {', '.join(MEETING_FORMATS)}")
