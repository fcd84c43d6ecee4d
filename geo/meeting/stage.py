"""Scenes made ready to be shown: each with its drawing, or its targets, in one language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geo.boundaries.layer_files import Layer
from geo.boundaries.layers import layer_name
from geo.errors import Fault, MeetingError
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cells
from geo.language.plain import plain
from geo.language.texts import LANGUAGES, Phrase, texts
from geo.meeting.exhibit import Exhibit
from geo.meeting.exhibits import MAKERS, make_exhibit
from geo.reading.border.maps import border_heading, border_source_ids
from geo.reading.conditions import full_sentence, full_title
from geo.reading.level.lines import lines_source_ids
from geo.reading.level.shown import as_shown, shown_lines
from geo.reading.progress.words import goal_text, progress_sentence
from geo.reading.sentences import province_sources, source_line, view_title
from geo.reading.sources.words import cited, cited_all
from geo.reading.values import drawn_name, indicator_name
from geo.saved.meeting import (
    Meeting,
    Scene,
    in_language,
    named_fault,
    scene_fault,
    scene_view,
)
from geo.targets.progress import Progress, measure_progress
from geo.views.address import SHOWN, SHOWS, read_choice, read_shown, read_targets
from geo.views.drawing import Drawing, draw
from geo.views.filters import Filter, parse_filter

Tell = Callable[[int, int], None]
"""Is told how many of how many steps are done."""


@dataclass(frozen=True, eq=False)
class MapScene:
    """A scene that shows a map, with what its address keeps and selects."""

    scene: Scene
    title: str
    note: str
    drawing: Drawing
    layer: Layer
    kept: tuple[bool, ...] | None
    selected: str
    chosen: Filter
    shown: str = SHOWS[0]
    """How it is shown, one of `geo.views.address.SHOWS`."""

    @property
    def charted(self) -> bool:
        """Whether a chart or a table says it: one unit of one colour makes no map."""
        return self.drawing.view.level == "province" or self.shown != SHOWS[0]


@dataclass(frozen=True, eq=False)
class TargetScene:
    """A scene that shows targets and how far they are reached."""

    scene: Scene
    title: str
    note: str
    measured: tuple[Progress, ...]


@dataclass(frozen=True, eq=False)
class ExhibitScene:
    """A scene that shows an exhibit, with the boundary layers that it is drawn on by name."""

    scene: Scene
    title: str
    note: str
    exhibit: Exhibit
    layers: Mapping[str, Layer]


Staged = MapScene | TargetScene | ExhibitScene


@dataclass(frozen=True, eq=False)
class Stage:
    """A meeting made ready: its title, its scenes in one language."""

    meeting: Meeting
    title: str
    lang: str
    scenes: tuple[Staged, ...]


def set_stage(atlas: Atlas, meeting: Meeting, layers: Mapping[str, Layer], *, lang: str) -> Stage:
    """Make the scenes of a meeting ready to be shown.

    Parameters
    ----------
    atlas
        The atlas.
    meeting
        The meeting.
    layers
        The boundary layers by name.
    lang
        Language.

    Returns
    -------
    stage : Stage
        The scenes in their order.

    Raises
    ------
    MeetingError
        There is no scene, or scenes cannot be shown; every one is listed.
    """
    if not meeting.scenes:
        raise MeetingError([Fault(Phrase("saved.meeting"), "saved.no_scene")])
    faults = unshown(atlas, meeting, layers)
    if faults:
        raise MeetingError(tuple(faults.values()))
    scenes = tuple(_staged(atlas, scene, layers, lang) for scene in meeting.scenes)
    return Stage(meeting, in_language(meeting.title, meeting.title_en, lang=lang), lang, scenes)


def unshown(atlas: Atlas, meeting: Meeting, layers: Mapping[str, Layer]) -> dict[int, Fault]:
    """Find the scenes of a meeting that cannot be shown.

    Parameters
    ----------
    atlas
        The atlas.
    meeting
        The meeting: it may have been made on other facts or boundaries.
    layers
        The boundary layers by name.

    Returns
    -------
    faults : dict of Fault
        Why not, by the place of the scene, from 0.
    """
    return {
        at: named_fault(at, scene, problem)
        for at, scene in enumerate(meeting.scenes)
        if (problem := scene_fault(atlas, scene) or _layer_fault(atlas, scene, layers))
    }


def _layer_fault(atlas: Atlas, scene: Scene, layers: Mapping[str, Layer]) -> Phrase | None:
    if scene.kind == "target":
        return None
    if scene.kind in MAKERS:
        needed = make_exhibit(atlas, scene.kind, scene.query, lang=LANGUAGES[0]).layers
    else:
        view, _ = scene_view(atlas, scene)
        needed = (layer_name(view.level, view.vintage),)
    missing = [name for name in needed if name not in layers]
    if not missing:
        return None
    reason = Phrase("view.vintage_not_drawn", {"value": missing[0].partition("-")[2]})
    return Phrase("saved.scene_view", {"reason": reason})


def scene_source_ids(atlas: Atlas, staged: Staged) -> tuple[str, ...]:
    """Return the sources of all figures of a scene, each once."""
    if isinstance(staged, TargetScene):
        pairs = [
            (each.target.source_id, *(key for cell in each.figures for key in cell.source_ids))
            for each in staged.measured
        ]
        return tuple(dict.fromkeys(key for keys in pairs for key in keys))
    if isinstance(staged, ExhibitScene):
        return staged.exhibit.source_ids
    own = drawing_source_ids(atlas, staged.drawing)
    lines = shown_lines(atlas, staged.drawing, staged.shown, kept=staged.kept)
    return tuple(dict.fromkeys([*own, *lines_source_ids(lines)]))


def meeting_source_ids(atlas: Atlas, scenes: Sequence[Staged]) -> tuple[str, ...]:
    """Return the sources of all that some scenes show and say, each once."""
    found = [key for staged in scenes for key in scene_source_ids(atlas, staged)]
    return tuple(dict.fromkeys(found))


def drawing_source_ids(atlas: Atlas, drawing: Drawing) -> tuple[str, ...]:
    """Return the sources of a drawing's figures, of its gates', of the province's in words."""
    if drawing.view.gate_period:
        return border_source_ids(atlas, drawing)
    gates = gate_cells(atlas, drawing.view) if drawing.kind == "zone" else ()
    beside = [key for cell in gates for key in cell.source_ids]
    said = province_sources(atlas, drawing.view)
    return tuple(dict.fromkeys([*drawing.source_ids, *beside, *said]))


def scene_heading(atlas: Atlas, staged: Staged, *, lang: str) -> str:
    """Return the title of a scene for where its years play: it has to fit every one of them.

    Nothing plays where a chart or a table of units stands in the place of a map.
    """
    scene = staged.scene
    if (
        isinstance(staged, TargetScene | ExhibitScene)
        or staged.shown != SHOWS[0]
        or in_language(scene.title, scene.title_en, lang=lang).strip()
    ):
        return staged.title
    if staged.drawing.view.gate_period:
        return border_heading(atlas, staged.drawing.view, lang=lang)
    return drawn_name(staged.drawing.indicator, staged.drawing.view.mode, lang=lang)


def scene_subtitle(atlas: Atlas, staged: Staged, *, lang: str) -> str:
    """Say what a scene shows, for the line below a title of its author; else empty."""
    if isinstance(staged, TargetScene):
        return ""
    if isinstance(staged, ExhibitScene):
        own = staged.exhibit.title
    else:
        own = full_title(atlas, staged.drawing, staged.chosen, lang=lang)
    return "" if own == staged.title else own


def scene_sentence(atlas: Atlas, staged: Staged, *, lang: str) -> str:
    """Read a scene aloud."""
    if isinstance(staged, MapScene):
        return full_sentence(atlas, staged.drawing, staged.chosen, lang=lang)
    if isinstance(staged, ExhibitScene):
        return staged.exhibit.sentence
    if len(staged.measured) == 1:
        return progress_sentence(atlas, staged.measured[0], lang=lang)
    counted = sum(each.status != "not_available" for each in staged.measured)
    fields = {"count": len(staged.measured), "assessed": counted}
    return texts(lang)("meeting.targets_sentence", **fields)


def scene_sources(atlas: Atlas, staged: Staged, *, lang: str) -> str:
    """Name the sources of a scene in one line."""
    if isinstance(staged, MapScene):
        return source_line(atlas, staged.drawing, lang=lang)
    keys = scene_source_ids(atlas, staged)
    sources = cited_all(atlas.facts, keys, lang=lang)
    return texts(lang)("meeting.source", sources=sources)


def cited_with_address(atlas: Atlas, key: str, *, lang: str) -> str:
    """Name a source in one line, with the address where it was read."""
    source = atlas.facts.sources[key]
    return plain(", ".join(filter(None, (cited(source, lang=lang), source.url))))


class Steps:
    """The steps of an export: tells how far it is.

    Parameters
    ----------
    total
        Number of steps.
    tell
        Is told after each step.
    """

    def __init__(self, total: int, *, tell: Tell | None) -> None:
        self._total, self._done = total, 0
        self._tell = tell

    def done(self) -> None:
        """Note that a step is done."""
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, self._total)


def _staged(atlas: Atlas, scene: Scene, layers: Mapping[str, Layer], lang: str) -> Staged:
    title = in_language(scene.title, scene.title_en, lang=lang).strip()
    note = in_language(scene.note, scene.note_en, lang=lang).strip()
    if scene.kind == "target":
        targets = read_targets(atlas, scene.query)
        measured = tuple(measure_progress(atlas, target) for target in targets)
        return TargetScene(scene, title or _targets_title(measured, lang), note, measured)
    if scene.kind in MAKERS:
        exhibit = make_exhibit(atlas, scene.kind, scene.query, lang=lang)
        own = {name: layers[name] for name in exhibit.layers}
        return ExhibitScene(scene, title or exhibit.title, note, exhibit, own)
    view, query = scene_view(atlas, scene)
    drawing = draw(atlas, view)
    kept, selected = read_choice(atlas, drawing, query)
    layer = layers[layer_name(view.level, view.vintage)]
    title = title or view_title(atlas, view, lang=lang)
    chosen = parse_filter(query.get("filter", ""))
    shown = as_shown(drawing, read_shown(query.get(SHOWN, "")))
    return MapScene(scene, title, note, drawing, layer, kept, selected, chosen, shown)


def _targets_title(measured: Sequence[Progress], lang: str) -> str:
    t = texts(lang)
    if len(measured) > 1:
        return t("meeting.targets", count=len(measured))
    only = measured[0]
    name = indicator_name(only.indicator, lang=lang)
    return t(
        "meeting.target",
        name=name,
        goal=goal_text(only, lang=lang),
        year=only.target.target_year,
    )
