"""A meeting as a workbook: a sheet per scene with typed numbers, and a sheet of all sources."""

from datetime import UTC, datetime
from io import BytesIO

import pandas as pd

from geo.cells import Atlas
from geo.imprint import local_time, made_on
from geo.plain import plain
from geo.stage import Ask, MapScene, Stage, Steps, TargetScene, Tell, scene_source_ids
from geo.tables import SEPARATOR, source_table
from geo.target_table import target_rows
from geo.targets import Progress
from geo.texts import texts
from geo.workbook import Book, fitting, write_gates, write_notes, write_table, write_view

_LONGEST_NAME = 31
"""Characters that the name of a sheet may have."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def to_meeting_xlsx(
    atlas: Atlas,
    stage: Stage,
    *,
    tell: Tell | None = None,
    ask: Ask | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting as a workbook.

    Parameters
    ----------
    atlas
        The atlas.
    stage
        The meeting made ready.
    tell, ask
        See `geo.stage.Steps`; one step is a scene.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX: one sheet per scene with typed numbers, bases and flags; where a map shows gates,
        one more for them; a sheet of the scenes with their notes, one of the sources. No cell
        holds a formula.

    Raises
    ------
    CancelledError
        The reader called the export off.
    """
    steps = Steps(len(stage.scenes), tell=tell, ask=ask)
    t, lang = texts(stage.lang), stage.lang
    target = BytesIO()
    book = Book(target, decimals=None)
    made = local_time(now).astimezone(UTC).replace(tzinfo=None)
    book.file.set_properties({"title": fitting(plain(stage.title), 255), "created": made})
    for number, staged in enumerate(stage.scenes, start=1):
        name = _sheet_name(f"{number} {staged.title}")
        if isinstance(staged, MapScene):
            book.with_decimals(staged.drawing.indicator.decimals)
            write_view(book, atlas, staged.drawing, lang, name=name)
            if staged.drawing.kind == "zone":
                gates = _sheet_name(f"{number}.1 {t('export.sheet_gates')}")
                write_gates(book, atlas, staged.drawing, lang, name=gates)
        else:
            book.with_decimals(None)
            sheet = book.file.add_worksheet(name)
            write_table(book, sheet, _target_table(atlas, staged, lang), lang=lang)
        steps.done()
    keys = [key for staged in stage.scenes for key in scene_source_ids(atlas, staged)]
    sources = book.file.add_worksheet(t("export.sheet_sources"))
    write_table(book, sources, source_table(atlas, list(dict.fromkeys(keys)), lang=lang), lang=lang)
    notes = [
        (f"{number} {plain(staged.title)}", plain(staged.note, lines=True))
        for number, staged in enumerate(stage.scenes, start=1)
    ]
    notes.append((t("export.version"), atlas.facts.version))
    notes.append((t("export.made_on"), made_on(now, lang=lang)))
    write_notes(book, notes, lang)
    book.file.close()
    return target.getvalue()


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
