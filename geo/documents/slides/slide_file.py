"""Writing a presentation: parts without a date, maps put in as text, nothing of others' making."""

from collections.abc import Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter

from geo.documents.tables.packages.zipped import undated

MAP_HERE = "map"
"""The comment that stands in a slide where its map is put in."""
_NOT_OURS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
)
"""What tells of another presentation: its first page, its program, its printer."""


def write_presentation(
    presentation: Any, target: IO[bytes], maps: Mapping[PackURI, bytes] | None = None
) -> None:
    """Write a presentation, whatever the clock of this machine says.

    Parameters
    ----------
    presentation
        The presentation of python-pptx, whose own way of writing gives each part the present
        as its date and fails where a ZIP, which knows only 1980 to 2107, cannot hold it.
    target
        Where it goes.
    maps
        Shapes by the name of their slide, as text: as elements they take forty times the memory.
    """
    package = presentation.part.package
    for rels in (package._rels, presentation.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in _NOT_OURS]:
            rels.pop(key)
    with ZipFile(target, "w") as file:
        _Writer(_Entries(file, maps or {}), package._rels, tuple(package.iter_parts()))._write()


class _Entries:
    """What the writer of a package puts its parts into."""

    def __init__(self, file: ZipFile, maps: Mapping[PackURI, bytes]) -> None:
        self._file, self._maps = file, maps

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        shapes = self._maps.get(pack_uri)
        if shapes is not None:
            blob = blob.replace(f"<!--{MAP_HERE}-->".encode(), shapes)
        self._file.writestr(undated(pack_uri.membername), blob, ZIP_DEFLATED)


class _Writer(PackageWriter):  # type: ignore[misc]
    def _write(self) -> None:
        entries: Any = self._pkg_file
        self._write_content_types_stream(entries)
        self._write_pkg_rels(entries)
        self._write_parts(entries)
