"""The script that every page carries: it watches the connection to the server."""

import json
from datetime import UTC, datetime
from functools import cache

from geo.language.texts import LANGUAGES, texts
from ui.server.settings import ROOT

STARTED = datetime.now(UTC).isoformat()
"""When this process started: a page that names another one belongs to a former server."""
_PLACE = "const WORDS = {};"


@cache
def connection_script() -> str:
    """Return the script, with its words in every language."""
    words = {}
    for lang in LANGUAGES:
        t = texts(lang)
        words[lang] = {
            "lost": t("connection.lost"),
            # the script knows the name under which the page was opened
            "foreign": t("connection.foreign", name="{name}"),
            "websocket": t("connection.websocket"),
            "prefix": t("connection.prefix"),
        }
    # no text can end the element of the script
    written = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    script = (ROOT / "ui" / "server" / "connection.js").read_text(encoding="utf-8")
    return script.replace(_PLACE, f"const WORDS = {written};")
