"""A meeting as one HTML file, for a room without a network: scenes, boundaries, all years.

The map is the one of the app: its scripts and styles are read from the app's folder and put into
the file, and the messages are those the app sends. Leaflet comes from its package.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from xstatic.pkg import leaflet

from geo.boundaries.layer_files import Layer
from geo.documents.html.scenes import layer_id, page_scene, words_id
from geo.figures.atlas import Atlas
from geo.frame.files import BOOT_SCRIPT, FOLDER, SCRIPTS, STYLES, frame_words
from geo.frame.typeface import face_style, typeface
from geo.language.plain import plain
from geo.language.texts import LANGUAGES, texts
from geo.meeting.scene_years import page_words
from geo.meeting.stage import MapScene, Steps, Tell, set_stage
from geo.reading.imprint import imprint
from geo.saved.meeting import Meeting, in_language

_PAGE = Path(__file__).parent
_LEAFLET = Path(leaflet.BASE_DIR)
_WITH_SERVER = ("stage.js", "steps.js", "ahead.js")
"""Scripts of the frame that only the pages of the app run."""
_OWN = ("inset.js", "room.js", "turns.js", "print.js", "exhibit.js", "page.js")
"""Scripts of the page, to be run in this order after those of the frame."""


def to_html(
    atlas: Atlas,
    meeting: Meeting,
    layers: Mapping[str, Layer],
    *,
    lang: str,
    tell: Tell | None = None,
    now: datetime | None = None,
) -> bytes:
    """Write a meeting as one HTML file.

    Parameters
    ----------
    atlas
        The atlas.
    meeting
        The meeting.
    layers
        The boundary layers by name.
    lang
        Language it opens with; it can be switched in the file.
    tell
        See `geo.meeting.stage.Steps`; one step is a scene in a language.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        UTF-8. Nothing outside of the file is asked for: its own policy forbids it. Every text
        stands in it as data and becomes text, never markup or code.

    Raises
    ------
    MeetingError
        Scenes cannot be shown.
    """
    steps = Steps(len(meeting.scenes) * len(LANGUAGES), tell=tell)
    stages = {each: set_stage(atlas, meeting, layers, lang=each) for each in LANGUAGES}
    scenes: list[dict[str, object]] = [{} for _ in meeting.scenes]
    used: dict[str, Layer] = {}
    for each, staged_meeting in stages.items():
        for entry, staged in zip(scenes, staged_meeting.scenes, strict=True):
            entry |= page_scene(atlas, staged, lang=each)
            if isinstance(staged, MapScene) and not staged.charted:
                used[staged.layer.name] = staged.layer
            steps.done()
    head = {
        each: {
            "title": plain(in_language(meeting.title, meeting.title_en, lang=each)),
            "made": imprint(atlas, now, lang=each),
        }
        for each in LANGUAGES
    }
    words = {each: page_words(each) | _room_words(each) for each in LANGUAGES}
    data: dict[str, object] = {"lang": lang, "langs": LANGUAGES, "words": words, "scenes": scenes}
    data |= head
    return _page(data, used, title=head[lang]["title"], lang=lang)


def _room_words(lang: str) -> dict[str, str]:
    """Return the words of the presenter's window, and of what turns and prints the scenes."""
    t = texts(lang)
    said = {key: t(f"room.{key}") for key in ("second", "since", "no_note", "next_scene", "end")}
    return said | {
        "back": t("meeting.back"),
        "next": t("room.next_scene"),
        "leave": t("meeting.leave"),
        "print_all": t("meeting.print_all"),
        # how many times is known to the page, which makes the room
        "inset": t("export.inset", times="{times}"),
    }


def _page(data: dict[str, object], layers: Mapping[str, Layer], *, title: str, lang: str) -> bytes:
    files = [_held(layer_id(name), layer.content.decode()) for name, layer in layers.items()]
    files += [_held(words_id(each), _json(frame_words(each))) for each in LANGUAGES]
    files.append(_held("meeting", _json(data)))
    scripts = _scripts()
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    page = Template((_PAGE / "page.html").read_text(encoding="utf-8")).substitute(
        lang=lang,
        policy=escape(policy, quote=True),
        title=escape(title),
        styles="\n".join(f"<style>{style}</style>" for style in _styles()),
        files="\n".join(files),
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )
    return page.encode()


def _held(name: str, text: str) -> str:
    """Hold a JSON text in an element that is not run; no text in it can end the element."""
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'<script type="application/json" id="{escape(name, quote=True)}">{safe}</script>'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


@cache
def _scripts() -> tuple[str, ...]:
    """Return the scripts of the file in the order of running."""
    boot = FOLDER / BOOT_SCRIPT
    engine = (FOLDER / name for name in SCRIPTS if name not in _WITH_SERVER)
    paths = [_PAGE / "files.js", boot, _LEAFLET / "leaflet.js", *engine]
    paths += [_PAGE / name for name in _OWN]
    return tuple(_without_map(path.read_text(encoding="utf-8")) for path in paths)


@cache
def _styles() -> tuple[str, ...]:
    paths = [_LEAFLET / "leaflet.css", *(FOLDER / name for name in STYLES), _PAGE / "page.css"]
    face = f"data:font/woff2;base64,{b64encode(typeface()).decode()}"
    styles = [face_style(face)] if typeface() else []
    # Leaflet's pictures belong to controls that are not used here.
    return (
        *styles,
        *(re.sub(r"url\([^)]*\)", "none", path.read_text(encoding="utf-8")) for path in paths),
    )


def _without_map(script: str) -> str:
    """Take out the address of a script's source map, which developer tools would ask for."""
    return re.sub(r"//# sourceMappingURL=\S*\s*$", "", script).strip() + "\n"


def _digest(script: str) -> str:
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()
