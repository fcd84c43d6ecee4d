"""The command that writes a view to a file, for scripts that want no browser."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

from geo.boundaries import load_boundaries
from geo.cells import Atlas
from geo.classify import K_RANGE, valid_scheme
from geo.drawing import Drawing, draw
from geo.errors import ViewError
from geo.exports import to_csv, to_geojson, to_xlsx
from geo.filters import kept, parse_filter
from geo.gap import gap_offer
from geo.layer_files import Layer
from geo.layer_specs import layer_name
from geo.load import load_facts
from geo.picture import to_png
from geo.texts import LANGUAGES
from geo.types import LEVELS
from geo.views import View, check_view

FORMATS = ("csv", "xlsx", "geojson", "png")

_NEEDED = ("indicator", "year", "level", "vintage")
_ALLOWED = (*_NEEDED, "mode", "scheme", "k", "latest", "unit", "filter")
_EXAMPLE = "indicator=…&year=…&level=…&vintage=…"


def add_export(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    parser.add_argument(
        "--view",
        required=True,
        metavar="QUERY",
        help=f"the query of the map's address: '{_EXAMPLE}'",
    )
    parser.add_argument("--format", required=True, choices=FORMATS, help="form of the file")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="file to write"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=LANGUAGES[0], help="language (default: %(default)s)"
    )
    parser.set_defaults(run=_export)


def read_query(atlas: Atlas, text: str) -> tuple[View, dict[str, str]]:
    """Read a view from the query of an address, without replacing anything.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``indicator=…&year=…&level=…&vintage=…``, optionally with ``mode``, ``scheme``, ``k``,
        ``latest``, ``unit`` and ``filter`` as the map's address has them.

    Returns
    -------
    view : View
        A view that the facts can answer.
    query : dict of str
        The query by key.

    Raises
    ------
    ViewError
        Something is missing, unknown or without figures; the message says what there is.
    """
    pairs = parse_qsl(text, keep_blank_values=True)
    query = dict(pairs)
    unknown = sorted(query.keys() - set(_ALLOWED))
    missing = [key for key in _NEEDED if not query.get(key)]
    if unknown or missing or len(pairs) > len(query):
        said = [f"unknown {', '.join(unknown)}"] * bool(unknown)
        said += [f"missing {', '.join(missing)}"] * bool(missing)
        raise ViewError(f"view {text!r}: {'; '.join(said) or 'a key twice'}; write {_EXAMPLE}")
    level = next((level for level in LEVELS if level == query["level"]), None)
    if level is None:
        raise ViewError(f"unknown level {query['level']!r}; one of {', '.join(LEVELS)}")
    view = View(
        query["indicator"],
        _integer("year", query["year"]),
        level,
        query["vintage"],
        mode=query.get("mode", "value"),
        scheme=query.get("scheme", ""),
        k=_integer("k", query.get("k", "0")),
        latest=query.get("latest") == "1",
    )
    _check(atlas, view)
    return view, query


def _check(atlas: Atlas, view: View) -> None:
    """Refuse a view that the facts cannot answer."""
    check_view(atlas.facts, view)
    years = atlas.years(view.indicator, view.level, view.vintage)
    if view.year not in years:
        known = ", ".join(map(str, years)) or "none"
        raise ViewError(f"{view.indicator} has no figures for {view.year}; years: {known}")
    if not valid_scheme(view.scheme):
        raise ViewError(f"unknown scheme {view.scheme!r}")
    if view.k and view.k not in K_RANGE:
        raise ViewError(f"k={view.k}: use {K_RANGE.start} to {K_RANGE.stop - 1}")
    offer = gap_offer(atlas, view.indicator, level=view.level, vintage=view.vintage)
    if view.mode == "gap" and offer.reason:
        raise ViewError(f"{view.indicator} has no gap to a target here: {offer.reason}")


def _integer(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ViewError(f"{key}={text}: write a whole number")
    return int(text)


def _export(options: argparse.Namespace) -> None:
    atlas = Atlas(load_facts(options.data))
    view, query = read_query(atlas, options.view)
    drawing = draw(atlas, view)
    with tempfile.TemporaryDirectory() as scratch:
        boundaries = load_boundaries(atlas.facts, folder=options.data, cache_folder=Path(scratch))
        layer = boundaries.layers[layer_name(view.level, view.vintage)]
        content = _makers(atlas, drawing, layer, query, options.lang)[options.format]()
    _write(options.output, content)
    print(f"{options.output}: {len(content)} bytes")


def _makers(
    atlas: Atlas, drawing: Drawing, layer: Layer, query: dict[str, str], lang: str
) -> dict[str, Callable[[], bytes]]:
    """Return for each format what makes the content of its file."""
    chosen = parse_filter(query.get("filter", ""))
    keeps = kept(atlas, drawing, chosen) if chosen else None
    unit = query.get("unit", "")
    if unit and drawing.cell_of(unit) is None:
        raise ViewError(f"no unit {unit!r} on these boundaries")
    return {
        "csv": lambda: to_csv(atlas, drawing, lang=lang),
        "xlsx": lambda: to_xlsx(atlas, drawing, lang=lang),
        "geojson": lambda: to_geojson(atlas, drawing, layer, lang=lang),
        "png": lambda: to_png(atlas, drawing, layer, lang=lang, kept=keeps, selected=unit),
    }


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step; a write that fails leaves nothing behind."""
    draft = path.with_name(f"{path.name}.new")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
