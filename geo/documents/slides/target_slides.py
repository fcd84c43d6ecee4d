"""The slides of targets: a table of progress, and for a single target its figures as a chart."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.documents.paper.years.plan import target_plan
from geo.documents.slides.look import Look
from geo.documents.slides.parts import (
    Box,
    Canvas,
    Entry,
    Line,
    add_table,
    cell_room,
    fitting,
    row_heights,
    write_text,
)
from geo.documents.slides.points import add_year_chart
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.stage import TargetScene
from geo.reading.progress.groups import Group, headings_below, pace_below, row_groups
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence

_TEXT, _LARGE, _ALONE, _NOTE = 14.0, 20.0, 16.0, 12.0
_SHARES = (0.36, 0.2, 0.44)
_WHY = 2
"""The column of paces and reasons."""
_EMPTY = Entry(Line("", _TEXT, ""))
"""What a cell that goes over others stands on."""
_CHART, _HEADS = 0.6, 0.32
_GAP = 8.0
Rows = list[list[Entry]]


def target_pages(
    atlas: Atlas, staged: TargetScene, *, room: Box, look: Look, lang: str
) -> list[Rows]:
    """Spread the targets of a scene over slides with some room each, all with their head.

    Those of a status stand under its heading, a reason that several have beside all of them.
    """
    widths = [room.width * share for share in _SHARES]
    goal, latest, pace, why = headings_below(lang=lang)
    head = _entries([goal, latest, f"{pace}, {why[:1].lower()}{why[1:]}"], look, head=True)
    groups = row_groups(target_rows(atlas, staged.measured, lang=lang), lang=lang)
    titles = [_title(group, look, lang=lang) for group in groups]
    first, *above = row_heights([head, *titles], widths)
    space = room.height - first
    parts = [
        _Part(at, rows, sum(row_heights(rows, widths)))
        for at, group in enumerate(groups)
        for block in group.blocks
        for rows in _fitting(
            [_told_below(row, lang) for row in block.rows],
            *(widths, space - max(above), look),
        )
    ]
    pages = []
    for page in _even(parts, above, space):
        rows = [head]
        for before, part in zip([None, *page], page, strict=False):
            if before is None or before.group != part.group:
                again = part is not next(each for each in parts if each.group == part.group)
                rows.append(_title(groups[part.group], look, lang=lang, again=again))
            rows += part.rows
        pages.append(rows)
    return pages


def _told_below(row: TargetRow, lang: str) -> tuple[str, str, str]:
    """Return goal, latest figure, and pace and reasons of a target, all in full."""
    # that nothing is known is said in the column before
    why = "" if row.unknown else row.reasons
    told = (pace_below(row, lang=lang), why)
    return row.goal, row.latest, "; ".join(each for each in told if each)


@dataclass(frozen=True)
class _Part:
    """Rows that stay together, the place of their group, and their height in millimetres."""

    group: int
    rows: Rows
    height: float


def _even(parts: Sequence[_Part], above: Sequence[float], space: float) -> list[list[_Part]]:
    """Put parts on as few pages as they take, of about the same height."""
    pages = _filled(parts, above, space)
    for most in range(math.ceil(space)):
        closer = _filled(parts, above, most)
        if len(closer) == len(pages):
            return closer
    return pages


def _filled(parts: Sequence[_Part], above: Sequence[float], most: float) -> list[list[_Part]]:
    """Fill pages up to some height; a part that is higher has one for itself."""
    pages: list[list[_Part]] = [[]]
    height = 0.0
    for part in parts:
        goes_on = bool(pages[-1]) and pages[-1][-1].group == part.group
        needed = part.height + (0 if goes_on else above[part.group])
        if pages[-1] and height + needed > most:
            pages.append([])
            height, needed = 0.0, part.height + above[part.group]
        pages[-1].append(part)
        height += needed
    return pages


def _title(group: Group, look: Look, *, lang: str, again: bool = False) -> list[Entry]:
    """Return the row above the targets of a status, on a further slide as one that goes on."""
    said = group.heading
    if again:
        said = texts(lang)("targets.group_goes_on", group=said)
    line = Line(said, _TEXT, look.readable(group.colour), bold=True)
    return [Entry(line, across=len(_SHARES)), *[_EMPTY] * (len(_SHARES) - 1)]


def _fitting(
    rows: Sequence[Sequence[str]], widths: Sequence[float], space: float, look: Look
) -> Iterator[Rows]:
    """Return targets of one reason as rows, in as many parts as fit a slide each."""
    table = [_entries(row, look) for row in rows]
    if len(rows) > 1 and rows[0][_WHY] and len({row[_WHY] for row in rows}) == 1:
        table[0][_WHY] = replace(table[0][_WHY], down=len(rows))
        for entries in table[1:]:
            entries[_WHY] = _EMPTY
    if sum(row_heights(table, widths)) <= space:
        yield table
    elif len(rows) > 1:
        half = len(rows) // 2
        yield from _fitting(rows[:half], widths, space, look)
        yield from _fitting(rows[half:], widths, space, look)
    else:
        yield [_smaller(table[0], widths, space)]


def _smaller(row: Sequence[Entry], widths: Sequence[float], space: float) -> list[Entry]:
    """Return a row that is higher than a slide in letters that fit it."""
    return [
        replace(each, line=replace(each.line, size=fitting(each.line.text, _TEXT, box)))
        for each, width in zip(row, widths, strict=True)
        for box in [cell_room(width, space)]
    ]


def _entries(texts: Sequence[str], look: Look, *, head: bool = False) -> list[Entry]:
    """Return the cells of a row; what the heading of the group says is none of them."""
    colour = look.quiet if head else look.ink
    return [Entry(Line(plain(text), _TEXT, colour)) for text in texts]


def add_targets(canvas: Canvas, rows: Rows) -> None:
    """Fill a slide with a page of targets."""
    widths = [canvas.room.width * share for share in _SHARES]
    name = texts(canvas.lang)("meeting.target_table")
    add_table(canvas, canvas.room, rows, widths=widths, name=name)


def add_target(canvas: Canvas, atlas: Atlas, staged: TargetScene) -> None:
    """Fill a slide with a single target: its figures as a chart, and beside it how it stands."""
    room, look, lang = canvas.room, canvas.look, canvas.lang
    measured = staged.measured[0]
    plan = target_plan(atlas, measured, lang=lang)
    said = plan.marks.said
    told = f"{progress_sentence(atlas, measured, lang=lang)} {said}"
    chart = Box(room.left, room.top, room.width * _CHART, room.height)
    drawn = add_year_chart(canvas, chart, plan, name=staged.title, said=told)
    left = chart.left + chart.width + _GAP if drawn else room.left
    side = Box(left, room.top, room.left + room.width - left, room.height)
    (row,) = target_rows(atlas, staged.measured, lang=lang)
    widths = [side.width * _HEADS, side.width * (1 - _HEADS)]
    rows = [
        [Entry(Line(head, _NOTE, look.quiet)), Entry(line)]
        for head, line in zip(target_headings(lang=lang), _told(row, look), strict=False)
    ]
    name = texts(lang)("meeting.target_table")
    bottom = add_table(canvas, side, rows, widths=widths, name=name, head=False)
    remark = Line(said, _NOTE, look.quiet)
    room_left = side.bottom - bottom - 4
    if said and room_left > 0:
        place = Box(side.left, bottom + 4, side.width, min(room_left, remark.height(side.width)))
        write_text(canvas, place, [remark], name=texts(lang)("slides.remark"))


def _told(row: TargetRow, look: Look) -> list[Line]:
    """Return the aim, the latest figure, the pace or why there is none, and the status."""
    _, latest, pace, status = row.short
    return [
        Line(row.aim, _LARGE, look.ink, bold=True),
        Line(latest, _LARGE, look.ink, bold=True),
        Line(pace, _ALONE, look.ink),
        Line(status, _ALONE, look.readable(row.colour), bold=True),
    ]
