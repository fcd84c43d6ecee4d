"""What the room needs without the server: buttons beside the scene, and what the presenter sees."""

import json
from html import escape

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.documents.html.exhibits import Size, exhibit_letters
from geo.documents.html.lettering import part_letters, svg_address
from geo.documents.paper.thumbnail import to_thumbnail_svg
from geo.documents.paper.years.chart import draw_years
from geo.documents.paper.years.plan import target_plan
from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.exhibits import MAKERS, make_exhibit
from geo.meeting.stage import ExhibitScene, Stage, scene_heading
from geo.saved.meeting import Scene, scene_view
from geo.targets.progress import measure_progress
from geo.views.address import read_targets
from geo.views.drawing import draw
from ui.server import loaded
from ui.server.assets import presenter_address

_SMALL, _CHART, _LETTERS = 160, (320, 130), 12.0
_PICTURE = Size(320, 130, 4.0)
ROOM_WORDS = (
    "no_note",
    "next_scene",
    "end",
    "prev",
    "next",
    "dark",
    "since",
    "left",
    "second",
    "note",
)
ROOM_ACTS = ("full", "dark", "second")


def show_room(atlas: Atlas, staged: Stage, at: int, *, lang: str) -> None:
    """Show the buttons of the room; the page's script (room.js) knows what they do.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The meeting made ready.
    at
        Place of the scene that is shown, from 0.
    lang
        Language.
    """
    t = texts(lang)
    buttons = "".join(
        f'<button type="button" data-act="{act}" title="{escape(t(f"room.{act}_key"))}">'
        f"{escape(t(f'room.{act}'))}</button>"
        for act in ROOM_ACTS
    )
    told = escape(json.dumps(_told(atlas, staged, at, lang), ensure_ascii=False))
    st.html(f'<div class="room" data-room="{told}">{buttons}</div>')


def _told(atlas: Atlas, staged: Stage, at: int, lang: str) -> dict[str, object]:
    """Return what the presenter's window shows of a scene."""
    t = texts(lang)
    scene, count = staged.scenes[at], len(staged.scenes)
    coming = staged.scenes[at + 1] if at + 1 < count else None
    return {
        "lang": lang,
        "second": presenter_address(),
        "place": t("present.place", number=at + 1, count=count),
        "title": scene_heading(atlas, scene, lang=lang),
        "note": scene.note,
        "next": "" if coming is None else f"{at + 2}. {scene_heading(atlas, coming, lang=lang)}",
        "image": "" if coming is None else scene_image(atlas, coming.scene, lang=lang),
        "words": {key: t(f"room.{key}") for key in ROOM_WORDS},
    }


def scene_image(atlas: Atlas, scene: Scene, *, lang: str) -> str:
    """Return a scene that can be shown as the address of a small picture.

    Empty for a table of targets, and for a target without figures.
    """
    return _image(atlas, Scene(scene.query, kind=scene.kind), lang)


@kept_with(256)
def _image(atlas: Atlas, scene: Scene, lang: str) -> str:
    if scene.kind in MAKERS:
        exhibit = make_exhibit(atlas, scene.kind, scene.query, lang=lang)
        layers = loaded.boundaries().layers
        own = {name: layers[name] for name in exhibit.layers}
        staged = ExhibitScene(scene, exhibit.title, "", exhibit, own)
        return svg_address(exhibit_letters(staged, _PICTURE, lang=lang).drawing)
    if scene.kind != "target":
        view, _ = scene_view(atlas, scene)
        layer = loaded.boundaries().layers[layer_name(view.level, view.vintage)]
        drawing = draw(atlas, view)
        return svg_address(to_thumbnail_svg(atlas, drawing, layer, lang=lang, width=_SMALL))
    targets = read_targets(atlas, scene.query)
    if len(targets) > 1:
        return ""
    width, height = _CHART
    measured = measure_progress(atlas, targets[0])
    plan = target_plan(atlas, measured, lang=lang)
    if not plan.figures:
        return ""
    chart = draw_years(plan, width=width, height=height, size=_LETTERS, lang=lang)
    # letters as small as these are none to read
    return svg_address(part_letters(chart.svg).drawing)
