"""The groups of tasks of the action programme, with its aims in words."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from ui import markup


def show_task_groups(atlas: Atlas, *, lang: str) -> None:
    """Show the groups of tasks and the aims that no figure here can measure."""
    t = texts(lang)
    groups = sorted(atlas.facts.task_groups, key=lambda group: group.number)
    items = [markup.text("li", pick(group, "text", lang)) for group in groups]
    head = t("target_page.tasks", count=len(groups)) if groups else t("target_page.no_tasks")
    pieces = [
        markup.text("h2", head, css="page-title"),
        markup.tag("ol", "".join(items)) if items else "",
        markup.text("h2", t("target_page.aims"), css="page-title"),
    ]
    aims = [markup.text("li", pick(aim, "text", lang)) for aim in atlas.facts.province.aims]
    pieces.append(markup.tag("ul", "".join(aims)))
    if groups:
        source = atlas.facts.sources[groups[0].source_id]
        pieces.append(
            markup.tag(
                "p",
                markup.text("span", t("card.sources") + " ")
                + markup.link(source.title, source.url),
                css="small",
            )
        )
    st.html(markup.tag("div", "".join(pieces), css="panel"))
