"""The scenes of the one HTML file as data: every year of a map, every target, in words."""

from base64 import b64encode
from collections.abc import Sequence

from geo.documents.paper.target_chart import target_chart
from geo.figures.atlas import Atlas
from geo.frame.message import frame_message
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.stage import (
    MapScene,
    Staged,
    TargetScene,
    cited,
    drawing_source_ids,
    scene_heading,
    scene_sentence,
    scene_source_ids,
    scene_sources,
)
from geo.reading.legend import legend_notes
from geo.reading.progress.rows import target_headings, target_rows
from geo.reading.sentences import source_line, view_sentence, view_title
from geo.reading.values import class_labels, drawn_unit
from geo.views.address import read_choice, read_query
from geo.views.drawing import Drawing, draw
from geo.views.gate_symbols import gate_name


def scene_data(atlas: Atlas, staged: Staged, *, lang: str) -> dict[str, object]:
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
        words["sources"] = [cited(atlas, key, lang=lang) for key in scene_source_ids(atlas, staged)]
        return {"kind": "target", lang: words | _targets(atlas, staged, lang)}
    view = staged.drawing.view
    years = atlas.years(view.indicator, view.level, view.vintage) or (view.year,)
    drawings = [draw(atlas, view.on(year=year)) for year in years]
    # newest first, as the list of sources reads best; all years can be turned to
    keys = [key for each in reversed(drawings) for key in drawing_source_ids(atlas, each)]
    words["sources"] = [cited(atlas, key, lang=lang) for key in dict.fromkeys(keys)]
    return {
        "kind": "map",
        "years": [str(year) for year in years],
        "opens": years.index(view.year),
        "unit": staged.selected,
        lang: words | _map(atlas, staged, drawings, lang),
    }


def page_words(lang: str) -> dict[str, str]:
    """Return the words of the page itself in a language."""
    t = texts(lang)
    return {
        "language": t("meeting.language"),
        "scenes": t("meeting.scenes"),
        "present": t("meeting.present"),
        "print": t("meeting.print"),
        "note": t("meeting.note"),
        "figures": t("meeting.figures"),
        "sources": t("export.sheet_sources"),
        "units": t("export.number_of_units"),
        "not_applicable": t("legend.not_applicable"),
        "gates": t("export.sheet_gates"),
        "play": t("meeting.play"),
        "pause": t("meeting.pause"),
        "turn": t("meeting.turn"),
        "year": t("control.year"),
    }


def _map(
    atlas: Atlas, staged: MapScene, drawings: Sequence[Drawing], lang: str
) -> dict[str, object]:
    t = texts(lang)
    drawing = staged.drawing
    unit = "" if drawing.classes.ids else drawn_unit(drawing, lang=lang)
    ordinal = drawing.kind == "ordinal"
    return {
        "unit": t("export.legend_unit", unit=unit) if unit else "",
        "labels": class_labels(atlas, drawing, lang=lang),
        "unknown": t("legend.not_known") if ordinal else t("legend.no_data"),
        "unplaced": _unplaced(atlas, drawing, lang),
        "frames": [_frame(atlas, staged, each, lang) for each in drawings],
    }


def _frame(atlas: Atlas, staged: MapScene, drawing: Drawing, lang: str) -> dict[str, object]:
    """Return a year of a map: its message, title, sentence, sources and the legend's notes."""
    _, query = read_query(atlas, staged.scene.query)
    kept, _ = read_choice(atlas, drawing, query)
    message = frame_message(
        atlas,
        drawing,
        lang=lang,
        layer=f"layer-{staged.layer.name}",
        words=f"words-{lang}",
        kept=kept,
    )
    title = view_title(atlas, drawing.view, lang=lang)
    return {
        "message": message,
        "subtitle": "" if title == scene_heading(staged, lang=lang) else title,
        "sentence": view_sentence(atlas, drawing, lang=lang),
        "source": source_line(atlas, drawing, lang=lang),
        "below": list(legend_notes(atlas, drawing, lang=lang, kept=kept).values()),
    }


def _unplaced(atlas: Atlas, drawing: Drawing, lang: str) -> list[str]:
    """Name the gates that have no point on the map."""
    gates = [gate for gate in atlas.facts.gates.values() if gate.lat is None]
    if drawing.kind != "zone" or not gates:
        return []
    names = ", ".join(gate_name(gate, lang=lang) for gate in gates)
    return [texts(lang)("export.gates_unplaced", names=names)]


def _targets(atlas: Atlas, staged: TargetScene, lang: str) -> dict[str, object]:
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
    chart = target_chart(atlas, staged.measured[0], lang=lang)
    if chart is None:
        return None
    image = f"data:image/png;base64,{b64encode(chart.png).decode()}"
    label = f"{scene_sentence(atlas, staged, lang=lang)} {chart.said}".strip()
    breaks = [{"at": round(at, 4), "text": plain(text)} for at, text in chart.breaks]
    return {"image": image, "label": plain(label), "breaks": breaks, "said": plain(chart.said)}
