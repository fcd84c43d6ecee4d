"""A scene of a map with all its years as data, for the presentation and the one HTML file."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gates_in_communes
from geo.frame.message import frame_message
from geo.language.texts import texts
from geo.meeting.stage import MapScene, drawing_source_ids, scene_heading
from geo.reading.border.maps import turn_labels
from geo.reading.conditions import full_sentence, full_title
from geo.reading.gates import gate_name, is_silent
from geo.reading.legend import LegendRow, legend_head, legend_notes, legend_rows
from geo.reading.sentences import source_line
from geo.views.border_address import turns_of
from geo.views.drawing import Drawing, draw
from geo.views.filters import kept
from geo.views.request import Request
from geo.views.symbols import symbol_words
from geo.views.turns import turned


@dataclass(frozen=True)
class YearFrame:
    """A year of a map.

    Parameters
    ----------
    message
        What turns the frame to it.
    subtitle
        The title of the view where the scene is called otherwise, else empty.
    sentence, source
        What is said of it, and its sources.
    legend, below
        Rows of the legend, and the notes under them.
    """

    message: Mapping[str, object]
    subtitle: str
    sentence: str
    source: str
    legend: tuple[LegendRow, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class SceneYears:
    """A map through all its years; classes are the same through them.

    Parameters
    ----------
    years
        The years, the first one first.
    opens
        Place of the year that the scene opens with.
    frames
        One for each year.
    unit
        The unit as it stands over the legend, or empty.
    unplaced
        Lines on the gates that have no point.
    source_ids
        Sources of all years, those of the newest first.
    """

    years: tuple[str, ...]
    opens: int
    frames: tuple[YearFrame, ...]
    unit: str
    unplaced: tuple[str, ...]
    source_ids: tuple[str, ...]


def scene_data(atlas: Atlas, staged: MapScene, *, lang: str, layer: str, words: str) -> SceneYears:
    """Return a scene of a map with all its years.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The scene.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.

    Returns
    -------
    data : SceneYears
        All that the presentation and the HTML file show of it.
    """
    view = staged.drawing.view
    views = turns_of(atlas, view)
    drawings = [draw(atlas, each) for each in views]
    # newest first, as the list of sources reads best; all years can be turned to
    keys = [key for each in reversed(drawings) for key in drawing_source_ids(atlas, each)]
    return SceneYears(
        years=turn_labels(atlas, views, lang=lang),
        opens=views.index(view),
        frames=tuple(
            _frame(atlas, staged, each, lang=lang, layer=layer, words=words) for each in drawings
        ),
        unit=legend_head(staged.drawing, lang=lang),
        unplaced=_unplaced(atlas, staged.drawing, lang),
        source_ids=tuple(dict.fromkeys(keys)),
    )


def page_words(lang: str) -> dict[str, str]:
    """Return the words of the page itself in a language, and the symbols of its legends."""
    t = texts(lang)
    return {
        "language": t("meeting.language"),
        "scenes": t("meeting.scenes"),
        "present": t("meeting.present"),
        "print": t("meeting.print"),
        "note": t("meeting.note"),
        "figures": t("meeting.figures"),
        "sources": t("export.sheet_sources"),
        "units": t("export.number_of_units"),
        "gates": t("export.sheet_gates"),
        "play": t("meeting.play"),
        "pause": t("meeting.pause"),
        "turn": t("meeting.turn"),
        "year": t("control.year"),
    } | symbol_words()


def _frame(
    atlas: Atlas, staged: MapScene, drawing: Drawing, *, lang: str, layer: str, words: str
) -> YearFrame:
    # classes that this year has otherwise are not those that were chosen
    asked = Request(staged.drawing.view, filter=staged.chosen)
    chosen = turned(atlas, asked, drawing.view).filter if staged.chosen else staged.chosen
    keeps = kept(atlas, drawing, chosen) if chosen else None
    title = full_title(atlas, drawing, chosen, lang=lang)
    message = frame_message(atlas, drawing, lang=lang, layer=layer, words=words, kept=keeps)
    return YearFrame(
        message=message | _silent(atlas, drawing, lang),
        subtitle="" if title == scene_heading(atlas, staged, lang=lang) else title,
        sentence=full_sentence(atlas, drawing, chosen, lang=lang),
        source=source_line(atlas, drawing, lang=lang),
        legend=legend_rows(atlas, drawing, lang=lang, kept=keeps),
        below=tuple(legend_notes(atlas, drawing, lang=lang, kept=keeps).values()),
    )


def _silent(atlas: Atlas, drawing: Drawing, lang: str) -> dict[str, object]:
    """Name at once the gates of the map of which nothing else is to be said."""
    # a map of gates has notes of its own on those
    if drawing.kind != "zone" or drawing.view.gate_period:
        return {}
    drawn = [each for each in atlas.facts.gates.values() if each.lat is not None]
    drawn += gates_in_communes(atlas, drawing.view)
    gates = [each for each in drawn if is_silent(atlas, drawing, each)]
    names = ", ".join(gate_name(each, lang=lang) for each in gates)
    said = texts(lang)("export.gates_silent", year=drawing.view.year, names=names)
    return {"silent": {"ids": [each.gate_id for each in gates], "said": said}} if gates else {}


def _unplaced(atlas: Atlas, drawing: Drawing, lang: str) -> tuple[str, ...]:
    """Name the gates that have no point on the map."""
    placed = gates_in_communes(atlas, drawing.view)
    every = atlas.facts.gates.values()
    gates = [gate for gate in every if gate.lat is None and gate not in placed]
    if drawing.kind != "zone" or not gates:
        return ()
    names = ", ".join(gate_name(gate, lang=lang) for gate in gates)
    return (texts(lang)("export.gates_unplaced", names=names),)
