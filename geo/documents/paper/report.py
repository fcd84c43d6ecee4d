"""A meeting on paper: contents with links, a table of targets, a page per scene, the sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import Fit

from geo.documents.paper.page import EXACT, Heading, draw_page, new_paper, write_foot
from geo.documents.paper.page_targets import draw_table, draw_target, table_pages
from geo.documents.paper.paper import INK, QUIET, Paper, baseline, line_height, printable
from geo.documents.paper.vector import papers_pdf
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import (
    MapScene,
    Stage,
    Staged,
    Steps,
    TargetScene,
    Tell,
    cited_with_address,
    meeting_source_ids,
    scene_sources,
)
from geo.reading.imprint import imprint
from geo.reading.progress.rows import TargetRow, target_rows

_MARGIN, _TOP = 20.0, 24.0
_TITLE, _HEADING, _ENTRY, _SMALL = 26.0, 16.0, 11.0, 8.5
_ENTRY_STEP = 6.8
_SOURCE, _SOURCE_GAP = 9.0, 1.4
_POINT = 72 / 25.4

Box = tuple[float, float, float, float]


@dataclass
class _Page:
    """A page to be drawn: its entry in the contents, or none for a page that goes on."""

    entry: str
    draw: Callable[[str], Paper]


def to_meeting_pdf(
    atlas: Atlas,
    stage: Stage,
    *,
    size: str = "a4",
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting as a report.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready.
    size
        Sheet, one of `geo.documents.paper.SIZES`, across.
    tell
        See `geo.meeting.stage.Steps`; one step is a page.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PDF: contents whose lines lead to their pages, the targets of all scenes as a table,
        a page for every scene, every source once; of vectors, with fonts inside and bookmarks.
        A meeting of one scene without a title is that page alone.
    """
    lang = stage.lang
    made = imprint(atlas, now, lang=lang)
    pages = _pages(atlas, stage, size, made, now)
    single = len(stage.scenes) == 1 and not stage.title
    if not single:
        # a foot has room for two sources and the number of the others: here stands each
        pages += _source_pages(atlas, stage, size, made)
    first = 0 if single else _contents_length(size, pages)
    total = first + len(pages)
    steps = Steps(total, tell=tell)
    entries = [
        (page.entry, first + at) for at, page in enumerate(pages) if page.entry and not single
    ]
    links: list[list[tuple[Box, int]]] = [[] for _ in range(first)]
    makers: list[Callable[[], Paper]] = [
        partial(_draw_contents, stage, made, size, entries, at, links[at], total)
        for at in range(first)
    ]
    for at, page in enumerate(pages, start=first + 1):
        number = texts(lang)("meeting.page", number=at, count=total)
        makers.append(partial(page.draw, number if not single else ""))
    title = printable(stage.title or stage.scenes[0].title)
    content = papers_pdf(makers, title=title, after_page=steps.done)
    return _linked(content, entries, links)


def _pages(atlas: Atlas, stage: Stage, size: str, made: str, now: datetime | None) -> list[_Page]:
    """Return the pages after the contents."""
    lang = stage.lang
    pages: list[_Page] = []
    targets = [scene for scene in stage.scenes if isinstance(scene, TargetScene)]
    if len(targets) > 1 and all(len(scene.measured) == 1 for scene in targets):
        every = {each.target.target_id: each for scene in targets for each in scene.measured}
        rows = target_rows(atlas, list(every.values()), lang=lang)
        heading = texts(lang)("meeting.target_table")
        # one scene of all the targets, for its sources are those of the whole table
        together = replace(targets[0], measured=tuple(every.values()))
        sources = scene_sources(atlas, together, lang=lang)
        pages += _table_pages(rows, heading, "", sources, size, made, lang)
    for staged in stage.scenes:
        pages += _scene_pages(atlas, staged, size, made, now, lang)
    return pages


def _scene_pages(
    atlas: Atlas, staged: Staged, size: str, made: str, now: datetime | None, lang: str
) -> list[_Page]:
    if isinstance(staged, MapScene):
        return [_Page(staged.title, partial(_draw_map, atlas, staged, size, now, lang))]
    sources = scene_sources(atlas, staged, lang=lang)
    if len(staged.measured) == 1:
        draw = partial(_draw_target, atlas, staged, size, sources, made, lang)
        return [_Page(staged.title, draw)]
    rows = target_rows(atlas, staged.measured, lang=lang)
    return _table_pages(rows, staged.title, staged.note, sources, size, made, lang)


def _draw_map(
    atlas: Atlas, staged: MapScene, size: str, now: datetime | None, lang: str, number: str
) -> Paper:
    return draw_page(
        *(atlas, staged.drawing, staged.layer),
        lang=lang,
        heading=Heading(staged.title, staged.note, number),
        chosen=staged.chosen,
        selected=staged.selected,
        size=size,
        dpi=EXACT,
        now=now,
    )


def _draw_target(
    atlas: Atlas, staged: TargetScene, size: str, sources: str, made: str, lang: str, number: str
) -> Paper:
    paper = new_paper(size, dpi=EXACT)
    bottom = write_foot(paper, sources, _joined(made, number))
    draw_target(paper, atlas, staged, bottom=bottom, lang=lang)
    return paper


def _table_pages(
    rows: Sequence[TargetRow],
    heading: str,
    note: str,
    sources: str,
    size: str,
    made: str,
    lang: str,
) -> list[_Page]:
    parts = table_pages(new_paper(size, dpi=EXACT), rows)

    def draw(at: int, number: str) -> Paper:
        paper = new_paper(size, dpi=EXACT)
        write_foot(paper, sources, _joined(made, number))
        title = _part_title(heading, at, len(parts), lang)
        draw_table(paper, parts[at], title=title, note=note if at == 0 else "", lang=lang)
        return paper

    return [_Page(heading if at == 0 else "", partial(draw, at)) for at in range(len(parts))]


def _source_pages(atlas: Atlas, stage: Stage, size: str, made: str) -> list[_Page]:
    """Return the pages on which every source of a meeting stands once."""
    heading = texts(stage.lang)("export.sheet_sources")
    paper = new_paper(size, dpi=EXACT)
    room = paper.width - 2 * _MARGIN - 10
    said = [
        cited_with_address(atlas, key, lang=stage.lang)
        for key in meeting_source_ids(atlas, stage.scenes)
    ]
    wrapped = [paper.wrap(text, size=_SOURCE, width=room, most=len(text)) for text in said]
    parts = _source_parts(wrapped, paper.height - _TOP - 40)

    def draw(at: int, number: str) -> Paper:
        paper = new_paper(size, dpi=EXACT)
        write_foot(paper, "", _joined(made, number))
        title = _part_title(heading, at, len(parts), stage.lang)
        y = paper.write_lines(_MARGIN, _TOP, [title], size=_HEADING, bold=True) + 3
        for place, lines in parts[at]:
            foot = y + baseline(_SOURCE)
            left = _MARGIN + 7
            paper.write(left, foot, str(place), size=_SOURCE, colour=QUIET, across="right")
            y = paper.write_lines(_MARGIN + 10, y, lines, size=_SOURCE) + _SOURCE_GAP
        return paper

    return [_Page(heading if at == 0 else "", partial(draw, at)) for at in range(len(parts))]


def _source_parts(
    wrapped: Sequence[Sequence[str]], room: float
) -> list[list[tuple[int, Sequence[str]]]]:
    """Spread numbered paragraphs over pages with so much room; none is divided."""
    parts: list[list[tuple[int, Sequence[str]]]] = [[]]
    left = room
    for place, lines in enumerate(wrapped, start=1):
        height = len(lines) * line_height(_SOURCE) + _SOURCE_GAP
        if parts[-1] and height > left:
            parts.append([])
            left = room
        parts[-1].append((place, lines))
        left -= height
    return parts


def _part_title(heading: str, at: int, count: int, lang: str) -> str:
    """Return the heading of a page, with its number where the matter takes several."""
    if count == 1:
        return heading
    return texts(lang)("meeting.part", title=heading, number=at + 1, count=count)


def _contents_length(size: str, pages: Sequence[_Page]) -> int:
    room = _entries_on_page(new_paper(size))
    entries = sum(bool(page.entry) for page in pages)
    return max(1, -(-entries // room))


def _entries_on_page(paper: Paper) -> int:
    return int((paper.height - _TOP - 44 - _MARGIN) / _ENTRY_STEP)


def _draw_contents(
    stage: Stage,
    made: str,
    size: str,
    entries: Sequence[tuple[str, int]],
    at: int,
    links: list[tuple[Box, int]],
    total: int,
) -> Paper:
    """Draw a page of the contents; note where each line stands and where it leads."""
    t = texts(stage.lang)
    paper = new_paper(size, dpi=EXACT)
    right = paper.width - _MARGIN
    lines = paper.wrap(stage.title, size=_TITLE, width=right - _MARGIN, most=2, bold=True)
    y = paper.write_lines(_MARGIN, _TOP, lines, size=_TITLE, bold=True) + 2
    y = paper.write_lines(_MARGIN, y, [made], size=_SMALL, colour=QUIET) + 4
    paper.rule(y, start=_MARGIN, end=right)
    y += 5
    count = _entries_on_page(paper)
    links.clear()
    for number, (entry, page) in enumerate(entries[at * count : (at + 1) * count]):
        words = paper.wrap(entry, size=_ENTRY, width=right - _MARGIN - 22, most=1)
        foot = y + baseline(_ENTRY)
        paper.write(
            _MARGIN + 7,
            foot,
            str(at * count + number + 1),
            size=_ENTRY,
            colour=QUIET,
            across="right",
        )
        paper.write(_MARGIN + 10, foot, words[0] if words else "", size=_ENTRY, colour=INK)
        paper.write(right, foot, str(page + 1), size=_ENTRY, colour=QUIET, across="right")
        box = (_MARGIN, y, right, y + line_height(_ENTRY))
        links.append((_in_points(box, paper), page))
        y += _ENTRY_STEP
    number_text = t("meeting.page", number=at + 1, count=total)
    write_foot(paper, "", number_text)
    return paper


def _in_points(box: Box, paper: Paper) -> Box:
    """Return a box of a sheet in the points of a PDF, which count from the lower edge."""
    left, top, right, bottom = (side * paper.magnify * _POINT for side in box)
    height = paper.height * paper.magnify * _POINT
    return (left, height - bottom, right, height - top)


def _linked(
    content: bytes,
    entries: Sequence[tuple[str, int]],
    links: Sequence[Sequence[tuple[Box, int]]],
) -> bytes:
    """Add links to the lines of the contents, and bookmarks."""
    if not entries:
        return content
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for page, found in enumerate(links):
        for box, to in found:
            link = Link(rect=box, target_page_index=to, fit=Fit.fit(), border=[0, 0, 0])
            writer.add_annotation(page_number=page, annotation=link)
    for entry, page in entries:
        writer.add_outline_item(title=printable(entry), page_number=page)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _joined(made: str, number: str) -> str:
    return f"{made} · {number}" if number else made
