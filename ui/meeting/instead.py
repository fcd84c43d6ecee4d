"""What a scene shows in the place of a map, on the whole window: a chart or a table."""

from html import escape

import streamlit as st

from geo.documents.html.level import level_picture, upright_picture
from geo.documents.paper.years.chart import draw_years
from geo.documents.paper.years.plan import plan_said, province_plan
from geo.figures.atlas import Atlas
from geo.meeting.stage import MapScene, scene_sentence
from geo.reading.level.shown import shown_chart
from geo.reading.level.table import level_table
from ui.markup import elements
from ui.markup.charts import years_chart
from ui.markup.table import table_html

CHARTS = (
    ("small", 374, 300, 12.0),
    ("narrow", 980, 330, 16.0),
    ("middle", 1330, 340, 18.0),
    ("wide", 1880, 700, 28.0),
)
"""Charts for windows of four widths: class, width, height and letters in pixels."""


def show_instead(atlas: Atlas, scene: MapScene, *, lang: str) -> None:
    """Show what stands in the place of the map of a scene, below the sentence that reads it."""
    if scene.shown == "table":
        pieces = [_table(atlas, scene, lang)]
    elif scene.drawing.view.level == "province":
        pieces = _province(atlas, scene, lang)
    else:
        pieces = _chart(atlas, scene, lang)
    words = elements.text("p", scene_sentence(atlas, scene, lang=lang), css="stage-words")
    st.html(elements.tag("div", words + "".join(pieces), css="stage-said"))


def _table(atlas: Atlas, scene: MapScene, lang: str) -> str:
    table = level_table(atlas, scene.drawing, lang=lang, kept=scene.kept)
    rows = [[escape(each) for each in (*row.cells, row.what)] for row in table.rows]
    return table_html((*table.heads, table.what), rows)


def _province(atlas: Atlas, scene: MapScene, lang: str) -> list[str]:
    """Return the chart of the whole province, which has one colour on a map."""
    plan = province_plan(atlas, scene.drawing, lang=lang)
    if plan is None:
        return []
    label = f"{scene_sentence(atlas, scene, lang=lang)} {plan_said(plan, lang=lang)}"
    charts = [
        years_chart(
            draw_years(plan, width=width, height=height, size=size, lang=lang),
            *(label, css, width / height),
        )
        for css, width, height, size in CHARTS
    ]
    return _charts("".join(charts), plan.marks.said)


def _chart(atlas: Atlas, scene: MapScene, lang: str) -> list[str]:
    """Return the chart of all units of a level."""
    marked = {"selected": scene.selected, "lang": lang}
    chart = shown_chart(atlas, scene.drawing, scene.shown, kept=scene.kept, **marked)
    if isinstance(chart, str):
        return [elements.text("p", chart, css="breaks")]
    shown = []
    for css, width, height, size in CHARTS:
        if css == "small":
            parted, ratio = upright_picture(chart, **marked)
        else:
            parted = level_picture(chart, width=width, height=height, size=size, **marked)
            ratio = width / height
        image = elements.lettered(parted, label=chart.said)
        shown.append(elements.with_breaks(image, (), css=css, style=f"--ratio:{ratio:.3f}"))
    return _charts("".join(shown), chart.below)


def _charts(charts: str, said: str) -> list[str]:
    below = [elements.text("p", said, css="breaks")] if said else []
    return [elements.tag("div", charts, css="stage-chart"), *below]
