"""Writing a presentation whose parts bear no date: a ZIP knows only the years 1980 to 2107."""

from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from pptx.opc.packuri import PackURI
from pptx.opc.serialized import PackageWriter

from geo.documents.tables.zipped import undated


def write_presentation(presentation: Any, target: IO[bytes]) -> None:
    """Write a presentation, whatever the clock of this machine says.

    Parameters
    ----------
    presentation
        The presentation of python-pptx, whose own way of writing gives each part the present
        as its date and fails where a ZIP cannot hold it.
    target
        Where it goes.
    """
    package = presentation.part.package
    _Writer.write(target, package._rels, tuple(package.iter_parts()))


class _Entries:
    """What the writer of a package puts its parts into."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        self._file.writestr(undated(pack_uri.membername), blob, ZIP_DEFLATED)


class _Writer(PackageWriter):  # type: ignore[misc]
    def _write(self) -> None:
        with ZipFile(self._pkg_file, "w") as file:
            entries: Any = _Entries(file)
            self._write_content_types_stream(entries)
            self._write_pkg_rels(entries)
            self._write_parts(entries)
