"""A meeting on paper: contents with links, a table of targets, a page per scene, the sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from geo.documents.paper import BARE, Extras, Handout, Heading, Wish
from geo.documents.paper.address import address_of
from geo.documents.paper.exhibit.board import exhibit_data, exhibit_picture
from geo.documents.paper.logo import logo_data
from geo.documents.paper.sheet import document_of, drawn, sheet_of
from geo.documents.paper.sources import cites, source_list
from geo.documents.paper.typeset import Form, Picture, typeset
from geo.documents.paper.years.chart import draw_on
from geo.documents.paper.years.plan import target_plan
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
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
    scene_sources,
    scene_subtitle,
)
from geo.reading.progress.groups import headings_below, pace_below, row_groups
from geo.reading.progress.rows import TargetRow, target_rows
from geo.saved.meeting import Kind
from geo.views.address import COMPARE_PAGE, MAP_PAGE, PORTRAIT_PAGE
from geo.views.border_address import GATES_PAGE

_TEMPLATE = "report.typ"
_PAGES: dict[Kind, str] = {
    "map": MAP_PAGE,
    "gates": GATES_PAGE,
    "comparison": COMPARE_PAGE,
    "profile": PORTRAIT_PAGE,
}
"""Path of the page where a scene of a kind opens."""


def to_meeting_pdf(
    atlas: Atlas,
    stage: Stage,
    *,
    size: str = "a4",
    handout: Handout = BARE,
    tell: Tell | None = None,
    form: Form = "pdf",
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
        Sheet, one of `geo.documents.paper.SIZES`.
    handout
        What is wished besides the scenes.
    tell
        See `geo.meeting.stage.Steps`; one step is a picture, the last one the setting.
    form
        ``pdf``, or ``png`` for its first page alone.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PDF/UA-1: contents whose lines lead to their pages, the targets of all scenes as a table,
        a page for every scene, or for several, every source once; with bookmarks. A meeting of
        one scene without a title is that page alone.

    Raises
    ------
    LogoError
        The logo of the cover cannot be used.
    """
    lang = stage.lang
    single = len(stage.scenes) == 1 and not stage.title
    sources = () if single else meeting_source_ids(atlas, stage.scenes)
    numbers = {key: at for at, key in enumerate(sources, start=1)}
    report = _Report(atlas, lang, size, handout, numbers)
    every = _all_targets(stage)
    scenes = [report.scene(each) for each in ([every] if every else []) + [*stage.scenes]]
    title = stage.title or stage.scenes[0].title
    extras = Extras(draft=handout.draft)
    data = document_of(atlas, "report", title, now, lang=lang, extras=extras) | {
        "numbered": not single,
        "heading": title,
        "cover": _cover(handout, lang),
        "per_page": handout.per_page,
        "scenes": scenes,
        "sources": source_list(atlas, sources, lang=lang),
    }
    steps = Steps(len(report.pictures) + 1, tell=tell)
    content = typeset(
        *(_TEMPLATE, data, report.pictures),
        form=form,
        size=size,
        now=now,
        after_picture=steps.done,
    )
    steps.done()
    return content


def _cover(handout: Handout, lang: str) -> dict[str, Any] | None:
    """Put what stands on the cover into plain data; None where there is nothing for one."""
    logo = logo_data(handout.logo)
    day = format_date(handout.day, lang=lang) if handout.day else ""
    day = texts(lang)("meeting.day", day=day) if day else ""
    if not (handout.agency or handout.place or day or logo):
        return None
    where = ", ".join(filter(None, (handout.place, day)))
    return {"agency": handout.agency, "where": where, "logo": logo}


def _all_targets(stage: Stage) -> TargetScene | None:
    """Return a scene of all targets, for the table ahead of scenes that each show one."""
    targets = [scene for scene in stage.scenes if isinstance(scene, TargetScene)]
    if len(targets) < 2 or not all(len(scene.measured) == 1 for scene in targets):
        return None
    every = {each.target.target_id: each for scene in targets for each in scene.measured}
    title = texts(stage.lang)("meeting.target_table")
    return replace(targets[0], title=title, note="", measured=tuple(every.values()))


@dataclass
class _Report:
    """The scenes of a report as plain data, and the pictures that they need."""

    atlas: Atlas
    lang: str
    size: str
    handout: Handout
    numbers: dict[str, int]
    pictures: list[Picture] = field(default_factory=list)

    def scene(self, staged: Staged) -> dict[str, Any]:
        """Put a scene into plain data."""
        keys = scene_source_ids(self.atlas, staged)
        cited = cites(self.numbers[key] for key in keys if key in self.numbers)
        brief = texts(self.lang)("meeting.source", sources="").strip()
        if isinstance(staged, MapScene):
            return self._map(staged) | {"kind": "map", "cites": cited, "brief": brief}
        if isinstance(staged, ExhibitScene):
            return self._exhibit(staged) | {"cites": cited, "brief": brief}
        every = {
            "brief": brief,
            "title": staged.title,
            "note": self._note(staged),
            "sources": scene_sources(self.atlas, staged, lang=self.lang),
            "cites": cited,
            "sentence": scene_sentence(self.atlas, staged, lang=self.lang),
        }
        rows = target_rows(self.atlas, staged.measured, lang=self.lang)
        one = len(staged.measured) == 1
        return every | (self._target(staged, rows[0]) if one else self._board(rows))

    def _map(self, staged: MapScene) -> dict[str, Any]:
        heading = Heading(staged.title, self._note(staged))
        # a small map has no room for insets, and another scale
        size = self.size if self.handout.per_page == 1 else ""
        extras = Extras(address=self._address(staged))
        asked = Wish(self.lang, staged.chosen, staged.selected, staged.shown)
        wish = replace(asked, size=size, extras=extras, heading=heading)
        number = len(self.pictures)
        sheet = sheet_of(self.atlas, staged.drawing, staged.layer, wish, number=number)
        self.pictures += sheet.pictures
        return sheet.data

    def _exhibit(self, staged: ExhibitScene) -> dict[str, Any]:
        exhibit = staged.exhibit
        self.pictures.append(exhibit_picture(exhibit, staged.layers, lang=self.lang))
        return exhibit_data(exhibit) | {
            "kind": "exhibit",
            "title": staged.title,
            "own": scene_subtitle(self.atlas, staged, lang=self.lang),
            "note": self._note(staged),
            "sources": scene_sources(self.atlas, staged, lang=self.lang),
            "address": address_of(self._address(staged), lang=self.lang),
            "picture": len(self.pictures) - 1,
        }

    def _target(self, staged: TargetScene, row: TargetRow) -> dict[str, Any]:
        measured = staged.measured[0]

        plan = target_plan(self.atlas, measured, lang=self.lang)
        self.pictures.append(partial(drawn, draw=partial(draw_on, plan=plan, lang=self.lang)))
        sentence = scene_sentence(self.atlas, staged, lang=self.lang)
        return {
            "kind": "target",
            "status": row.said,
            "colour": row.colour,
            "said": plan.marks.said,
            "picture": len(self.pictures) - 1,
            "alt": f"{staged.title}. {sentence}",
        }

    def _board(self, rows: Sequence[TargetRow]) -> dict[str, Any]:
        return {
            "kind": "board",
            "headings": headings_below(lang=self.lang),
            "groups": [
                {
                    "heading": group.heading,
                    "colour": group.colour,
                    "blocks": [
                        {
                            "rows": [
                                {
                                    "goal": row.goal,
                                    "latest": row.latest,
                                    "pace": pace_below(row, lang=self.lang),
                                }
                                for row in block.rows
                            ],
                            "why": block.why,
                        }
                        for block in group.blocks
                    ],
                }
                for group in row_groups(rows, lang=self.lang)
            ],
        }

    def _note(self, staged: Staged) -> str:
        if not staged.note or not self.handout.notes:
            return ""
        return f"{texts(self.lang)('export.note')}: {staged.note}"

    def _address(self, staged: MapScene | ExhibitScene) -> str:
        """Return where a scene opens, if it is known where the atlas is opened."""
        page = _PAGES[staged.scene.kind]
        return f"{self.handout.base}/{page}?{staged.scene.query}" if self.handout.base else ""
