"""One scene at a time in big type: no toolbars, a progress mark, a clicker's keys."""

from itertools import groupby

import streamlit as st

from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.scene_years import YearFrame, page_words, scene_data
from geo.meeting.stage import (
    ExhibitScene,
    MapScene,
    Stage,
    TargetScene,
    scene_heading,
    scene_sentence,
    scene_sources,
)
from geo.reading.charts import target_marks
from geo.reading.progress.rows import target_headings, target_rows
from geo.reading.progress.words import progress_sentence
from geo.reading.values import indicator_name
from geo.targets.progress import measure_progress
from ui.map.panel import map_panel
from ui.markup import elements
from ui.markup.charts import target_chart
from ui.markup.status import progress_html
from ui.meeting.exhibits import exhibit_html
from ui.meeting.instead import CHARTS, show_instead
from ui.meeting.room import show_room
from ui.server.assets import layer_address, words_address
from ui.session.state import set_extra


def show_scene(atlas: Atlas, staged: Stage, at: int, *, lang: str) -> None:
    """Show a scene of a meeting on the whole window.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The meeting made ready.
    at
        Place of the scene, from 0.
    lang
        Language.
    """
    scene = staged.scenes[at]
    with st.container(key="stage"):
        head, body, foot = st.container(), st.container(), st.container()
    # the keys first: whoever sees the new title can already turn on
    with foot:
        _foot(atlas, staged, at, lang)
    with head:
        st.html(elements.text("h1", scene_heading(atlas, scene, lang=lang), css="stage-title"))
    with body:
        if isinstance(scene, MapScene) and not scene.charted:
            _map(atlas, scene, lang)
        elif isinstance(scene, MapScene):
            show_instead(atlas, scene, lang=lang)
        elif isinstance(scene, ExhibitScene):
            st.html(exhibit_html(scene, lang=lang))
        else:
            _targets(atlas, scene, lang)


def _map(atlas: Atlas, scene: MapScene, lang: str) -> None:
    with st.container(key="stage_map"):
        map_panel(stage_message(atlas, scene, lang), height=640, key="stage_panel")


def stage_message(atlas: Atlas, scene: MapScene, lang: str) -> dict[str, object]:
    """Build the frame's message of a scene with all its years and what is said of each.

    The frame turns the years by itself; classes are the same through them.
    """
    data = scene_data(
        atlas,
        scene,
        lang=lang,
        layer=layer_address(scene.layer.name),
        words=words_address(lang),
    )
    frames = [frame.message for frame in data.frames]
    play = {
        "stamp": f"{scene.scene.query}|{lang}|{atlas.facts.version}",
        "years": data.years,
        "at": data.opens,
        "frames": frames,
        "panels": [_panel(frame) for frame in data.frames],
        "words": {**page_words(lang), "unit": data.unit, "unplaced": data.unplaced},
    }
    return {**frames[data.opens], "selected": scene.selected, "play": play}


def _panel(frame: YearFrame) -> dict[str, object]:
    """Return what is said of a year beside its map."""
    return {
        "subtitle": frame.subtitle,
        "sentence": frame.sentence,
        "source": frame.source,
        "legend": [vars(row) for row in frame.legend],
        "below": frame.below,
    }


def _targets(atlas: Atlas, scene: TargetScene, lang: str) -> None:
    words = scene_sentence(atlas, scene, lang=lang)
    pieces = [elements.text("p", words, css="stage-words")]
    if len(scene.measured) > 1:
        pieces.append(_target_table(atlas, scene, lang))
    else:
        measured = scene.measured[0]
        pieces.append(elements.tag("p", progress_html(measured, lang=lang), css="stage-words"))
        pieces.append(_chart(atlas, measured.target.target_id, lang))
    st.html(elements.tag("div", "".join(pieces), css="stage-said"))


@kept_with(128)
def _chart(atlas: Atlas, target_id: str, lang: str) -> str:
    """Return the chart of a target; its breaks tell their reasons on hover and below."""
    measured = measure_progress(atlas, atlas.facts.targets[target_id])
    said = target_marks(atlas, measured, lang=lang).said
    label = progress_sentence(atlas, measured, lang=lang)
    # the style sheet shows the one that was drawn for a window of this width
    charts = [
        target_chart(
            *(atlas, measured),
            label=label,
            lang=lang,
            width=width,
            height=height,
            size=size,
            css=css,
        )
        for css, width, height, size in CHARTS
    ]
    below = elements.text("p", said, css="breaks") if said else ""
    drawn = elements.tag("div", "".join(charts), css="stage-chart")
    return drawn + below if any(charts) else ""


def _target_table(atlas: Atlas, scene: TargetScene, lang: str) -> str:
    """Return a table of the targets that have figures; the others are named in its last row."""
    known = tuple(each for each in scene.measured if each.latest is not None)
    # the reasons stand where the pace is missing
    head = "".join(elements.text("th", text) for text in target_headings(lang=lang)[:4])
    shown = [(*row.short, row.status) for row in target_rows(atlas, known, lang=lang)]
    rows = []
    # what several targets in a row have in common is said once, beside all of them
    for pace, same in groupby(shown, key=lambda row: row[2]):
        block = list(same)
        for place, (goal, latest, _, word, status) in enumerate(block):
            cells = [elements.cell(goal, css="goal"), elements.cell(latest, css="latest")]
            # a telephone, which has a block for each target, says it in each
            first = place == 0 or not pace
            rows_of_pace = len(block) if pace and first else 1
            css = "pace" if first else "pace again"
            cells.append(elements.cell(pace, css=css, rows=rows_of_pace))
            rows.append(
                elements.tag(
                    "tr", "".join((*cells, elements.cell(word, css=f"word status {status}")))
                )
            )
    size = "stage-table dense" if len(rows) > 6 else "stage-table"
    table = elements.tag("table", elements.tag("tr", head) + "".join(rows), css=size)
    names = [
        indicator_name(each.indicator, lang=lang) for each in scene.measured if each.latest is None
    ]
    if not names:
        return table
    words = texts(lang)("present.without", count=len(names), names="; ".join(names))
    return table + elements.text("p", words, css="breaks")


def _foot(atlas: Atlas, staged: Stage, at: int, lang: str) -> None:
    t = texts(lang)
    count = len(staged.scenes)
    scene = staged.scenes[at]
    if not isinstance(scene, MapScene) or scene.charted:
        st.html(elements.text("p", scene_sources(atlas, scene, lang=lang), css="source-line"))
    # one key a button: a clicker sends page keys, a keyboard arrows of four directions
    moves = {
        "prev": ("Left", at - 1),
        "next": ("Right", at + 1),
        "prev_page": ("PageUp", at - 1),
        "next_page": ("PageDown", at + 1),
        "prev_up": ("Up", at - 1),
        "next_down": ("Down", at + 1),
        "first": ("Home", 0),
        "last": ("End", count - 1),
    }
    with st.container(key="stage_foot", horizontal=True, vertical_alignment="center"):
        for name, (key, to) in moves.items():
            st.button(
                t(f"present.{name}"),
                key=f"stage_{name}",
                shortcut=key,
                disabled=not 0 <= to < count or to == at,
                on_click=lambda to=to: set_extra("scene", str(to + 1)),
            )
        st.button(
            t("present.leave"),
            key="stage_leave",
            shortcut="Esc",
            on_click=lambda: set_extra("scene", ""),
        )
        show_room(atlas, staged, at, lang=lang)
        st.progress((at + 1) / count, t("present.place", number=at + 1, count=count))
