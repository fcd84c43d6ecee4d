"""A template of slides: a presentation of a reader's, unpacked within bounds and emptied."""

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from geo.documents.tables.packages.zipped import undated
from geo.errors import AtlasError, TemplateError

LARGEST = 30_000_000
"""Bytes of the largest template that is read."""
LARGEST_UNPACKED = 100_000_000
"""Bytes of all its parts, which are packed in it and all unpacked at once."""
LARGEST_MARKUP = 20_000_000
"""Bytes of those parts that are XML, which takes up to forty times as much once it is read."""
MOST_PARTS = 10_000

_RELATION = qn("r:id").removesuffix("id")
"""How the names of attributes begin that name a relationship."""
_PIECE = 1 << 16
_CONTENT_TYPES = "[Content_Types].xml"
_MARKUP = re.compile(rb"[\xef\xbb\xbf\xff\xfe\x00 \t\r\n]*<")
"""How XML begins: marks of an encoding and blanks may stand before its first sign."""
_LIBRARYS = (BadZipFile, zlib.error, struct.error, PythonPptxError, etree.LxmlError, RecursionError)
"""Errors that only the libraries raise that read a template."""
_OWN = __name__.partition(".")[0]


@contextmanager
def said_of_template() -> Iterator[None]:
    """Say of what the libraries raise on a broken template that it is the template's fault.

    What this package raises itself is its own fault and comes out as it is.

    Raises
    ------
    TemplateError
        The template cannot be read.
    """
    try:
        yield
    except (AtlasError, MemoryError):
        raise
    except Exception as error:
        if _is_own(error):
            raise
        raise TemplateError("template.not_a_presentation") from error


def _is_own(error: Exception) -> bool:
    """Tell whether an error was raised in this package, not in a library that it called."""
    if isinstance(error, _LIBRARYS):
        return False
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    raised_in = trace.tb_frame.f_globals.get("__name__", "") if trace is not None else ""
    return str(raised_in).partition(".")[0] == _OWN


def whole_number(text: str) -> int:
    """Read a whole number of a template.

    Raises
    ------
    TemplateError
        It is none.
    """
    try:
        return int(text)
    except ValueError as error:
        raise TemplateError("template.not_a_presentation") from error


def open_template(content: bytes) -> Any:
    """Open a template and take its slides out.

    Parameters
    ----------
    content
        The file; call this and whatever reads of it later within `said_of_template`.

    Returns
    -------
    file : pptx.presentation.Presentation
        The presentation without slides; its slides have a width and a height.

    Raises
    ------
    TemplateError
        The file is larger than the bounds, encrypted, or has slides of no size.
    """
    if len(content) > LARGEST:
        raise TemplateError(
            "template.too_large", size=_megabytes(len(content)), largest=_megabytes(LARGEST)
        )
    file = Presentation(_packed_anew(_unpacked(content)))
    if not (file.slide_width and file.slide_height):
        raise TemplateError("template.not_a_presentation")
    _drop_slides(file)
    return file


def _megabytes(size: int) -> int:
    """Round bytes up to megabytes, so that what is too large never reads like the largest."""
    return -(-size // 1_000_000)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a template by name, no more of them than there is memory for."""
    with ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
        _check_entries(entries)
        parts = {entry.filename: _part(package, entry) for entry in entries}
    markup = sum(len(part) for part in parts.values() if _is_markup(part))
    if markup > LARGEST_MARKUP:
        size, largest = _megabytes(markup), _megabytes(LARGEST_MARKUP)
        raise TemplateError("template.too_much_markup", size=size, largest=largest)
    return parts


def _check_entries(entries: list[ZipInfo]) -> None:
    """Refuse what cannot be unpacked, or not within bounds."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > LARGEST_UNPACKED or len(entries) > MOST_PARTS:
        raise TemplateError(
            "template.too_many_parts",
            size=_megabytes(unpacked),
            parts=len(entries),
            largest=_megabytes(LARGEST_UNPACKED),
            most=MOST_PARTS,
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise TemplateError("template.encrypted")
    # other ways of packing give no bound to what comes out of a few bytes
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise TemplateError("template.packing")


def _part(package: ZipFile, entry: ZipInfo) -> bytes:
    """Read a part piece by piece: at once, all that is packed comes out before it is counted."""
    pieces = []
    with package.open(entry) as source:
        while piece := source.read(_PIECE):
            pieces.append(piece)
    return b"".join(pieces)


def _is_markup(part: bytes) -> bool:
    """Tell whether a part is XML, whatever its name says."""
    return _MARKUP.match(part) is not None


def _packed_anew(parts: dict[str, bytes]) -> BytesIO:
    """Return a package with just these parts, that of a .potx as that of a .pptx."""
    types = parts.get(_CONTENT_TYPES, b"")
    template, presentation = (
        kind.encode()
        for kind in (CONTENT_TYPE.PML_TEMPLATE_MAIN, CONTENT_TYPE.PML_PRESENTATION_MAIN)
    )
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as package:
        for name, part in {**parts, _CONTENT_TYPES: types.replace(template, presentation)}.items():
            package.writestr(undated(name), part)
    target.seek(0)
    return target


def _drop_slides(file: Any) -> None:
    """Take out the slides and all that points at them, by which a package would keep them."""
    root = file.part._element
    shows = root.findall(qn("p:custShowLst"))
    # sections are an extension, named by the numbers of slides
    sections = root.xpath("p:extLst/p:ext[.//*[local-name()='sectionLst']]")
    for element in (*shows, *sections):
        element.getparent().remove(element)
    for part in list(file.part.package.iter_parts()):
        links = [key for key, rel in part.rels.items() if rel.reltype == RELATIONSHIP_TYPE.SLIDE]
        if links and part.content_type != CONTENT_TYPE.PML_SLIDE:
            _unlink(part, links)


def _unlink(part: Any, links: list[str]) -> None:
    """Take relationships out of a part, and the elements that name them."""
    # python-pptx keeps only some kinds of parts as trees, the rest as bytes
    is_tree = isinstance(part, XmlPart)
    root = part._element if is_tree else parse_xml(part.blob)
    for element in list(root.iter("*")):
        named = [value for name, value in element.items() if name.startswith(_RELATION)]
        parent = element.getparent()
        if not set(links).isdisjoint(named) and parent is not None:
            parent.remove(element)
    for link in links:
        part.rels.pop(link)
    if not is_tree:
        part.blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
