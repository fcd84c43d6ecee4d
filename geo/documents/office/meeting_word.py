"""A meeting or one view as a document of a word processor: to be edited, and to be filed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from geo.documents.office.exhibit_word import add_exhibit, exhibit_png
from geo.documents.office.picture import CHART, made_ahead, map_picture, picture_png
from geo.documents.office.word import Entry, Word
from geo.documents.paper import Wish
from geo.documents.paper.sheet import document_of, drawn
from geo.documents.paper.sources import cites, source_list
from geo.documents.paper.years.chart import draw_on
from geo.documents.paper.years.plan import target_plan
from geo.figures.atlas import Atlas, Cell
from geo.figures.gate_figures import gate_cell
from geo.figures.province_figures import province_unit
from geo.language.texts import texts
from geo.meeting.stage import (
    ExhibitScene,
    MapScene,
    Stage,
    Staged,
    Steps,
    TargetScene,
    Tell,
    meeting_source_ids,
    scene_sentence,
    scene_source_ids,
    scene_subtitle,
)
from geo.places.districts import district_heading, districts_text
from geo.places.unit_names import unit_name
from geo.reading.charts import target_marks
from geo.reading.gates import gate_name
from geo.reading.imprint import moment_of_making
from geo.reading.legend import legend_head, legend_notes, legend_rows
from geo.reading.progress.groups import headings_below, pace_below, row_groups
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence
from geo.reading.sentences import drawn_boundaries
from geo.reading.values import (
    absent_text,
    basis_text,
    cell_text,
    drawn_name,
    flag_text,
    number_text,
    period_text,
)
from geo.targets.progress import progress_ahead
from geo.views.border_address import shown_of


def to_docx(
    atlas: Atlas, stage: Stage, *, tell: Tell | None = None, now: datetime | None = None
) -> bytes:
    """Write a meeting as a document of a word processor.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready; one scene without a title above it is a document of that view.
    tell
        See `geo.meeting.stage.Steps`; one step is a scene.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        DOCX, A4 upright: for each scene title, sentence, a picture with a text for whoever does
        not see it, legend, the target and how far it is reached; the figures of all units as
        tables whose heads are repeated, behind all scenes; the sources by the numbers that they
        are cited with, their addresses as links. What the speaker alone should know is left out.
    """
    lang, keys = stage.lang, meeting_source_ids(atlas, stage.scenes)
    title = stage.title or stage.scenes[0].title
    said = document_of(atlas, "word", title, now, lang=lang)
    word = Word(
        *(title, said["author"]),
        lang=lang,
        made=said["made"],
        page=said["page"],
        now=moment_of_making(now),
    )
    pages = _Pages(word, atlas, lang, {key: at for at, key in enumerate(keys, start=1)})
    if stage.title:
        word.heading(title, level=0)
        word.paragraph(said["author"])
    steps = Steps(len(stage.scenes), tell=tell)
    with made_ahead([partial(_picture, atlas, staged, lang) for staged in stage.scenes]) as made:
        for staged, picture in zip(stage.scenes, made, strict=True):
            pages.add_scene(staged, picture)
            steps.done()
    maps = [staged for staged in stage.scenes if isinstance(staged, MapScene)]
    if maps:
        word.heading(texts(lang)("export.sheet_view"), level=1)
    for staged in maps:
        pages.add_figures(staged)
    listed = source_list(atlas, keys, lang=lang)
    word.heading(listed["title"], level=1)
    word.sources(listed["rows"])
    return word.content()


_Rows = list[list[Entry]]
_Picture = tuple[bytes, str]
"""A PNG, and the text that stands for it."""


def _picture(atlas: Atlas, staged: Staged, lang: str) -> _Picture | None:
    """Return the map, or the chart, of a scene; nothing of several targets."""
    if isinstance(staged, MapScene):
        wish = Wish(lang, staged.chosen, staged.selected, staged.shown)
        return map_picture(atlas, staged.drawing, staged.layer, wish)
    if isinstance(staged, ExhibitScene):
        return exhibit_png(staged, lang=lang)
    if len(staged.measured) > 1:
        return None

    plan = target_plan(atlas, staged.measured[0], lang=lang)
    draw = partial(draw_on, plan=plan, lang=lang)
    said = f"{staged.title}. {scene_sentence(atlas, staged, lang=lang)}"
    return picture_png([partial(drawn, draw=draw)], CHART), said


@dataclass
class _Pages:
    """The document, and the numbers of the sources in it."""

    word: Word
    atlas: Atlas
    lang: str
    numbers: dict[str, int]

    def add_scene(self, staged: Staged, picture: _Picture | None) -> None:
        """Write title, sentence, picture and what belongs to it."""
        self.word.heading(staged.title, level=1)
        below = scene_subtitle(self.atlas, staged, lang=self.lang)
        if below:
            self.word.paragraph("", lead=below, with_next=True)
        for said in self._sentences(staged):
            self.word.paragraph(said, with_next=True)
        if picture is not None:
            self.word.picture(picture[0], said=picture[1])
        if isinstance(staged, MapScene):
            self._add_map(staged)
        elif isinstance(staged, ExhibitScene):
            add_exhibit(self.word, staged, self._cite, lang=self.lang)
        else:
            self._add_targets(staged)

    def _sentences(self, staged: Staged) -> tuple[str, ...]:
        if isinstance(staged, ExhibitScene):
            return staged.exhibit.sentences
        return (scene_sentence(self.atlas, staged, lang=self.lang),)

    def add_figures(self, staged: MapScene) -> None:
        """Write the table of all figures of a map, as far as the filter keeps them."""
        t, drawing = texts(self.lang), staged.drawing
        gates = shown_of(drawing.view) is not None
        where = (
            t("export.gate_kind") if gates else district_heading(self.atlas.facts, lang=self.lang)
        )
        columns = [
            (t("export.rank"), 14),
            (t("export.gate" if gates else "export.unit"), 33),
            (where, 33),
            (drawn_name(drawing.indicator, drawing.view.mode, lang=self.lang), 32),
            (t("word.kind"), 36),
            (t("export.sheet_sources"), 19),
        ]
        rows, absent = self._gate_rows(staged) if gates else self._unit_rows(staged)
        used = [at for at in range(len(columns)) if any(row[at].text for row in rows)]
        self._cite(self.word.caption(t("word.table"), staged.title, above=True), staged)
        self.word.table(
            [columns[at][0] for at in used],
            [[row[at] for at in used] for row in rows],
            shares=[columns[at][1] for at in used],
            said=staged.title,
            right={0, 3} if drawing.kind == "numeric" and not gates else (),
        )
        for reason, names in absent.items():
            self.word.paragraph(", ".join(names), lead=f"{reason} ({len(names)})")

    def _cite(self, paragraph: object, staged: Staged) -> None:
        keys = scene_source_ids(self.atlas, staged)
        self.word.cite(paragraph, cites(self.numbers[key] for key in keys))

    def _add_map(self, staged: MapScene) -> None:
        t, drawing = texts(self.lang), staged.drawing
        boundaries = drawn_boundaries(self.atlas, drawing.view, lang=self.lang)
        self._cite(self.word.caption(t("word.figure"), f"{staged.title}. {boundaries}"), staged)
        if not staged.charted:
            self._add_legend(staged)
        ahead = progress_ahead(
            self.atlas, drawing.indicator.indicator_id, province_unit(self.atlas)
        )
        if ahead is not None and not drawing.view.gate_period:
            said = progress_sentence(self.atlas, ahead, lang=self.lang)
            self.word.paragraph(said, lead=t("targets.step_target"))

    def _add_legend(self, staged: MapScene) -> None:
        t, drawing, kept = texts(self.lang), staged.drawing, staged.kept
        rows = legend_rows(self.atlas, drawing, lang=self.lang, kept=kept, with_unit=False)
        head = legend_head(drawing, lang=self.lang)
        self.word.table(
            [t("meeting.legend"), head, t("export.number_of_units")],
            [[Entry(symbol=row.symbol), Entry(row.label), Entry(row.counted)] for row in rows],
            shares=(2, 8, 3),
            said=t("meeting.legend"),
            right={2},
        )
        notes = legend_notes(self.atlas, drawing, lang=self.lang, kept=kept)
        said = [f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in notes.values()]
        self.word.paragraph(" ".join(said))

    def _add_targets(self, staged: TargetScene) -> None:
        t, atlas, lang = texts(self.lang), self.atlas, self.lang
        if len(staged.measured) == 1:
            measured = staged.measured[0]
            breaks = target_marks(atlas, measured, lang=lang).said
            caption = ". ".join(filter(None, (staged.title, breaks)))
            self._cite(self.word.caption(t("word.figure"), caption), staged)
        caption = self.word.caption(t("word.table"), t("meeting.target_table"), above=True)
        self._cite(caption, staged)
        rows = target_rows(atlas, staged.measured, lang=lang)
        if len(rows) > 1:
            self.word.table(
                *(headings_below(lang=lang), self._grouped(rows)),
                shares=(26, 15, 23, 36),
                said=staged.title,
            )
            return
        cells = [
            *map(Entry, (rows[0].goal, rows[0].latest, rows[0].pace)),
            Entry(rows[0].said, colour=rows[0].colour, bold=True),
            Entry(rows[0].reasons[:1].upper() + rows[0].reasons[1:]),
        ]
        shares = (27, 18, 21, 15, 25)
        self.word.table(target_headings(lang=lang), [cells], shares=shares, said=staged.title)

    def _grouped(self, rows: Sequence[TargetRow]) -> _Rows:
        """Return targets under the heading of their status, a reason of several once."""
        found: _Rows = []
        for group in row_groups(rows, lang=self.lang):
            heading = Entry(group.heading, colour=group.colour, bold=True, across=4)
            found.append([heading, *[Entry()] * 3])
            for block in group.blocks:
                why = [Entry(block.why, down=len(block.rows))]
                for row in block.rows:
                    told = (row.goal, row.latest, pace_below(row, lang=self.lang))
                    found.append([*map(Entry, told), *(why or [Entry()])])
                    why = []
        return found

    def _unit_rows(self, staged: MapScene) -> tuple[_Rows, dict[str, list[str]]]:
        """Return the units that the filter keeps and of which something is known, ranked first.

        Beside them stand the names of the others, by why nothing is shown of them.
        """
        drawing, lang = staged.drawing, self.lang
        keeps = staged.kept or (True,) * len(drawing.cells)
        found = zip(drawing.cells, drawing.indices, keeps, strict=True)
        shown = [(cell, index) for cell, index, kept in found if kept]
        ranks = drawing.ranks
        shown.sort(key=lambda pair: ranks.get(pair[0].unit.code, len(drawing.cells)))
        rows, absent = [], dict[str, list[str]]()
        for cell, index in shown:
            name = unit_name(cell.unit, lang=lang)
            if index is None:
                why = absent_text(cell, drawing.kind, lang=lang)
                absent.setdefault(f"{why[:1].upper()}{why[1:]}", []).append(name)
                continue
            where = districts_text(self.atlas.facts, cell.unit, lang=lang)
            said = number_text(self.atlas, drawing, cell, lang=lang)
            rank = str(ranks.get(cell.unit.code, ""))
            rows.append(self._row((rank, name, where, said), staged, cell))
        return rows, absent

    def _gate_rows(self, staged: MapScene) -> tuple[_Rows, dict[str, list[str]]]:
        rows, absent = [], dict[str, list[str]]()
        for gate in self.atlas.facts.gates.values():
            cell = gate_cell(self.atlas, staged.drawing.view, gate)
            name, kind = gate_name(gate, lang=self.lang), texts(self.lang)(f"gate.{gate.kind}")
            if cell is None:
                why = texts(self.lang)("legend.no_data")
                absent.setdefault(f"{why[:1].upper()}{why[1:]}", []).append(name)
                continue
            said = cell_text(self.atlas, staged.drawing.indicator, cell, lang=self.lang)
            rows.append(self._row(("", name, kind, said), staged, cell))
        return rows, absent

    def _row(self, words: tuple[str, ...], staged: MapScene, cell: Cell) -> list[Entry]:
        """Add to the words of a row what its figure is, and the numbers of its sources."""
        period = period_text(cell, staged.drawing.indicator, lang=self.lang)
        known = (period, flag_text(cell, lang=self.lang), basis_text(cell, lang=self.lang))
        numbers = cites(self.numbers[key] for key in cell.source_ids)
        cited = ", ".join(each["words"] for each in numbers)
        return [*map(Entry, words), Entry("; ".join(filter(None, known))), Entry(cited)]
