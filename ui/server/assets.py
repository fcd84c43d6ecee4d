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

from geo.boundaries.choose import Boundaries
from geo.facts.lifetime import kept_with
from geo.frame.files import BOOT_SCRIPT, FOLDER, SCRIPTS, STYLES, frame_words
from geo.frame.typeface import face_style, typeface_file
from geo.language.texts import LANGUAGES
from ui.server.drafts import drawn
from ui.server.loaded import all_held, boundaries
from ui.server.page_paths import rooted
from ui.server.settings import ROOT

_PAGE_SCRIPTS = (
    *("server/page.js", "map/first.js", "markup/folds.js", "map/height.js"),
    *("map/copy_picture.js", "map/links.js", "map/year.js", "meeting/room.js"),
)
"""They are served as one, in this order: each request of a first view costs it time."""
_STYLE = ROOT / "ui" / "style.css"
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
    files = [(layer.file, layer.content) for layer in drawn.layers.values()]
    files += [(layer.light_file, layer.light) for layer in drawn.layers.values() if layer.light]
    layers = (Asset(_layer_address(file), content) for file, content in files)
    return _program_files() | {asset.address: asset for asset in layers}


@cache
def _program_files() -> dict[str, Asset]:
    """Return the files that come with the program, whatever the facts."""
    page = [_page_asset(_STYLE), _page_scripts(), _page_asset(_ICON)]
    frame = [*_frame_scripts(), _frame_style(), _face_asset()]
    collected = [*_leaflet_assets(), *frame, *_words_assets(), *page, *_presenter()]
    return {asset.address: asset for asset in collected}


def find_asset(address: str) -> Asset | None:
    """Return the static file under an address; layers of every version that a page may show."""
    shown = (*(each.boundaries for each in all_held()), *drawn())
    held = (_with_layers(each) for each in shown)
    return next((files[address] for files in held if address in files), None)


def leaflet_address(name: str) -> str:
    """Return the address of a file of Leaflet, such as ``leaflet.js``."""
    return _known(_leaflet_address(name))


def _leaflet_address(name: str) -> str:
    """Return the address that a file or a folder of Leaflet has."""
    return rooted(f"/assets/leaflet/{leaflet.PACKAGE_VERSION}/{name}")


@cache
def frame_addresses() -> tuple[tuple[str, ...], str]:
    """Return the addresses of the scripts of a map's frame, in their order, and of its style."""
    scripts = tuple(_known(asset.address) for asset in _frame_scripts())
    return scripts, _known(_frame_style().address)


def layer_address(name: str) -> str:
    """Return the address of a boundary layer, by the layer's name."""
    return _known(address_of_layer(boundaries(), name))


def address_of_layer(drawn: Boundaries, name: str) -> str:
    """Return the address of one of some layers, by its name; of its light form if it has one."""
    layer = drawn.layers[name]
    return _layer_address(layer.light_file or layer.file)


@cache
def words_address(lang: str) -> str:
    """Return the address of the words that the map frame puts together itself."""
    return _known(_words_address(lang))


@cache
def page_addresses() -> tuple[str, ...]:
    """Return the addresses of the style sheet and of the script of the pages."""
    return _known(_page_asset(_STYLE).address), _known(_page_scripts().address)


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
        yield Asset(_leaflet_address(name), file.read_bytes())


def typeface_address() -> str:
    """Return the address of the style that gives the frame the typeface of the pages."""
    return _known(_face_asset().address)


@cache
def _face() -> bytes:
    """Return the style of the typeface, at the address at which the pages have it already."""
    file = typeface_file()
    return face_style(rooted(f"/static/media/{file.name}")).encode() if file else b""


@cache
def _face_asset() -> Asset:
    return Asset(rooted(f"/assets/fonts/typeface.{_short_hash(_face())}.css"), _face())


@cache
def _frame_scripts() -> tuple[Asset, Asset]:
    """Return the script that tells when the others are missing, and these as one."""
    first = (FOLDER / BOOT_SCRIPT).read_bytes()
    others = _joined(_LEAFLET / "leaflet.js", *(FOLDER / name for name in SCRIPTS))
    return _frame_asset("boot.js", first), _frame_asset("atlas.js", others)


@cache
def _frame_style() -> Asset:
    leaflet_style = (_LEAFLET / "leaflet.css").read_bytes()
    beside = _leaflet_address("images/").encode()
    own = _joined(*(FOLDER / name for name in STYLES))
    style = b"\n".join((leaflet_style.replace(b"url(images/", b"url(" + beside), _face(), own))
    return _frame_asset("atlas.css", style)


def _frame_asset(name: str, content: bytes) -> Asset:
    stem, _, ending = name.partition(".")
    return Asset(rooted(f"/assets/map/{stem}.{_short_hash(content)}.{ending}"), content)


def _joined(*files: Path) -> bytes:
    """Return files one after the other; a script that does not end its last line is ended."""
    between = b"\n;\n" if files[0].suffix == ".js" else b"\n"
    return between.join(file.read_bytes() for file in files)


def _layer_address(file: str) -> str:
    return rooted(f"/assets/boundaries/{file}")


def _words_assets() -> Iterator[Asset]:
    for lang in LANGUAGES:
        yield Asset(_words_address(lang), _words(lang))


def _words_address(lang: str) -> str:
    return rooted(f"/assets/words/{lang}.{_short_hash(_words(lang))}.json")


@cache
def _words(lang: str) -> bytes:
    return json.dumps(frame_words(lang), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _page_scripts() -> Asset:
    files = [ROOT / "ui" / name for name in _PAGE_SCRIPTS]
    content = _joined(*files)
    return Asset(_page_address(files[0], content), content)


def _page_asset(file: Path) -> Asset:
    content = file.read_bytes()
    return Asset(_page_address(file, content), content)


def _page_address(file: Path, content: bytes) -> str:
    return rooted(f"/assets/{file.stem}.{_short_hash(content)}{file.suffix}")


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _media_type(address: str) -> str:
    # Windows takes the type of scripts from the registry, where it is often text/plain
    if address.endswith(".js"):
        return "text/javascript"
    return mimetypes.guess_type(address)[0] or "application/octet-stream"
