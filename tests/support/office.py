"""Documents through LibreOffice to pages: what another program makes of them."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

NO_OFFICE = (
    "tests of printed documents need LibreOffice "
    "(Debian: apt-get install libreoffice-impress libreoffice-writer libreoffice-calc)"
)
"""What the tests say where it is missing."""
_PARTS = {"impress": "libsdlo.so", "writer": "libswlo.so", "calc": "libsclo.so"}


def find_office(*parts: str) -> str:
    """Find LibreOffice with some of its parts; without, skip, or fail where all tests must run."""
    found = shutil.which("soffice")
    files = [Path(found).resolve().parent / _PARTS[part] for part in parts] if found else []
    if found is None or not all(file.exists() for file in files):
        if os.environ.get("CI") == "true":
            pytest.fail(NO_OFFICE, pytrace=False)
        pytest.skip(NO_OFFICE)
    return found


def printed_by(
    office: str, files: Mapping[str, bytes], folder: Path
) -> list[pypdfium2.PdfDocument]:
    """Print files, by their names, at one start of the program."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = (folder / "profile").as_uri()
    command = [office, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *(str(folder / name) for name in files)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = [(folder / name).with_suffix(".pdf").read_bytes() for name in files]
    return [pypdfium2.PdfDocument(each) for each in pages]
