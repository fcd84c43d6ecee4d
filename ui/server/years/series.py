"""The years of the views that are shown, each view's under an address that changes with the facts.

The frame of a map asks for them once the first year is painted; a turn of the year then sends
nothing but the year.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from urllib.parse import urlencode

from geo.boundaries.choose import Boundaries
from geo.boundaries.layers import layer_name
from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.frame.year_series import anchored, year_series
from geo.views.request import Request, first_view, read_request, write_request, years_of
from ui.server.assets import address_of_layer, words_address
from ui.server.connection import STARTED
from ui.server.loaded import Loaded, all_held
from ui.server.page_paths import rooted

_KEPT = 24
"""Views whose years are kept with the facts, packed: those asked for last."""


def years_address(atlas: Atlas, request: Request) -> str:
    """Return the address of the years of a view; empty where there is nothing to turn to.

    What a draft would change is for its session alone, so its years have no address.
    """
    held = next((each for each in all_held() if each.atlas is atlas), None)
    if held is None or len(years_of(atlas, request.view)) < 2:
        return ""
    query = urlencode(write_request(anchored(atlas, request)))
    return rooted(f"/assets/years/{_name(held)}?{query}")


def find_years(name: str, query: Mapping[str, str]) -> bytes | None:
    """Return the years of a view as JSON in gzip, by the parts of an address of `years_address`."""
    facts = name.partition(".")[0]
    held = next((each for each in all_held() if _facts_name(each) == facts), None)
    if held is None:
        return None
    asked, replaced = read_request(held.atlas, query, fallback=Request(first_view(held.atlas)))
    # one address for each series: what else is asked would be made and kept for nothing
    if replaced or write_request(anchored(held.atlas, asked)) != dict(query):
        return None
    layer = address_of_layer(held.boundaries, layer_name(asked.view.level, asked.view.vintage))
    return _packed(held.atlas, asked, layer, words_address(asked.lang))


@kept_with(_KEPT)
def _packed(atlas: Atlas, anchor: Request, layer: str, words: str) -> bytes:
    series = year_series(atlas, anchor, layer=layer, words=words)
    text = json.dumps(series, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def _name(held: Loaded) -> str:
    """Name the facts, and after a point the program, whose next start may write them otherwise."""
    return f"{_facts_name(held)}.{_short(STARTED)}.json"


def _facts_name(held: Loaded) -> str:
    return _short(held.facts.version + _layers_name(held.boundaries))


@kept_with(1)
def _layers_name(drawn: Boundaries) -> str:
    return _short(" ".join(layer.file for layer in drawn.layers.values()))


@cache
def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
