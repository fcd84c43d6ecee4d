"""A meeting: scenes with titles and speaker's notes, kept as a small file.

A scene holds no figure, only the address of a view: what is shown is always what the facts say
on the day.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from geo.errors import Fault, MeetingError, ViewError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import LANGUAGES, Phrase
from geo.saved.saved_file import LONGEST_VALUE, SavedFile
from geo.views.address import read_choice, read_query, read_targets
from geo.views.border_address import read_border
from geo.views.compare.address import read_compared
from geo.views.drawing import draw
from geo.views.portrait.address import read_portrayed

Kind = Literal["map", "target", "gates", "comparison", "profile"]
KINDS: tuple[Kind, ...] = get_args(Kind)
READERS: dict[Kind, Callable[[Atlas, str], object]] = {
    "target": read_targets,
    "comparison": read_compared,
    "profile": read_portrayed,
}
"""Of the kinds that are no map of one view, what reads their address and refuses a faulty one."""

FORMAT = "atlas-meeting"
VERSION = 1
MOST_SCENES = 60
LONGEST_TITLE, LONGEST_NOTE, LONGEST_QUERY = 200, 4000, 1000
_LONGEST_CHARACTER = 6
"""Bytes of a character as it is written: four in UTF-8, six of one that JSON escapes."""
_AROUND = 250
"""Bytes of keys, quotes and blanks around the texts of a scene, or of the whole file."""
_LONGEST_SCENE = 2 * LONGEST_TITLE + 2 * LONGEST_NOTE + LONGEST_QUERY
LARGEST = _LONGEST_CHARACTER * (2 * LONGEST_TITLE + MOST_SCENES * _LONGEST_SCENE)
LARGEST += _AROUND * (MOST_SCENES + 1)
"""Bytes of the largest meeting file that is read, about 3.4 million: every meeting within the
other limits is written in fewer, so that what was saved can be opened. The shipped one has
about 10,000."""
SHIPPED = "meetings/shipped.json"
NO_FILE = "saved.no_file"
"""Fault of a data folder without a ready-made meeting."""

_NAME = "saved.meeting"
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
        ``map``, ``target``, ``gates`` for a map of the page of the border economy, ``comparison``
        for what the page of comparisons shows, or ``profile`` for the portrait of a unit.
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


def read_meeting(atlas: Atlas | None, content: bytes) -> Meeting:
    """Read a meeting from a file.

    Parameters
    ----------
    atlas
        The atlas that the scenes are views of; None leaves open whether they can be shown.
    content
        The file as `write_meeting` writes it.

    Returns
    -------
    meeting : Meeting
        A meeting of which every scene can be shown, where an atlas is given.

    Raises
    ------
    MeetingError
        The file is too large, no JSON, not of this format, or scenes name what the facts do
        not hold; every fault is listed.
    """
    file = SavedFile(_NAME, MeetingError)
    return _checked(atlas, file.read(content, form=FORMAT, largest=LARGEST), file)


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
    except OSError:
        raise MeetingError([Fault(SHIPPED, NO_FILE)]) from None
    return read_meeting(atlas, content)


def scene_view(atlas: Atlas, scene: Scene) -> tuple[View, dict[str, str]]:
    """Return the view of a scene that is a map, and what of its query is laid on it.

    Raises
    ------
    ViewError
        Its query names what the facts do not hold.
    """
    if scene.kind != "gates":
        return read_query(atlas, scene.query)
    view, _ = read_border(atlas, scene.query)
    return view, {}


def scene_fault(atlas: Atlas, scene: Scene) -> Phrase | None:
    """Say why a scene cannot be shown; None if it can."""
    try:
        if scene.kind in READERS:
            READERS[scene.kind](atlas, scene.query)
        else:
            view, query = scene_view(atlas, scene)
            read_choice(atlas, draw(atlas, view), query)
    except ViewError as error:
        return Phrase("saved.scene_view", {"reason": error.phrase})
    return None


def named_fault(at: int, scene: Scene, problem: Phrase) -> Fault:
    """Return the fault of a scene that cannot be shown, named by its number and its title."""
    name = scene.title.strip() or scene.query
    fields = {"number": at + 1, "title": name[:LONGEST_VALUE], "problem": problem}
    return Fault(Phrase(_NAME), "saved.scene", None, f"scenes[{at}]", fields=fields)


def _checked(atlas: Atlas | None, document: dict[str, object], file: SavedFile) -> Meeting:
    """Return the meeting of a document, or raise with every fault of it."""
    file.note_unknown(document, _KEYS)
    file.check_version(document, VERSION)
    title = _text(document, "title", LONGEST_TITLE, file, needed=True)
    title_en = _text(document, "title_en", LONGEST_TITLE, file)
    entries = document.get("scenes")
    if not isinstance(entries, list) or len(entries) > MOST_SCENES:
        file.note("saved.scenes", column="scenes", most=MOST_SCENES)
        entries = []
    scenes = [_scene(atlas, entry, at, file) for at, entry in enumerate(entries)]
    file.stop()
    return Meeting(title, tuple(scenes), title_en)


def _scene(atlas: Atlas | None, entry: object, at: int, file: SavedFile) -> Scene:
    before = len(file.faults)
    place = f"scenes[{at}]"
    if not isinstance(entry, dict):
        file.note("saved.scene_object", column=place)
        return Scene("")
    file.note_unknown(entry, _SCENE_KEYS, place)
    kind = next((kind for kind in KINDS if kind == entry.get("kind", KINDS[0])), None)
    if kind is None:
        file.note_entry(entry, "kind", "saved.scene_kind", place, kinds=KINDS)
    scene = Scene(
        query=_text(entry, "query", LONGEST_QUERY, file, place, needed=True),
        title=_text(entry, "title", LONGEST_TITLE, file, place),
        note=_text(entry, "note", LONGEST_NOTE, file, place),
        kind=kind or KINDS[0],
        title_en=_text(entry, "title_en", LONGEST_TITLE, file, place),
        note_en=_text(entry, "note_en", LONGEST_NOTE, file, place),
    )
    if atlas is not None and len(file.faults) == before:
        problem = scene_fault(atlas, scene)
        if problem is not None:
            file.faults.append(named_fault(at, scene, problem))
    return scene


def _text(
    entry: dict[str, object],
    key: str,
    longest: int,
    file: SavedFile,
    place: str = "",
    *,
    needed: bool = False,
) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        file.note_entry(entry, key, "saved.text_missing", place)
        return ""
    if len(value) > longest:
        file.note_entry(entry, key, "saved.text_long", place, size=len(value), most=longest)
    elif not value.isascii() and not _encodable(value):
        file.note_entry(entry, key, "saved.text_broken", place)
    return value


def _encodable(text: str) -> bool:
    """Tell whether a text has no lone surrogate, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
