"""The files of the map's frame, which is a program of its own, and the words it speaks."""

from pathlib import Path

from geo.language.texts import texts
from geo.views.symbols import symbol_words

FOLDER = Path(__file__).parent
"""Where the scripts and styles lie: files that are read, not code that is imported."""

BOOT_SCRIPT = "boot.js"
"""To be loaded before everything else, Leaflet included: it tells when a part is missing."""

SCRIPTS = (
    "sheet.js",
    "cells.js",
    "labels.js",
    "leaders.js",
    "around.js",
    "gates.js",
    "keyboard.js",
    "keys.js",
    "mouse.js",
    "controls.js",
    "report.js",
    "camera.js",
    "atlas.js",
    "before.js",
    "lights.js",
    "detail.js",
    "together.js",
    "player.js",
    "legend.js",
    "stage.js",
    "steps.js",
    "ahead.js",
)
"""To be loaded in this order, after Leaflet."""

STYLES = ("atlas.css",)
"""To be loaded after Leaflet's own style sheet."""

_SECTION = "frame."


def frame_words(lang: str) -> dict[str, str]:
    """Return the texts that the frame puts together itself, and the symbols it draws."""
    entries = texts(lang).entries.items()
    said = {key.removeprefix(_SECTION): text for key, text in entries if key.startswith(_SECTION)}
    return said | symbol_words()
