"""The scenes of the one HTML file as the page's script reads them."""

from geo.documents.html.target_years import target_years
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.meeting.scene_years import scene_data
from geo.meeting.stage import (
    MapScene,
    Staged,
    TargetScene,
    cited_with_address,
    scene_heading,
    scene_sentence,
    scene_source_ids,
    scene_sources,
)
from geo.reading.progress.rows import target_headings, target_rows

_CHART, _LETTERS = (1100, 360), 17.0
"""Pixels of a chart beside the list of scenes on a screen of 1366, and of its letters."""


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
        What holds for every language (`kind`, `years`, `opens`, `unit`), and under the
        language its words, for a map with one message of the frame for each year.
    """
    words: dict[str, object] = {
        "title": plain(scene_heading(staged, lang=lang)),
        "note": plain(staged.note, lines=True),
    }
    if isinstance(staged, TargetScene):
        words["sources"] = [
            cited_with_address(atlas, key, lang=lang) for key in scene_source_ids(atlas, staged)
        ]
        return {"kind": "target", lang: words | target_scene(atlas, staged, lang=lang)}
    return _map(atlas, staged, words, lang)


def _map(atlas: Atlas, staged: MapScene, words: dict[str, object], lang: str) -> dict[str, object]:
    data = scene_data(
        atlas, staged, lang=lang, layer=layer_id(staged.layer.name), words=words_id(lang)
    )
    words |= {
        "sources": [cited_with_address(atlas, key, lang=lang) for key in data.source_ids],
        "unit": data.unit,
        "unplaced": data.unplaced,
        "frames": [
            {**vars(frame), "legend": [vars(row) for row in frame.legend]} for frame in data.frames
        ],
    }
    return {
        "kind": "map",
        "years": data.years,
        "opens": data.opens,
        "unit": staged.selected,
        lang: words,
    }


def target_scene(atlas: Atlas, staged: TargetScene, *, lang: str) -> dict[str, object]:
    """Return the targets of a scene as the page's script reads them."""
    rows = target_rows(atlas, staged.measured, lang=lang)
    return {
        "columns": target_headings(lang=lang),
        "rows": [
            {
                "goal": row.goal,
                "latest": row.latest,
                "pace": row.pace,
                "word": row.said,
                "colour": row.colour,
                "reasons": row.reasons,
            }
            for row in rows
        ],
        "sentence": scene_sentence(atlas, staged, lang=lang),
        "source": scene_sources(atlas, staged, lang=lang),
        "chart": _chart(atlas, staged, lang),
    }


def _chart(atlas: Atlas, staged: TargetScene, lang: str) -> dict[str, object] | None:
    """Return the chart of a scene of one target: the picture, its breaks with places and words."""
    if len(staged.measured) != 1:
        return None
    label = plain(scene_sentence(atlas, staged, lang=lang))
    width, height = _CHART
    measured = staged.measured[0]
    chart = target_years(atlas, measured, width=width, height=height, size=_LETTERS, lang=lang)
    if chart is None:
        return None
    breaks = [{"at": round(at, 4), "text": plain(text)} for at, text in chart.breaks]
    return {
        "image": chart.address,
        "label": f"{label} {plain(chart.said)}".strip(),
        "breaks": breaks,
        "said": plain(chart.said),
    }
