"""What is handed in packed: no more comes out of it than it may hold."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from geo.errors import StoreError
from geo.store.handed_in import handed_in
from tests.support.sheets import far_packed

SAID, HELD = 10, 200 * 2**20


def _lying(packing: int) -> bytes:
    """Pack a table of many bytes that is said to have ten, in both places where it is said."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        archive.writestr("province.json", b"0" * HELD)
    content, said = packed.getvalue(), struct.pack("<L", SAID)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.rindex(mark) + at
        content = content[:place] + said + content[place + 4 :]
    return content


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_that_says_less_than_it_holds_is_refused_before_it_is_unpacked(
    packing: int,
) -> None:
    content = _lying(packing)
    tracemalloc.start()
    try:
        with pytest.raises(StoreError, match=r"bom\.zip cannot be opened"):
            handed_in("bom.zip", content).__enter__()
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 5 * 2**20


def test_a_part_that_begins_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(StoreError, match=r"bom\.zip cannot be opened"):
        handed_in("bom.zip", far_packed({"province.json": b"{}"})).__enter__()
