"""Comparisons and portraits in the room: sentences, pictures, remarks on one screen."""

from geo.documents.html.exhibits import Size, exhibit_letters
from geo.meeting.exhibit import Table
from geo.meeting.stage import ExhibitScene
from ui.markup import elements

_SIZES = (("small", Size(374, 800, 12.0)), ("wide", Size(1880, 740, 22.0)))
_BESIDE = (("small", Size(374, 300, 12.0)), ("wide", Size(820, 560, 22.0)))
"""Pictures for telephones and for all other windows; those that stand beside many sentences."""
_READ_ABOVE = 3
"""Sentences that stand above pictures; more stand beside them."""


def exhibit_html(staged: ExhibitScene, *, lang: str) -> str:
    """Return what the room shows of an exhibit as HTML."""
    exhibit = staged.exhibit
    words = "".join(elements.text("p", each, css="stage-words") for each in exhibit.sentences)
    many = len(exhibit.sentences) > _READ_ABOVE
    drawings = [
        elements.tag(
            "div",
            elements.lettered(exhibit_letters(staged, size, lang=lang), label=exhibit.said),
            css=f"years {name} of-{size.width}",
        )
        for name, size in (_BESIDE if many else _SIZES)
    ]
    chart = elements.tag("div", "".join(drawings), css="stage-chart stage-exhibit")
    remarks = elements.text("p", " · ".join(exhibit.remarks), css="breaks")
    if not many:
        return elements.tag("div", words + chart + remarks, css="stage-said")
    read = elements.tag("div", elements.tag("div", words) + chart, css="stage-pair")
    tables = "".join(map(_table, exhibit.tables))
    return elements.tag("div", read + tables + remarks, css="stage-said")


def _table(table: Table) -> str:
    head = "".join(elements.text("th", each) for each in table.heads)
    rows = "".join(
        elements.tag("tr", "".join(elements.cell(each) for each in row)) for row in table.rows
    )
    body = elements.tag("tr", head) + rows
    return elements.tag("table", body, css="stage-table figures-read")
