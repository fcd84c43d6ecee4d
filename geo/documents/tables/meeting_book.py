"""A meeting as a workbook: a sheet per scene with typed numbers, and a sheet of all sources."""

from datetime import datetime
from io import BytesIO

import pandas as pd

from geo.documents.tables.book import (
    Book,
    fitting,
    write_gates,
    write_notes,
    write_table,
    write_view,
)
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.stage import (
    MapScene,
    Stage,
    Staged,
    Steps,
    TargetScene,
    Tell,
    meeting_source_ids,
)
from geo.reading.conditions import conditions_text
from geo.reading.imprint import moment_of_making
from geo.reading.notes import cell_notes, figure_notes, file_notes, indicator_note
from geo.reading.progress.rows import target_rows
from geo.reading.tables import source_table
from geo.reading.values import SEPARATOR
from geo.targets.progress import Progress

_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def to_meeting_xlsx(
    atlas: Atlas,
    stage: Stage,
    *,
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
    tell
        See `geo.meeting.stage.Steps`; one step is a scene.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX: one sheet per scene with typed numbers, bases and flags; where a map shows gates,
        one more for them; a sheet of the sources; one of notes, which holds for every scene
        the speaker's note, its filter, and what has to be known of its figures. No cell holds
        a formula.
    """
    steps = Steps(len(stage.scenes), tell=tell)
    t, lang = texts(stage.lang), stage.lang
    target = BytesIO()
    book = Book(target)
    made = moment_of_making(now).replace(tzinfo=None)
    book.file.set_properties({"title": fitting(plain(stage.title), 255), "created": made})
    for number, staged in enumerate(stage.scenes, start=1):
        name = _sheet_name(f"{number} {staged.title}")
        if isinstance(staged, MapScene):
            write_view(book, atlas, staged.drawing, lang, name=name)
            if staged.drawing.kind == "zone" and not staged.drawing.view.gate_period:
                gates = _sheet_name(f"{number}.1 {t('export.sheet_gates')}")
                write_gates(book, atlas, staged.drawing, lang, name=gates)
        else:
            sheet = book.file.add_worksheet(name)
            write_table(book, sheet, _target_table(atlas, staged, lang), lang=lang)
        steps.done()
    keys = meeting_source_ids(atlas, stage.scenes)
    sources = book.file.add_worksheet(t("export.sheet_sources"))
    write_table(book, sources, source_table(atlas, keys, lang=lang), lang=lang)
    notes = [
        note
        for number, staged in enumerate(stage.scenes, start=1)
        for note in _scene_notes(atlas, staged, number, lang)
    ]
    write_notes(book, [*notes, *file_notes(atlas, lang=lang, now=now)], lang)
    book.file.close()
    return target.getvalue()


def _scene_notes(atlas: Atlas, staged: Staged, number: int, lang: str) -> list[tuple[str, str]]:
    """Return the notes of a scene: what its speaker says first, then what its figures need."""
    notes = [(f"{number} {plain(staged.title)}", plain(staged.note, lines=True))]
    if isinstance(staged, MapScene):
        notes += _filter_notes(atlas, staged, lang)
        return notes + figure_notes(atlas, staged.drawing, lang=lang)
    indicators = dict.fromkeys(each.indicator for each in staged.measured)
    notes += [indicator_note(indicator, lang=lang) for indicator in indicators]
    figures = [cell for each in staged.measured for cell in each.figures]
    return notes + cell_notes(figures, lang=lang)


def _filter_notes(atlas: Atlas, staged: MapScene, lang: str) -> list[tuple[str, str]]:
    """Say what the filter of a scene keeps; its sheet lists the other units, too."""
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
    """Return a name that a sheet may have: short, without the signs of references."""
    name = plain(text.translate(_FORBIDDEN))
    # an emoji counts twice there
    while len(name.encode("utf-16-le")) > 2 * _LONGEST_NAME:
        name = name[:-1].rstrip()
    return name
