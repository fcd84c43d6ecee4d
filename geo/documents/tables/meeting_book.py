"""A meeting as a workbook: a sheet per scene with typed numbers, and a sheet of all sources."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pandas as pd
from xlsxwriter.format import Format

from geo.documents.tables.book import (
    Book,
    row_height,
    set_up_page,
    write_lead,
    write_notes,
    write_table,
)
from geo.documents.tables.figures_sheet import FiguresSheet, Shown, chart_of, target_chart
from geo.documents.tables.view_book import write_gates, write_lines, write_view
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.exhibit_tables import Typed, typed_tables
from geo.meeting.exhibit_words import exhibit_lines, exhibit_notes
from geo.meeting.stage import (
    ExhibitScene,
    MapScene,
    Stage,
    Staged,
    Steps,
    TargetScene,
    Tell,
    meeting_source_ids,
    scene_sources,
)
from geo.reading.conditions import conditions_text
from geo.reading.level.shown import shown_lines
from geo.reading.notes import cell_notes, figure_notes, file_notes, indicator_note
from geo.reading.progress.rows import target_rows
from geo.reading.tables import source_table
from geo.reading.values import (
    SEPARATOR,
    cell_text,
    flag_text,
    indicator_name,
    indicator_unit,
    note_text,
    period_text,
)
from geo.targets.progress import Progress

Show = Callable[[MapScene | ExhibitScene], Shown | None]
_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def to_meeting_xlsx(
    atlas: Atlas,
    stage: Stage,
    *,
    show: Show | None = None,
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting as a workbook.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready.
    show
        Draws the map of a scene for the sheet of maps and charts; None for charts alone.
    tell
        See `geo.meeting.stage.Steps`; one step is a scene.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX: contents whose lines lead to their sheets; one sheet per scene with typed numbers,
        bases and flags; where a map shows gates, one more for them; the figures of the targets
        through the years; maps and charts; a sheet of the sources; one of notes, which holds for
        every scene the speaker's note, its filter, and what has to be known of its figures. No
        cell holds a formula.
    """
    target = BytesIO()
    writer = _Writer(Book(target), atlas, stage)
    writer.book.entitle(plain(stage.title), now)
    writer.begin_contents()
    steps = Steps(len(stage.scenes), tell=tell)
    shown = []
    for number, staged in enumerate(stage.scenes, start=1):
        writer.write_scene(number, staged)
        shown.append(_shown(atlas, staged, show, stage.lang))
        steps.done()
    writer.write_history()
    writer.write_figures(shown)
    writer.write_sources()
    notes = [
        note
        for number, staged in enumerate(stage.scenes, start=1)
        for note in _scene_notes(atlas, staged, number, stage.lang)
    ]
    write_notes(writer.book, [*notes, *file_notes(atlas, lang=stage.lang, now=now)], stage.lang)
    writer.end_contents()
    writer.book.file.close()
    return target.getvalue()


def _shown(atlas: Atlas, staged: Staged, show: Show | None, lang: str) -> Shown | None:
    """Return what the sheet of maps and charts has of a scene; nothing of several targets."""
    if show is not None and isinstance(staged, MapScene | ExhibitScene):
        found = show(staged)
        return None if found is None else replace(found, title=plain(staged.title))
    if isinstance(staged, MapScene):
        chart = chart_of(atlas, staged.drawing, staged.kept, lang=lang)
        return None if chart is None else Shown(plain(staged.title), chart=chart)
    if isinstance(staged, ExhibitScene) or len(staged.measured) > 1:
        return None
    chart = target_chart(atlas, staged.measured[0], lang=lang)
    return None if chart is None else Shown(plain(staged.title), chart=chart, line=True)


class _Writer:
    """Writes the sheets of a meeting, and the contents that lead to them."""

    def __init__(self, book: Book, atlas: Atlas, stage: Stage) -> None:
        self.book, self._atlas, self._stage = book, atlas, stage
        self._lang, self._t = stage.lang, texts(stage.lang)
        self._lines: list[tuple[str, str]] = []

    def begin_contents(self) -> None:
        """Begin the first sheet, which is written when the others are known."""
        self._contents = self.book.file.add_worksheet(self._t("export.sheet_contents"))

    def end_contents(self) -> None:
        """Write the contents: a line for each sheet that leads there."""
        sheet, width = self._contents, 110
        sheet.set_column(0, 0, width)
        sheet.write_string(0, 0, plain(self._stage.title), self.book.title)
        self._lines.append((self._t("export.sheet_notes"),) * 2)
        for row, (name, words) in enumerate(self._lines, start=2):
            self.book.write_link(sheet, row, 0, f"internal:'{name}'!A1", words)
            sheet.set_row(row, row_height([(words, width)]))
        set_up_page(sheet)

    def write_scene(self, number: int, staged: Staged) -> None:
        """Write the sheets of a scene."""
        title = plain(staged.title)
        name = self._name(f"{number} {title}", f"{number}. {title}")
        if isinstance(staged, TargetScene):
            sheet = self.book.file.add_worksheet(name)
            table = _target_table(self._atlas, staged, self._lang)
            write_table(self.book, sheet, table, lang=self._lang)
            return
        if isinstance(staged, ExhibitScene):
            self._write_exhibit(number, name, staged)
            return
        drawing = staged.drawing
        write_view(self.book, self._atlas, drawing, self._lang, name=name, chosen=staged.chosen)
        if drawing.kind == "zone" and not drawing.view.gate_period:
            words = f"{number}.1 {self._t('export.sheet_gates')}"
            gates = self._name(words, words)
            write_gates(self.book, self._atlas, drawing, self._lang, name=gates)
        lines = shown_lines(self._atlas, staged.drawing, staged.shown, kept=staged.kept)
        if lines:
            words = f"{number}.1 {self._t('control.shown_lines')}"
            own, chosen = self._name(words, words), staged.chosen
            write_lines(
                *(self.book, self._atlas, drawing, lines, self._lang), name=own, chosen=chosen
            )

    def _write_exhibit(self, number: int, name: str, staged: ExhibitScene) -> None:
        """Write the tables of an exhibit, each on a sheet, the first one on that of the scene."""
        tables = typed_tables(self._atlas, staged.scene, staged.exhibit, lang=self._lang)
        for at, typed in enumerate(tables or [Typed(pd.DataFrame())]):
            title = staged.exhibit.tables[at].title if tables else ""
            if at:
                words = f"{number}.{at} {title}"
                name = self._name(words, words)
            sheet, lead = self.book.file.add_worksheet(name), self._lead(staged, title)
            widths = write_table(
                *(self.book, sheet, typed.table),
                lang=self._lang,
                heads=typed.columns,
                first=len(lead) + 1,
            )
            write_lead(sheet, lead, widths)

    def _lead(self, staged: ExhibitScene, title: str) -> list[tuple[str, Format, float]]:
        """Return what stands over a table of an exhibit: what it is of, words, sources."""
        lines = [
            (plain(staged.title), self.book.title, 20.0),
            (plain(title), self.book.bold, 15.0),
            (plain(staged.exhibit.sentence), self.book.lead, 15.0),
            (scene_sources(self._atlas, staged, lang=self._lang), self.book.lead, 15.0),
        ]
        return [each for each in lines if each[0]]

    def write_history(self) -> None:
        """Write the figures of all targets of the meeting through the years."""
        scenes = [each for each in self._stage.scenes if isinstance(each, TargetScene)]
        every = {each.target.target_id: each for scene in scenes for each in scene.measured}
        table = history_table(self._atlas, list(every.values()), lang=self._lang)
        if len(table):
            name = self._t("export.sheet_history")
            sheet = self.book.file.add_worksheet(self._name(name, name))
            write_table(self.book, sheet, table, lang=self._lang)

    def write_figures(self, shown: Sequence[Shown | None]) -> None:
        """Write the sheet of maps and charts, where there are any."""
        found = [each for each in shown if each is not None]
        if found:
            sheet = FiguresSheet(self.book, self._lang)
            self._lines.append((sheet.name, sheet.name))
            for each in found:
                sheet.add(each)
            sheet.close()

    def write_sources(self) -> None:
        """Write the sheet of every source, once each."""
        name = self._t("export.sheet_sources")
        sheet = self.book.file.add_worksheet(self._name(name, name))
        keys = meeting_source_ids(self._atlas, self._stage.scenes)
        table = source_table(self._atlas, keys, lang=self._lang)
        write_table(self.book, sheet, table, lang=self._lang)

    def _name(self, name: str, words: str) -> str:
        """Return a name that a sheet may have, which the contents list with its words."""
        found = _sheet_name(name)
        self._lines.append((found, words))
        return found


def history_table(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> pd.DataFrame:
    """Tabulate the figures of targets through the years, one row each, the earliest first."""
    rows = [
        {
            "indicator_text": indicator_name(each.indicator, lang=lang),
            "value": cell.value,
            "value_max": cell.value_max,
            "measure": indicator_unit(each.indicator, lang=lang),
            "text": cell_text(atlas, each.indicator, cell, lang=lang),
            "year": cell.observed_year,
            "period_text": period_text(cell, each.indicator, lang=lang),
            "flag_text": flag_text(cell, lang=lang),
            "source_ids": SEPARATOR.join(cell.source_ids),
            "note": note_text(cell, lang=lang),
        }
        for each in {each.indicator.indicator_id: each for each in measured}.values()
        for cell in atlas.series(each.indicator.indicator_id, each.unit)
    ]
    numbers = {"value": "float64", "value_max": "float64", "year": "Int64"}
    columns = ["indicator_text", "value", "value_max", "measure", "text", "year"]
    columns += ["period_text", "flag_text", "source_ids", "note"]
    return pd.DataFrame(rows, columns=columns).astype(numbers)


def _scene_notes(atlas: Atlas, staged: Staged, number: int, lang: str) -> list[tuple[str, str]]:
    """Return the notes of a scene: what its speaker says first, then what its figures need."""
    notes = [(f"{number} {plain(staged.title)}", plain(staged.note, lines=True))]
    if isinstance(staged, MapScene):
        notes += _filter_notes(atlas, staged, lang)
        lines = shown_lines(atlas, staged.drawing, staged.shown, kept=staged.kept)
        beside = [cell for line in lines for cell in line.cells]
        return notes + figure_notes(
            atlas, staged.drawing, lang=lang, chosen=staged.chosen, beside=beside
        )
    if isinstance(staged, ExhibitScene):
        said = [("", plain(line)) for line in exhibit_lines(staged.exhibit)]
        sentence = [("", plain(staged.exhibit.sentence))] if staged.exhibit.sentence else []
        return [*notes, *sentence, *said, *exhibit_notes(staged.exhibit, lang=lang)]
    indicators = dict.fromkeys(each.indicator for each in staged.measured)
    notes += [indicator_note(indicator, lang=lang) for indicator in indicators]
    figures = [cell for each in staged.measured for cell in each.figures]
    return notes + cell_notes(figures, lang=lang)


def _filter_notes(atlas: Atlas, staged: MapScene, lang: str) -> list[tuple[str, str]]:
    """Say what the filter of a scene keeps."""
    if staged.kept is None:
        return []
    t = texts(lang)
    conditions = conditions_text(atlas, staged.drawing, staged.chosen, lang=lang)
    fields = {"count": sum(staged.kept), "all": len(staged.kept)}
    return [(t("export.filter"), t("export.filtered", conditions=conditions, **fields))]


def _target_table(atlas: Atlas, staged: TargetScene, lang: str) -> pd.DataFrame:
    """Tabulate targets: the numbers as numbers, what they mean in words."""
    rows = target_rows(atlas, staged.measured, lang=lang)
    table = pd.DataFrame(
        [
            {
                "goal_text": row.goal,
                "goal_low": each.target.value_low,
                "goal_high": each.target.value_high,
                "target_year": each.target.target_year,
                "latest_value": None if each.latest is None else each.latest.value,
                "observed_year": None if each.latest is None else each.latest.observed_year,
                "latest_text": row.latest,
                "pace_text": row.pace,
                "status_text": row.word,
                "reason_text": row.reasons,
                "source_ids": SEPARATOR.join(_source_ids(each)),
            }
            for row, each in zip(rows, staged.measured, strict=True)
        ]
    )
    numbers = dict.fromkeys(("goal_low", "goal_high", "latest_value"), "float64")
    return table.astype(numbers | {"observed_year": "Int64"})


def _source_ids(measured: Progress) -> list[str]:
    keys = [key for cell in measured.figures for key in cell.source_ids]
    return list(dict.fromkeys([measured.target.source_id, *keys]))


def _sheet_name(text: str) -> str:
    """Return a name that a sheet may have: short, without the signs of references.

    A longer one ends at a word with dots; the contents have it whole.
    """
    whole = name = plain(text.translate(_FORBIDDEN))
    if not _too_long(whole):
        return whole
    while _too_long(f"{name}…"):
        name = name[:-1]
    words = name if whole[len(name)] == " " else name.rpartition(" ")[0]
    # a word that takes most of the room is cut all the same
    name = words if len(words) > len(name) / 2 else name
    return f"{name.rstrip(' ,;:.–-')}…"


def _too_long(name: str) -> bool:
    # an emoji counts twice there
    return len(name.encode("utf-16-le")) > 2 * _LONGEST_NAME
