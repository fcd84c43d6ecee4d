"""The forms of files: in which a view, and in which a meeting, can be handed out.

What makes a form is imported where it is asked for: paper alone takes half a second to import.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.boundaries.layers import layer_name
from geo.documents.paper import BARE, Handout, Wish
from geo.figures.atlas import Atlas
from geo.meeting.stage import ExhibitScene, MapScene, Stage, TargetScene, Tell, set_stage
from geo.reading.sentences import view_title
from geo.saved.meeting import Meeting, Scene
from geo.views.address import write_query
from geo.views.border_address import list_day, write_border
from geo.views.drawing import Drawing
from geo.views.filters import kept

MEETING_FORMATS = ("pptx", "docx", "pdf", "xlsx", "html")
MIME = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "html": "text/html",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
"""Content type by the extension of a file."""


@dataclass(frozen=True)
class ViewForm:
    """A form of a view: the ending of its file's name, and how the file is made."""

    ending: str
    make: Callable[[Atlas, Drawing, Layer, Wish], bytes]

    @property
    def mime(self) -> str:
        """The content type."""
        return MIME[self.ending.rpartition(".")[2]]


def _page(form: Any, atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> bytes:
    from geo.documents.paper.sheet import to_sheet

    return to_sheet(atlas, drawing, layer, wish, form=form)


def _csv(atlas: Atlas, drawing: Drawing, _: Layer, wish: Wish) -> bytes:
    from geo.documents.tables.csv_geojson import to_csv

    return to_csv(atlas, drawing, lang=wish.lang, chosen=wish.chosen)


def _csv_excel(atlas: Atlas, drawing: Drawing, _: Layer, wish: Wish) -> bytes:
    from geo.documents.tables.csv_geojson import to_csv

    return to_csv(atlas, drawing, lang=wish.lang, chosen=wish.chosen, excel=True)


def _xlsx(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> bytes:
    from geo.documents.office.book_picture import map_shown
    from geo.documents.tables.view_book import to_xlsx

    asked = Wish(wish.lang, wish.chosen, wish.selected, wish.shown)
    shown = map_shown(atlas, drawing, layer, asked)
    lined = wish.shown == "lines"
    return to_xlsx(atlas, drawing, lang=wish.lang, chosen=wish.chosen, shown=shown, lined=lined)


def _geojson(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> bytes:
    from geo.documents.tables.csv_geojson import to_geojson

    return to_geojson(atlas, drawing, layer, lang=wish.lang, chosen=wish.chosen)


def _csvw(atlas: Atlas, drawing: Drawing, _: Layer, wish: Wish) -> bytes:
    from geo.documents.tables.packages.csvw import to_csvw

    return to_csvw(atlas, drawing, lang=wish.lang, chosen=wish.chosen)


def _geopackage(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> bytes:
    from geo.documents.tables.packages.geopackage import to_geopackage

    return to_geopackage(atlas, drawing, layer, lang=wish.lang, chosen=wish.chosen)


def _as_meeting(form: str, atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish) -> bytes:
    """Make a view as a meeting of one scene."""
    view, chosen = drawing.view, wish.chosen
    if view.gate_period or list_day(view):
        scene = Scene(write_border(view), kind="gates")
    else:
        scene = Scene(write_query(view, unit=wish.selected, chosen=chosen, shown=wish.shown))
    staged = MapScene(
        scene,
        view_title(atlas, view, lang=wish.lang),
        "",
        drawing,
        layer,
        kept(atlas, drawing, chosen) if chosen else None,
        wish.selected,
        chosen,
        wish.shown,
    )
    stage = Stage(Meeting("", (scene,)), "", wish.lang, (staged,))
    layers = {layer_name(view.level, view.vintage): layer}
    return to_meeting(atlas, stage, layers, form=form, template=wish.template)


VIEW_FORMS = {
    "pdf": ViewForm("pdf", partial(_page, "pdf")),
    "png": ViewForm("png", partial(_page, "png")),
    "svg": ViewForm("svg", partial(_page, "svg")),
    "docx": ViewForm("docx", partial(_as_meeting, "docx")),
    "pptx": ViewForm("pptx", partial(_as_meeting, "pptx")),
    "xlsx": ViewForm("xlsx", _xlsx),
    "html": ViewForm("html", partial(_as_meeting, "html")),
    "csv": ViewForm("csv", _csv),
    "csv-excel": ViewForm("excel.csv", _csv_excel),
    "csvw": ViewForm("csv.zip", _csvw),
    "geojson": ViewForm("geojson", _geojson),
    "gpkg": ViewForm("gpkg", _geopackage),
}
"""Every form of a view by its name, in the order in which they are offered."""


SCENE_FORMS = ("pdf", "png", "docx", "pptx", "xlsx", "html")
"""Forms of a scene that is no view: of a comparison."""


def to_scene(
    atlas: Atlas,
    scene: Scene,
    layers: Mapping[str, Layer],
    *,
    form: str,
    lang: str,
    size: str = "a4",
    template: bytes | None = None,
) -> bytes:
    """Write one scene in one of `SCENE_FORMS`, as a meeting of it alone; see `to_meeting`.

    Raises
    ------
    MeetingError
        The scene cannot be shown.
    """
    stage = set_stage(atlas, Meeting("", (scene,)), layers, lang=lang)
    if form == "png":
        from geo.documents.paper.report import to_meeting_pdf

        return to_meeting_pdf(atlas, stage, size=size, form="png")
    return to_meeting(atlas, stage, layers, form=form, size=size, template=template)


def to_meeting(
    atlas: Atlas,
    stage: Stage,
    layers: Mapping[str, Layer],
    *,
    form: str,
    size: str = "a4",
    handout: Handout = BARE,
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
        Sheet of a PDF, one of `geo.documents.paper.SIZES`.
    handout
        What is wished of a PDF besides the scenes.
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
    TemplateError, LogoError
        The template, or the logo, cannot be used.
    """
    if form == "pptx":
        from geo.documents.slides.meeting_slides import to_pptx

        return to_pptx(atlas, stage, template=template, tell=tell, now=now)
    if form == "docx":
        from geo.documents.office.meeting_word import to_docx

        return to_docx(atlas, stage, tell=tell, now=now)
    if form == "pdf":
        from geo.documents.paper.report import to_meeting_pdf

        return to_meeting_pdf(atlas, stage, size=size, handout=handout, tell=tell, now=now)
    if form == "xlsx":
        return _meeting_xlsx(atlas, stage, tell, now)
    if form == "html":
        from geo.documents.html.meeting_page import to_html

        return to_html(atlas, stage.meeting, layers, lang=stage.lang, tell=tell, now=now)
    raise ValueError(f"unknown form {form!r}; one of {', '.join(MEETING_FORMATS)}")


def _meeting_xlsx(atlas: Atlas, stage: Stage, tell: Tell | None, now: datetime | None) -> bytes:
    from geo.documents.office.book_picture import exhibit_shown, map_shown
    from geo.documents.office.picture import made_ahead
    from geo.documents.tables.figures_sheet import Shown
    from geo.documents.tables.meeting_book import to_meeting_xlsx

    def show(staged: MapScene | ExhibitScene) -> Shown | None:
        if isinstance(staged, ExhibitScene):
            return exhibit_shown(staged, lang=stage.lang)
        wish = Wish(stage.lang, staged.chosen, staged.selected, staged.shown)
        return map_shown(atlas, staged.drawing, staged.layer, wish)

    maps = [staged for staged in stage.scenes if not isinstance(staged, TargetScene)]
    with made_ahead([partial(show, staged) for staged in maps]) as shown:
        return to_meeting_xlsx(atlas, stage, show=lambda _: next(shown), tell=tell, now=now)
