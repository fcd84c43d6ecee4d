"""The static files of the atlas, each under an address that changes with its content or version.

All are held in memory, packed once, and looked up by their whole address, so that no address
ever becomes a path. A page asks for an address by the name of what it wants.
"""

import gzip
import hashlib
import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template

from xstatic.pkg import leaflet

from geo.boundaries.choose import Boundaries, Layer
from geo.facts.lifetime import kept_with
from geo.frame.files import BOOT_SCRIPT, FOLDER, SCRIPTS, STYLES, frame_words
from geo.frame.typeface import face_style, typeface
from geo.language.texts import LANGUAGES
from ui.server.drafts import drawn
from ui.server.loaded import all_held, boundaries
from ui.server.settings import ROOT

_PAGE_SCRIPTS = (
    *("server/page.js", "markup/folds.js", "map/height.js", "map/copy_picture.js"),
    "meeting/room.js",
)
_PAGE_FILES = tuple(ROOT / "ui" / name for name in ("style.css", *_PAGE_SCRIPTS))
_ICON = ROOT / "ui" / "icon.svg"
_PRESENTER = tuple(ROOT / "ui" / "meeting" / f"presenter.{kind}" for kind in ("html", "css", "js"))
_LEAFLET = Path(leaflet.BASE_DIR)
_PACKED_TYPES = ("text/", "application/json", "application/javascript")


@dataclass(frozen=True)
class Asset:
    """A static file.

    Parameters
    ----------
    address
        Path of the address, with a hash of the content or, for Leaflet, its version.
    body
        Content.
    media_type
        Content type, guessed from the address.
    packed
        The content as gzip; empty for a type that is packed already.
    """

    address: str
    body: bytes = field(repr=False)
    media_type: str = field(init=False)
    packed: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Guess the type and pack the content."""
        media_type = _media_type(self.address)
        packable = media_type.startswith(_PACKED_TYPES)
        packed = gzip.compress(self.body, compresslevel=9, mtime=0) if packable else b""
        object.__setattr__(self, "media_type", media_type)
        object.__setattr__(self, "packed", packed)


def assets() -> dict[str, Asset]:
    """Return every static file by its address."""
    return _with_layers(boundaries())


@kept_with(1)
def _with_layers(drawn: Boundaries) -> dict[str, Asset]:
    layers = (Asset(_layer_address(layer), layer.content) for layer in drawn.layers.values())
    return _program_files() | {asset.address: asset for asset in layers}


@cache
def _program_files() -> dict[str, Asset]:
    """Return the files that come with the program, whatever the facts."""
    page = [_page_asset(file) for file in _PAGE_FILES]
    collected = [*_leaflet_assets(), *_map_assets(), *_words_assets(), *page, *_presenter()]
    collected += [_font_asset(), _face_asset(), _page_asset(_ICON)]
    return {asset.address: asset for asset in collected}


def find_asset(address: str) -> Asset | None:
    """Return the static file under an address; layers of every version that a page may show."""
    shown = (*(each.boundaries for each in all_held()), *drawn())
    held = (_with_layers(each) for each in shown)
    return next((files[address] for files in held if address in files), None)


def leaflet_address(name: str) -> str:
    """Return the address of a file of Leaflet, such as ``leaflet.js``."""
    return _known(f"/assets/leaflet/{leaflet.PACKAGE_VERSION}/{name}")


@cache
def asset_address(name: str) -> str:
    """Return the address of a file of the map engine, such as ``atlas.js``."""
    return _known(_map_address(FOLDER / name))


def layer_address(name: str) -> str:
    """Return the address of a boundary layer, by the layer's name."""
    return _known(address_of_layer(boundaries(), name))


def address_of_layer(drawn: Boundaries, name: str) -> str:
    """Return the address of one of some layers, by its name."""
    return _layer_address(drawn.layers[name])


@cache
def words_address(lang: str) -> str:
    """Return the address of the words that the map frame puts together itself."""
    return _known(_words_address(lang))


@cache
def page_addresses() -> tuple[str, ...]:
    """Return the addresses of the style sheet and of the scripts of the pages."""
    return tuple(_known(_page_asset(file).address) for file in _PAGE_FILES)


@cache
def icon_address() -> str:
    """Return the address of the icon of the pages, which Streamlit names in every run."""
    return _known(_page_asset(_ICON).address)


@cache
def presenter_address() -> str:
    """Return the address of the window that a presentation opens for its presenter."""
    return _known(_presenter()[0].address)


@cache
def _presenter() -> tuple[Asset, ...]:
    page, *others = _PRESENTER
    style, script = (_page_asset(file) for file in others)
    html = Template(page.read_text(encoding="utf-8"))
    content = html.substitute(
        face=_face_asset().address, style=style.address, script=script.address
    ).encode()
    return Asset(_page_address(page, content), content), style, script


def _known(address: str) -> str:
    if address not in assets():
        raise KeyError(f"no static file has the address {address}")
    return address


def _leaflet_assets() -> Iterator[Asset]:
    files = [_LEAFLET / "leaflet.js", _LEAFLET / "leaflet.css", *_LEAFLET.glob("images/*.png")]
    for file in files:
        name = file.relative_to(_LEAFLET).as_posix()
        address = f"/assets/leaflet/{leaflet.PACKAGE_VERSION}/{name}"
        yield Asset(address, file.read_bytes())


def typeface_address() -> str:
    """Return the address of the style that gives the frame the typeface of the pages."""
    return _known(_face_asset().address)


@cache
def _font_asset() -> Asset:
    return Asset(f"/assets/fonts/typeface.{_short_hash(typeface())}.woff2", typeface())


@cache
def _face_asset() -> Asset:
    style = (face_style(_font_asset().address) if typeface() else "").encode()
    return Asset(f"/assets/fonts/typeface.{_short_hash(style)}.css", style)


def _map_assets() -> Iterator[Asset]:
    for name in (BOOT_SCRIPT, *SCRIPTS, *STYLES):
        file = FOLDER / name
        yield Asset(_map_address(file), file.read_bytes())


def _map_address(file: Path) -> str:
    return f"/assets/map/{file.stem}.{_short_hash(file.read_bytes())}{file.suffix}"


def _layer_address(layer: Layer) -> str:
    return f"/assets/boundaries/{layer.file}"


def _words_assets() -> Iterator[Asset]:
    for lang in LANGUAGES:
        yield Asset(_words_address(lang), _words(lang))


def _words_address(lang: str) -> str:
    return f"/assets/words/{lang}.{_short_hash(_words(lang))}.json"


@cache
def _words(lang: str) -> bytes:
    return json.dumps(frame_words(lang), ensure_ascii=False, separators=(",", ":")).encode()


def _page_asset(file: Path) -> Asset:
    content = file.read_bytes()
    return Asset(_page_address(file, content), content)


def _page_address(file: Path, content: bytes) -> str:
    return f"/assets/{file.stem}.{_short_hash(content)}{file.suffix}"


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _media_type(address: str) -> str:
    # Windows takes the type of scripts from the registry, where it is often text/plain
    if address.endswith(".js"):
        return "text/javascript"
    return mimetypes.guess_type(address)[0] or "application/octet-stream"
