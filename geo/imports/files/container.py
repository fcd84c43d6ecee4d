"""What a file is by its first bytes, and whether a packed one may be unpacked at all."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar
from xml.parsers import expat

from geo.errors import BROKEN_ZIP
from geo.imports.findings import Finding

LARGEST_FILE = 20_000_000
MOST_UNPACKED = 64_000_000
"""Bytes that a workbook may have when it is unpacked: a hundred times an ordinary one."""
MOST_PARTS = 2_000
MOST_RATIO = 400
"""By how much a part of some size may be packed: a table is about 10, a bomb 1,000."""
_SMALL_PART = 2_000_000
_CHUNK = 1 << 16
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others give no bound to what comes out of a few bytes."""
Told = TypeVar("Told")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"BM": "image",
    b"II*\x00": "image",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"{\\rtf": "document",
    b"MZ": "program",
    b"\x7fELF": "program",
}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAM = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|table)", re.IGNORECASE)


class RefusedError(Exception):
    """A file that cannot be taken; `finding` says why."""

    def __init__(self, key: str, /, **fields: object) -> None:
        super().__init__(key)
        self.finding = Finding(key, fields=fields)


@dataclass(frozen=True)
class Packed:
    """A workbook that is a zip file, looked through to its last byte."""

    kind: str
    """``xlsx`` or ``ods``."""
    parts: zipfile.ZipFile
    macros: bool


def kind_of(content: bytes) -> str:
    """Tell what a file is.

    Returns
    -------
    kind : str
        ``zip``, ``xls`` or ``text``.

    Raises
    ------
    RefusedError
        It is empty, too large, behind a password, or no table at all.
    """
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise RefusedError("empty_file")
    if len(content) > LARGEST_FILE:
        raise RefusedError("large_file", megabytes=LARGEST_FILE // 1_000_000)
    if content.startswith(_OLE):
        return _ole_kind(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    for start, what in _FOREIGN.items():
        if content.startswith(start):
            raise RefusedError(f"is_{what}")
    if _PAGE.match(content):
        raise RefusedError("is_page")
    return "text"


def _ole_kind(content: bytes) -> str:
    if _ENCRYPTED in content:
        raise RefusedError("password")
    if _WORD_STREAM in content:
        raise RefusedError("is_document")
    if not any(stream in content for stream in _XLS_STREAM):
        raise RefusedError("unknown_file")
    return "xls"


def open_packed(content: bytes) -> Packed:
    """Open a workbook that is a zip file, after every part of it was found harmless.

    Raises
    ------
    RefusedError
        It is damaged, no workbook, behind a password, packed as a bomb is, reaches out of its
        folder, or declares entities.
    """
    parts, kind = open_parts(content, _packed_kind)
    macros = any("vbaproject" in name.lower() for name in parts.namelist())
    return Packed(kind, parts, macros)


def open_parts(
    content: bytes, tell: Callable[[zipfile.ZipFile], Told]
) -> tuple[zipfile.ZipFile, Told]:
    """Open a zip file, after every part of it was found harmless.

    Parameters
    ----------
    content
        The file.
    tell
        Says what it is, before its parts are unpacked; it may refuse it.

    Raises
    ------
    RefusedError
        As of `open_packed`.
    """
    try:
        parts = zipfile.ZipFile(BytesIO(content))
        _check_parts(parts)
        told = tell(parts)
        for part in parts.infolist():
            _check_part(parts, part)
    except BROKEN_ZIP as error:
        raise RefusedError("damaged") from error
    except RuntimeError as error:  # of zipfile: a part is behind a password
        raise RefusedError("password") from error
    return parts, told


def _check_parts(parts: zipfile.ZipFile) -> None:
    entries = parts.infolist()
    names = [each.filename for each in entries]
    if len(entries) > MOST_PARTS:
        raise RefusedError("many_parts", most=MOST_PARTS)
    if any(_climbs(name) for name in names):
        raise RefusedError("climbing_path")
    if len(set(names)) < len(names) or any(e.compress_type not in _PACKINGS for e in entries):
        raise RefusedError("damaged")
    if sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise RefusedError("bomb", megabytes=MOST_UNPACKED // 1_000_000)
    for each in entries:
        small = each.file_size <= _SMALL_PART
        if not small and each.file_size > MOST_RATIO * max(each.compress_size, 1):
            raise RefusedError("bomb", megabytes=MOST_UNPACKED // 1_000_000)


def _climbs(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/")


def _packed_kind(parts: zipfile.ZipFile) -> str:
    names = set(parts.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise RefusedError("is_xlsb")
    if "content.xml" in names and "mimetype" in names:
        if b"spreadsheet" not in parts.read("mimetype"):
            raise RefusedError("is_document")
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in parts.read(manifest):
            raise RefusedError("password")
        return "ods"
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise RefusedError("is_document")
    raise RefusedError("is_archive")


def _check_part(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, which checks its sum and size; XML without entities of its own."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    parser = expat.ParserCreate() if is_xml else None
    if parser is not None:
        parser.StartDoctypeDeclHandler = _no_doctype
    with parts.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                if parser is not None:
                    parser.Parse(chunk)
            if parser is not None:
                parser.Parse(b"", True)
        except (expat.ExpatError, LookupError) as error:  # the latter of an unknown encoding
            raise RefusedError("damaged") from error


def _no_doctype(*_declared: object) -> None:
    raise RefusedError("entities")
