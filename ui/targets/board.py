"""The board of targets: one row each, sorted by its headings, printed on one page."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.imprint import version_text
from geo.reading.progress.order import BACKWARDS, in_order
from geo.reading.progress.rows import BOARD_HEADINGS, TargetRow, target_rows
from geo.reading.progress.statuses import status_word
from geo.targets.progress import Progress, status_counts
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.status import progress_html
from ui.session.state import address_with, extra
from ui.targets.cards import grouped, show_card
from ui.targets.held_back import show_held_back

_SORT_OF = {
    "text": "target",
    "value": "latest",
    "gap": "gap",
    "observed": "pace",
    "status": "status",
    "source": "source",
}
"""The columns that sort the board, with the name of the sort."""

Group = tuple[str, Sequence[tuple[Progress, TargetRow]]]
"""A heading, empty for none, and the targets under it."""


def show_board(atlas: Atlas, measured: Sequence[Progress], *, by_theme: bool, lang: str) -> None:
    """Show the targets that have a figure as a table, in it the card that the address names."""
    sort, card = extra("sort"), extra("card")
    ordered = in_order(atlas, measured, by=sort, lang=lang)
    groups = [("", ordered)] if sort else grouped(atlas, ordered, by_theme=by_theme, lang=lang)
    rows = [(title, _with_rows(atlas, each, lang)) for title, each in groups]
    caption = board_caption(atlas, measured, lang=lang)
    above, below = _parted(rows, card)
    st.html(board_html(above, sort=sort, card=card, caption=caption, lang=lang))
    for each in ordered:
        if each.target.target_id == card:
            with st.container(border=True, key="shown_card"):
                show_card(atlas, each, lang=lang)
                show_held_back(atlas, each, lang=lang)
    if any(rows for _, rows in below):
        st.html(board_html(below, sort=sort, card=card, caption=caption, lang=lang, again=True))


def _with_rows(
    atlas: Atlas, measured: Sequence[Progress], lang: str
) -> list[tuple[Progress, TargetRow]]:
    return list(zip(measured, target_rows(atlas, measured, lang=lang), strict=True))


def _parted(groups: Sequence[Group], card: str) -> tuple[list[Group], list[Group]]:
    """Part the groups after the row whose card is open; without one all stand above."""
    above: list[Group] = []
    for at, (title, rows) in enumerate(groups):
        ids = [row.target_id for _, row in rows]
        if card in ids:
            end = ids.index(card) + 1
            return [*above, (title, rows[:end])], [("", rows[end:]), *groups[at + 1 :]]
        above.append((title, rows))
    return above, []


def board_html(
    groups: Sequence[Group], *, sort: str, card: str, caption: str, lang: str, again: bool = False
) -> str:
    """Return targets as a table.

    Parameters
    ----------
    groups
        The targets under their headings.
    sort
        What they are sorted by, see `geo.reading.progress.order`.
    card
        Id of the target whose card is open; the link of its row closes it.
    caption
        What the table holds.
    lang
        Language.
    again
        Whether a part of the table stands above: its headings are then only read aloud.
    """
    bodies = [
        elements.tag("tbody", _heading(title) + "".join(_row(*each, card, lang) for each in rows))
        for title, rows in groups
        if rows
    ]
    columns = "".join(f'<col class="{key}">' for key in BOARD_HEADINGS)
    css = "board again" if again else "board"
    content = [
        elements.text("caption", caption),
        elements.tag("colgroup", columns),
        elements.tag("thead", elements.tag("tr", _headings(sort, lang))),
        *bodies,
    ]
    return elements.tag("table", "".join(content), css=css)


def board_caption(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> str:
    """Say how many targets of each status there are, and of which edition of the facts."""
    counts = "; ".join(
        f"{status_word(status, lang=lang)}: {count}"
        for status, count in status_counts(tuple(measured)).items()
        if count
    )
    fields = {"count": len(measured), "version": version_text(atlas, lang=lang)}
    return texts(lang)("target_page.board_caption", counts=counts, **fields)


def _headings(sort: str, lang: str) -> str:
    t = texts(lang)
    heads = []
    for column, key in BOARD_HEADINGS.items():
        name = _SORT_OF.get(column)
        if name is None:
            heads.append(f'<th scope="col">{escape(t(key))}</th>')
            continue
        up, down = sort == name, sort == BACKWARDS + name
        # the first click puts one end first, the second the other, the third the themes again
        following = BACKWARDS + name if up else "" if down else name
        link = elements.turn(t(key), address_with(sort=following), title=t("target_page.sort"))
        mark = " ▲" if up else " ▼" if down else ""
        aria = ' aria-sort="ascending"' if up else ' aria-sort="descending"' if down else ""
        heads.append(f'<th scope="col"{aria}>{link}{mark}</th>')
    return "".join(heads)


def _heading(title: str) -> str:
    if not title:
        return ""
    span = len(BOARD_HEADINGS)
    return f'<tr class="group"><th scope="rowgroup" colspan="{span}">{escape(title)}</th></tr>'


def _row(measured: Progress, row: TargetRow, card: str, lang: str) -> str:
    t = texts(lang)
    is_open = row.target_id == card
    address = address_with(card="" if is_open else row.target_id)
    word = t("target_page.close_card" if is_open else "target_page.open_card")
    source = row.source
    cells = {
        "aim": elements.text("span", row.aim),
        "value": elements.text("b", row.value) + elements.text("small", row.marks),
        "gap": escape(row.gap),
        "observed": escape(row.observed),
        "required": escape(row.required),
        "status": progress_html(measured, lang=lang),
        "source": source_link(source, lang=lang) if source is not None else "",
    }
    name = elements.turn(row.text, address, title=word) + elements.text("small", row.name)
    columns = "".join(
        f'<td data-label="{escape(t(BOARD_HEADINGS[column]))}"'
        + (f"><div>{content}</div></td>" if content else ' class="none">–</td>')
        for column, content in cells.items()
    )
    css = ' class="open"' if is_open else ""
    return f'<tr{css}><th scope="row">{name}</th>{columns}</tr>'
