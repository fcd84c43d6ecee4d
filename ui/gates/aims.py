"""The targets of the border economy with the pace they need."""

from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_indicators
from geo.language.texts import texts
from geo.reading.progress.rows import TargetRow, target_rows
from geo.reading.progress.words import history_line
from geo.targets.goals import is_past
from geo.targets.progress import Progress, all_progress
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.status import progress_html
from ui.markup.table import table_html

_COLUMNS = ("target", "aim", "latest", "gap", "observed", "required", "status", "source")


def aims_html(atlas: Atlas, *, lang: str) -> str:
    """Return the targets ahead as a table, those whose year is over as lines."""
    t = texts(lang)
    ids = {each.indicator_id for each in border_indicators(atlas)}
    found = [each for each in all_progress(atlas) if each.indicator.indicator_id in ids]
    head = elements.text("h2", t("border.targets_title"), css="page-title")
    if not found:
        return head + elements.text("p", t("border.targets_none"), css="small")
    ahead = [each for each in found if not is_past(atlas, each.target)]
    past = [each for each in found if is_past(atlas, each.target)]
    rows = zip(ahead, target_rows(atlas, ahead, lang=lang), strict=True)
    pieces = [head]
    if ahead:
        cells = [_row(atlas, measured, row, lang) for measured, row in rows]
        pieces.append(table_html(_heads(lang), cells, css="aims"))
    if past:
        lines = target_rows(atlas, past, lang=lang)
        items = [
            elements.tag(
                "li",
                elements.text("span", f"{row.text}: {history_line(each, lang=lang)}")
                + f" · {_document(atlas, each, lang)}",
            )
            for each, row in zip(past, lines, strict=True)
        ]
        pieces.append(elements.text("h3", t("border.targets_past"), css="small"))
        pieces.append(elements.tag("ul", "".join(items), css="small"))
    return "".join(pieces)


def _heads(lang: str) -> list[str]:
    t = texts(lang)
    keys = {"aim": "targets.column_aim", "source": "targets.column_source"}
    return [t(keys.get(each, f"targets.step_{each}")) for each in _COLUMNS]


def _document(atlas: Atlas, measured: Progress, lang: str) -> str:
    """Return a link to what set a target."""
    return source_link(atlas.facts.sources[measured.target.source_id], lang=lang)


def _row(atlas: Atlas, measured: Progress, row: TargetRow, lang: str) -> list[str]:
    value = elements.text("span", row.value) + elements.text("small", row.marks)
    said = progress_html(measured, lang=lang)
    reasons = elements.text("small", row.reasons) if row.reasons else ""
    return [
        elements.text("span", row.text) + elements.text("small", row.name),
        elements.text("span", row.aim) + elements.tag("small", _document(atlas, measured, lang)),
        value,
        elements.text("span", row.gap),
        elements.text("span", row.observed),
        elements.text("span", row.required),
        said + reasons,
        source_link(row.source, lang=lang) if row.source else "",
    ]
