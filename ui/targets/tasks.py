"""The groups of tasks of the action programme, with its aims in words."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.sources.words import cited
from ui.markup import elements
from ui.markup.source_link import source_link


def show_task_groups(atlas: Atlas, *, lang: str) -> None:
    """Show the groups of tasks and the aims that no figure here can measure."""
    t = texts(lang)
    groups = sorted(atlas.facts.task_groups, key=lambda group: group.number)
    items = [elements.text("li", pick(group, "text", lang)) for group in groups]
    head = t("target_page.tasks", count=len(groups)) if groups else t("target_page.no_tasks")
    pieces = [
        elements.text("h2", head, css="page-title"),
        elements.tag("ol", "".join(items)) if items else "",
        elements.text("h2", t("target_page.aims"), css="page-title"),
    ]
    aims = [elements.text("li", pick(aim, "text", lang)) for aim in atlas.facts.province.aims]
    pieces.append(elements.tag("ul", "".join(aims)))
    if groups:
        source = atlas.facts.sources[groups[0].source_id]
        pieces.append(
            elements.tag(
                "p",
                elements.text("span", t("card.sources") + " ")
                + source_link(source, words=cited(source, lang=lang), lang=lang),
                css="small",
            )
        )
    st.html(elements.tag("div", "".join(pieces), css="panel"))
