"""The script that every page carries: it watches the connection to the server."""

import json
from datetime import UTC, datetime
from functools import cache

from geo.language.texts import LANGUAGES, texts
from ui.server.page_paths import PATHS, rooted
from ui.server.settings import ROOT

STARTED = datetime.now(UTC).isoformat()
"""When this process started: a page that names another one belongs to a former server."""
_WORDS, _PAGES = "const WORDS = {};", "const PAGES = [];"
_BASE = 'const BASE = "";'


@cache
def connection_script() -> str:
    """Return the script, with its words in every language and the names of the pages."""
    words = {}
    for lang in LANGUAGES:
        t = texts(lang)
        words[lang] = {
            "lost": t("connection.lost"),
            # the script knows the name under which the page was opened
            "foreign": t("connection.foreign", name="{name}"),
            "websocket": t("connection.websocket"),
            "full": t("connection.full"),
            "prefix": t("connection.prefix"),
        }
    # no text can end the element of the script
    written = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    script = (ROOT / "ui" / "server" / "connection.js").read_text(encoding="utf-8")
    pages = json.dumps([path for path in PATHS.values() if path])
    script = script.replace(_PAGES, f"const PAGES = {pages};")
    script = script.replace(_BASE, f"const BASE = {json.dumps(rooted(''))};")
    return script.replace(_WORDS, f"const WORDS = {written};")
