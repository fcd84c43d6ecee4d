"""The scenes of the one HTML file as the page's script reads them."""

from collections.abc import Sequence
from dataclasses import astuple

from geo.documents.html.exhibits import Size, exhibit_letters
from geo.documents.html.inset import inset_part
from geo.documents.html.lettering import Lettering, part_letters, svg_address
from geo.documents.html.level import level_picture, upright_picture
from geo.documents.paper.years.chart import YearPicture, draw_years
from geo.documents.paper.years.plan import YearPlan, plan_said, province_plan, target_plan
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.meeting.scene_years import scene_data
from geo.meeting.stage import (
    ExhibitScene,
    MapScene,
    Staged,
    TargetScene,
    cited_with_address,
    scene_heading,
    scene_sentence,
    scene_source_ids,
    scene_sources,
    scene_subtitle,
)
from geo.reading.level.shown import shown_chart
from geo.reading.level.table import level_table
from geo.reading.progress.groups import headings_below, pace_below, row_groups
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence

_CHART = {"width": 1100, "height": 360, "size": 17}
"""Pixels of a chart beside the list of scenes on a screen of 1366, and of its letters."""
_TALL = 520
"""Pixels of the height of a chart of all units, which needs no room for rows of a table."""
_NARROW = {"width": 520, "height": 340, "size": 20}
"""Pixels of the same chart for a telephone, where it is shown at two thirds of its size."""
_SMALL = {"width": 520, "height": 200, "size": 14}
"""Pixels of a chart of which two stand beside each other there."""

_BOARD, _HIGH_BOARD = Size(1100, 440, 15), Size(520, 900, 17)
"""Of an exhibit beside the list of scenes on a screen of 1366, and on a telephone."""


def layer_id(name: str) -> str:
    """Return the name of the element that holds a boundary layer."""
    return f"layer-{name}"


def words_id(lang: str) -> str:
    """Return the name of the element that holds the words of the map's frame."""
    return f"words-{lang}"


def page_scene(atlas: Atlas, staged: Staged, *, lang: str) -> dict[str, object]:
    """Return a scene as the page's script reads it.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The scene.
    lang
        Language.

    Returns
    -------
    data : dict
        What holds for every language (`kind`, `opens`, `unit`, `inset`), and under the language
        its words, for a map with its years and one message of the frame for each.
    """
    words: dict[str, object] = {
        "title": plain(scene_heading(atlas, staged, lang=lang)),
        "note": plain(staged.note, lines=True),
    }
    if not isinstance(staged, MapScene) or staged.charted:
        words["sources"] = [
            cited_with_address(atlas, key, lang=lang) for key in scene_source_ids(atlas, staged)
        ]
        if isinstance(staged, TargetScene):
            words |= target_scene(atlas, staged, lang=lang)
        elif isinstance(staged, ExhibitScene):
            words |= _exhibit(atlas, staged, lang)
        else:
            words |= _in_place(atlas, staged, lang=lang)
        return {"kind": "target", lang: words}
    return _map(atlas, staged, words, lang)


def _map(atlas: Atlas, staged: MapScene, words: dict[str, object], lang: str) -> dict[str, object]:
    data = scene_data(
        atlas, staged, lang=lang, layer=layer_id(staged.layer.name), words=words_id(lang)
    )
    words |= {
        "sources": [cited_with_address(atlas, key, lang=lang) for key in data.source_ids],
        "years": data.years,
        "unit": data.unit,
        "unplaced": data.unplaced,
        "frames": [
            {**vars(frame), "legend": [vars(row) for row in frame.legend]} for frame in data.frames
        ],
    }
    scene = {
        "kind": "map",
        "opens": data.opens,
        "unit": staged.selected,
        lang: words,
    }
    # among gates it would hide what is around them
    part = inset_part(staged.layer) if staged.drawing.kind != "zone" else None
    return scene | ({"inset": part} if part else {})


def target_scene(atlas: Atlas, staged: TargetScene, *, lang: str) -> dict[str, object]:
    """Return the targets of a scene as the page's script reads them."""
    rows = target_rows(atlas, staged.measured, lang=lang)
    return {
        **(_alone(rows[0], lang) if len(rows) == 1 else _grouped(rows, lang)),
        "sentence": scene_sentence(atlas, staged, lang=lang),
        "source": scene_sources(atlas, staged, lang=lang),
        "charts": _charts(atlas, staged, rows, lang),
    }


def _alone(row: TargetRow, lang: str) -> dict[str, object]:
    """Return the table of a single target."""
    said = {"word": row.said, "colour": row.colour, "reasons": row.reasons, "span": 1}
    return {
        "columns": target_headings(lang=lang),
        "rows": [{"goal": row.goal, "latest": row.latest, "pace": row.pace} | said],
    }


def _grouped(rows: Sequence[TargetRow], lang: str) -> dict[str, object]:
    """Return the table of a programme: headings of statuses, and targets below each.

    A reason of several spans their rows; it stands in each of them for a telephone, where every
    target is a block.
    """
    found: list[dict[str, object]] = []
    for group in row_groups(rows, lang=lang):
        found.append({"heading": group.heading, "colour": group.colour})
        for block in group.blocks:
            for at, row in enumerate(block.rows):
                span = 0 if at else len(block.rows)
                said = {"pace": pace_below(row, lang=lang), "reasons": block.why, "span": span}
                found.append({"goal": row.goal, "latest": row.latest} | said)
    return {"columns": headings_below(lang=lang), "rows": found}


def _in_place(atlas: Atlas, staged: MapScene, *, lang: str) -> dict[str, object]:
    """Return a scene that shows no map: a table of units, their chart, or that of the province."""
    if staged.shown == "table":
        return _table_scene(atlas, staged, lang=lang)
    if staged.drawing.view.level == "province":
        return _province_scene(atlas, staged, lang=lang)
    selected = staged.selected
    chart = shown_chart(
        *(atlas, staged.drawing, staged.shown), lang=lang, kept=staged.kept, selected=selected
    )
    sentence, charts = scene_sentence(atlas, staged, lang=lang), []
    if isinstance(chart, str):
        sentence = f"{sentence} {chart}"
    else:
        label = f"{sentence} {chart.said}"
        size = _CHART | {"height": _TALL}
        wide = level_picture(chart, **size, selected=selected, lang=lang)
        narrow, _ = upright_picture(chart, selected=selected, lang=lang)
        shown = [_lettered(each, (), chart.below, "", label) for each in (wide, narrow)]
        charts = [shown[0] | {"narrow": shown[1]}]
    return {
        "columns": (),
        "rows": [],
        "sentence": sentence,
        "source": scene_sources(atlas, staged, lang=lang),
        "charts": charts,
    }


def _table_scene(atlas: Atlas, staged: MapScene, *, lang: str) -> dict[str, object]:
    """Return a scene that shows all units of a view as a table."""
    table = level_table(atlas, staged.drawing, lang=lang, kept=staged.kept)
    return {
        "columns": (*table.heads, table.what),
        "rows": [{"cells": [plain(each) for each in (*row.cells, row.what)]} for row in table.rows],
        "sentence": scene_sentence(atlas, staged, lang=lang),
        "source": scene_sources(atlas, staged, lang=lang),
        "charts": [],
    }


def _province_scene(atlas: Atlas, staged: MapScene, *, lang: str) -> dict[str, object]:
    """Return a scene of the whole province: its sentence and the chart of all years."""
    sentence = scene_sentence(atlas, staged, lang=lang)
    plan = province_plan(atlas, staged.drawing, lang=lang)
    charts = []
    if plan is not None:
        label = plain(f"{sentence} {plan_said(plan, lang=lang)}")
        charts = [_both(plan, label, lang)]
    return {
        "columns": (),
        "rows": [],
        "sentence": sentence,
        "source": scene_sources(atlas, staged, lang=lang),
        "charts": charts,
    }


def _exhibit(atlas: Atlas, staged: ExhibitScene, lang: str) -> dict[str, object]:
    """Return an exhibit: its drawing, its tables and lists, nothing in the columns of targets."""
    exhibit = staged.exhibit
    wide, narrow = (
        _lettered(exhibit_letters(staged, size, lang=lang), (), "", "", exhibit.said)
        for size in (_BOARD, _HIGH_BOARD)
    )
    return {
        "columns": (),
        "rows": [],
        "subtitle": plain(scene_subtitle(atlas, staged, lang=lang)),
        "sentence": plain("\n".join(exhibit.sentences), lines=True),
        "source": scene_sources(atlas, staged, lang=lang),
        "charts": [wide | {"narrow": narrow}],
        "remarks": [plain(each) for each in exhibit.remarks],
        "tables": [
            {"title": each.title, "heads": each.heads, "rows": each.rows, "numeric": each.numeric}
            for each in exhibit.tables
        ],
        "sections": [{"title": title, "lines": lines} for title, lines in exhibit.sections],
    }


def _charts(
    atlas: Atlas, staged: TargetScene, rows: Sequence[TargetRow], lang: str
) -> list[dict[str, object]]:
    """Return a chart of each target that has figures: large for one alone, small for several.

    They stand in the order of the table.
    """
    alone = len(staged.measured) == 1
    found = []
    progress = {each.target.target_id: each for each in staged.measured}
    groups = row_groups(rows, lang=lang)
    for row in (row for group in groups for block in group.blocks for row in block.rows):
        measured = progress[row.target_id]
        plan = target_plan(atlas, measured, lang=lang)
        if plan.figures:
            shown = plan_said(plan, lang=lang)
            label = plain(f"{progress_sentence(atlas, measured, lang=lang)} {shown}")
            small = _chart(draw_years(plan, **_SMALL, lang=lang), row.goal, label)
            found.append(_both(plan, label, lang) if alone else small)
    return found


def _both(plan: YearPlan, label: str, lang: str) -> dict[str, object]:
    """Return a chart for a screen, and the same for a telephone."""
    wide, narrow = (draw_years(plan, **size, lang=lang) for size in (_CHART, _NARROW))
    return _chart(wide, "", label) | {"narrow": _chart(narrow, "", label)}


def _chart(chart: YearPicture, goal: str, label: str) -> dict[str, object]:
    """Return a chart over years, with the places and words of its breaks."""
    return _lettered(part_letters(chart.svg), chart.breaks, chart.said, goal, label)


def _lettered(
    parted: Lettering,
    breaks: Sequence[tuple[float, str]],
    said: str,
    goal: str,
    label: str,
) -> dict[str, object]:
    """Return a drawing with its letters apart, and the places and words of its breaks."""
    return {
        "goal": goal,
        "image": svg_address(parted.drawing),
        "size": parted.size,
        "colour": parted.colour,
        "words": [[plain(each.text), *astuple(each)[1:]] for each in parted.words],
        "label": plain(label),
        "breaks": [{"at": round(at, 4), "text": plain(text)} for at, text in breaks],
        "said": plain(said),
    }
