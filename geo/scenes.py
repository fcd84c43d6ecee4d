"""A meeting: scenes with titles and speaker's notes, kept as a small file.

A scene holds no figure, only the address of a view: what is shown is always what the facts say
on the day.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from geo.address import read_choice, read_query, read_targets
from geo.cells import Atlas
from geo.drawing import draw
from geo.errors import Fault, MeetingError, ViewError
from geo.texts import LANGUAGES

Kind = Literal["map", "target", "comparison", "profile"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DRAWN: tuple[Kind, ...] = ("map", "target")
"""Kinds that can be shown and exported; the file format knows the others already."""

FORMAT = "atlas-meeting"
VERSION = 1
LARGEST = 300_000
"""Bytes of the largest meeting file that is read; the shipped one has about 10,000."""
MOST_SCENES = 60
LONGEST_TITLE, LONGEST_NOTE, LONGEST_QUERY = 200, 4000, 1000
SHIPPED = "meetings/shipped.json"

_FILE = "meeting"
_KEYS = ("format", "version", "title", "title_en", "scenes")
_SCENE_KEYS = ("kind", "title", "title_en", "note", "note_en", "query")


@dataclass(frozen=True)
class Scene:
    """A view kept for a meeting.

    Parameters
    ----------
    query
        The view's address: what stands behind the question mark.
    title
        Title; empty for the view's own.
    note
        The speaker's note, or empty.
    kind
        ``map``, ``target``, ``comparison`` or ``profile``.
    title_en, note_en
        The same in English; empty where they are not translated.
    """

    query: str
    title: str = ""
    note: str = ""
    kind: Kind = "map"
    title_en: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Meeting:
    """Scenes in their order, under a title."""

    title: str
    scenes: tuple[Scene, ...] = ()
    title_en: str = ""

    def moved(self, at: int, to: int) -> "Meeting":
        """Return the meeting with the scene of one place at another."""
        scenes = list(self.scenes)
        scenes.insert(to, scenes.pop(at))
        return replace(self, scenes=tuple(scenes))

    def without(self, at: int) -> "Meeting":
        """Return the meeting without the scene of a place."""
        return replace(self, scenes=self.scenes[:at] + self.scenes[at + 1 :])

    def with_scene(self, scene: Scene, *, at: int | None = None) -> "Meeting":
        """Return the meeting with a scene in the place of another, or at its end."""
        scenes = list(self.scenes)
        if at is None:
            scenes.append(scene)
        else:
            scenes[at] = scene
        return replace(self, scenes=tuple(scenes))


def in_language(text: str, english: str, *, lang: str) -> str:
    """Return a text of a meeting in a language, untranslated where it is not translated."""
    return text if lang == LANGUAGES[0] else english or text


def write_meeting(meeting: Meeting) -> bytes:
    """Write a meeting as a file.

    Parameters
    ----------
    meeting
        The meeting.

    Returns
    -------
    content : bytes
        UTF-8 JSON; the same meeting always gives the same bytes.
    """
    scenes = [
        {key: getattr(scene, key) for key in _SCENE_KEYS if getattr(scene, key)}
        for scene in meeting.scenes
    ]
    document = {"format": FORMAT, "version": VERSION, "title": meeting.title}
    if meeting.title_en:
        document["title_en"] = meeting.title_en
    text = json.dumps(document | {"scenes": scenes}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def read_meeting(atlas: Atlas, content: bytes) -> Meeting:
    """Read a meeting from a file.

    Parameters
    ----------
    atlas
        The atlas that the scenes are views of.
    content
        The file as `write_meeting` writes it.

    Returns
    -------
    meeting : Meeting
        A meeting of which every scene can be shown.

    Raises
    ------
    MeetingError
        The file is too large, no JSON, not of this format, or scenes name what the facts do
        not hold; every fault is listed.
    """
    if len(content) > LARGEST:
        problem = f"has {len(content)} bytes; a meeting has at most {LARGEST}"
        raise MeetingError([Fault(_FILE, problem)])
    faults: list[Fault] = []

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
        faults.extend(Fault(_FILE, "stands twice; write it once", None, key) for key in twice)
        return dict(pairs)

    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=unique)
    # deeply nested brackets exhaust the parser's stack
    except (UnicodeDecodeError, ValueError, RecursionError):
        problem = "is not JSON; choose a file saved as a meeting"
        raise MeetingError([Fault(_FILE, problem)]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        problem = f"is not a meeting; its format must be {FORMAT!r}"
        raise MeetingError([*faults, Fault(_FILE, problem, None, "format")])
    return _checked(atlas, document, faults)


def shipped_meeting(atlas: Atlas, folder: Path) -> Meeting:
    """Read the ready-made meeting of a data folder.

    Parameters
    ----------
    atlas
        The atlas of the same folder.
    folder
        The data folder.

    Returns
    -------
    meeting : Meeting

    Raises
    ------
    MeetingError
        The folder has none, or it is faulty.
    """
    try:
        content = (folder / SHIPPED).read_bytes()
    except FileNotFoundError:
        raise MeetingError([Fault(SHIPPED, "does not exist; add a meeting there")]) from None
    return read_meeting(atlas, content)


def scene_fault(atlas: Atlas, scene: Scene) -> str:
    """Say why a scene cannot be shown; empty if it can."""
    if scene.kind not in DRAWN:
        return f"cannot be shown yet; use one of {', '.join(DRAWN)}"
    try:
        if scene.kind == "target":
            read_targets(atlas, scene.query)
        else:
            view, query = read_query(atlas, scene.query)
            read_choice(atlas, draw(atlas, view), query)
    except ViewError as error:
        return str(error)
    return ""


def _checked(atlas: Atlas, document: dict[str, object], faults: list[Fault]) -> Meeting:
    """Return the meeting of a document, or raise with every fault of it."""
    _note_unknown(document, _KEYS, "", faults)
    if document.get("version") != VERSION:
        problem = f"cannot be read; the version is {VERSION}"
        faults.append(_fault(document, "version", problem))
    title = _text(document, "title", LONGEST_TITLE, faults, needed=True)
    title_en = _text(document, "title_en", LONGEST_TITLE, faults)
    entries = document.get("scenes")
    if not isinstance(entries, list) or len(entries) > MOST_SCENES:
        problem = f"is no list of at most {MOST_SCENES} scenes"
        faults.append(Fault(_FILE, problem, None, "scenes"))
        entries = []
    scenes = [_scene(atlas, entry, f"scenes[{at}]", faults) for at, entry in enumerate(entries)]
    if faults:
        raise MeetingError(faults)
    return Meeting(title, tuple(scenes), title_en)


def _scene(atlas: Atlas, entry: object, place: str, faults: list[Fault]) -> Scene:
    before = len(faults)
    if not isinstance(entry, dict):
        faults.append(Fault(_FILE, "is not an object in braces", None, place))
        return Scene("")
    _note_unknown(entry, _SCENE_KEYS, place, faults)
    kind = next((kind for kind in KINDS if kind == entry.get("kind", KINDS[0])), None)
    if kind is None:
        problem = f"is no kind of scene; one of {', '.join(KINDS)}"
        faults.append(_fault(entry, "kind", problem, place))
    scene = Scene(
        query=_text(entry, "query", LONGEST_QUERY, faults, place, needed=True),
        title=_text(entry, "title", LONGEST_TITLE, faults, place),
        note=_text(entry, "note", LONGEST_NOTE, faults, place),
        kind=kind or KINDS[0],
        title_en=_text(entry, "title_en", LONGEST_TITLE, faults, place),
        note_en=_text(entry, "note_en", LONGEST_NOTE, faults, place),
    )
    if len(faults) == before:
        problem = scene_fault(atlas, scene)
        if problem:
            faults.append(Fault(_FILE, problem, None, place))
    return scene


def _text(
    entry: dict[str, object],
    key: str,
    longest: int,
    faults: list[Fault],
    place: str = "",
    *,
    needed: bool = False,
) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        faults.append(_fault(entry, key, "is missing or not a text", place))
        return ""
    if len(value) > longest:
        problem = f"has {len(value)} characters; use at most {longest}"
        faults.append(_fault(entry, key, problem, place))
    elif not value.isascii() and not _encodable(value):
        faults.append(_fault(entry, key, "holds half a character; write it anew", place))
    return value


def _encodable(text: str) -> bool:
    """Tell whether a text has no lone surrogate, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _note_unknown(
    entry: dict[str, object], known: tuple[str, ...], place: str, faults: list[Fault]
) -> None:
    for key in sorted(entry.keys() - set(known)):
        column = f"{place}.{key}" if place else key
        problem = f"is not known; one of {', '.join(known)}"
        faults.append(Fault(_FILE, problem, None, column[:LONGEST_TITLE]))


def _fault(entry: dict[str, object], key: str, problem: str, place: str = "") -> Fault:
    column = f"{place}.{key}" if place else key
    value = ascii(entry[key])[:80] if key in entry else None
    return Fault(_FILE, problem, None, column, value)
