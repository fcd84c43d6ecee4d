"""Orders: a process of its own makes the file that the command makes, byte for byte."""

import json
import pickle
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest

from geo.__main__ import main
from geo.boundaries.layer_files import Layer
from geo.documents.forms import MEETING_FORMATS, VIEW_FORMS
from geo.documents.orders import (
    BorderBookOrder,
    Material,
    MeetingOrder,
    PassageOrder,
    PortraitOrder,
    PortraitsOrder,
    SceneOrder,
    ViewOrder,
)
from geo.documents.paper import Extras, Wish
from geo.documents.portraits import PORTRAIT_FORMS
from geo.documents.tables.border_book import border_book
from geo.documents.tables.passage import passage_xlsx
from geo.figures.atlas import Atlas
from geo.saved.meeting import Scene, read_meeting
from geo.views.address import COMPARE_PAGE, MAP_PAGE, read_query, write_pairs
from geo.views.filters import NO_FILTER
from tests.support.orders import AtNoon, noon
from ui.server.making.job import Material as Sent
from ui.server.making.job import Order
from ui.server.making.pool import Pool

pytestmark = pytest.mark.documents

VIEW = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"
COMPARED = (
    "compare=years&indicator=population&year=2019&level=commune&vintage=2015-01-01"
    "&from=2014&to=2019&unit=70007"
)
SCENES = [{"query": VIEW}, {"query": "target=forest_2030", "kind": "target"}]
MEETING = {"format": "atlas-meeting", "version": 1, "title": "Họp", "scenes": SCENES}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    own = Pool(1)
    yield own
    own.close()


@pytest.fixture(scope="module")
def sent(tiny_atlas: Atlas, tiny_layers: dict[str, Layer]) -> Sent:
    # what was worked out from a layer does not go with it
    assert all(len(layer.frame) for layer in tiny_layers.values())
    content = pickle.dumps(Material(tiny_atlas, tiny_layers))
    assert len(content) < 200_000
    return Sent("tiny", lambda: content)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OGR_CURRENT_DATE", "")
    noon(monkeypatch.setattr)


def by_command(folder: Path, tiny_dir: Path, *words: str) -> bytes:
    file = folder / "made"
    assert main([words[0], "--data", str(tiny_dir), *words[1:], "-o", str(file)]) == 0
    return file.read_bytes()


def by_process(pool: Pool, sent: Sent, order: Order) -> bytes:
    return pool.submit(AtNoon(order), sent, "reader").result()


def told(content: bytes) -> object:
    """Return a file without the moment that the workbooks behind charts of slides have in them."""
    if not content.startswith(b"PK") or b"ppt/embeddings/" not in content:
        return content
    with ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name in [name for name in parts if name.startswith("ppt/embeddings/")]:
        with ZipFile(BytesIO(parts.pop(name))) as book:
            own = {each: book.read(each) for each in book.namelist()}
        parts |= {f"{name}/{each}": own[each] for each in own if each != "docProps/core.xml"}
    return parts


@pytest.mark.parametrize("form", VIEW_FORMS)
def test_a_view_is_the_commands(
    pool: Pool, sent: Sent, tiny_atlas: Atlas, tiny_dir: Path, tmp_path: Path, form: str
) -> None:
    view, _ = read_query(tiny_atlas, VIEW)
    address = f"/{MAP_PAGE}?{urlencode(write_pairs(view, unit='', chosen=NO_FILTER, lang='en'))}"
    made = by_process(pool, sent, ViewOrder(view, form, Wish("en", extras=Extras(address))))
    words = ("--view", VIEW, "--lang", "en", "--format", form)
    assert told(made) == told(by_command(tmp_path, tiny_dir, "export", *words))


@pytest.mark.parametrize("form", MEETING_FORMATS)
def test_a_meeting_is_the_commands(
    pool: Pool, sent: Sent, tiny_atlas: Atlas, tiny_dir: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / "meeting.json"
    file.write_text(json.dumps(MEETING), encoding="utf-8")
    order = MeetingOrder(read_meeting(tiny_atlas, file.read_bytes()), form, "vi")
    job = pool.submit(AtNoon(order), sent, "reader")
    words = ("--scenes", str(file), "--format", form)
    assert told(job.result()) == told(by_command(tmp_path, tiny_dir, "export", *words))
    done, total = job.progress
    assert done == total > 1


def test_a_comparison_is_the_commands(
    pool: Pool, sent: Sent, tiny_dir: Path, tmp_path: Path
) -> None:
    made = by_process(pool, sent, SceneOrder(Scene(COMPARED, kind="comparison"), "docx", "vi"))
    words = ("--view", f"/{COMPARE_PAGE}?{COMPARED}", "--format", "docx")
    assert made == by_command(tmp_path, tiny_dir, "export", *words)


@pytest.mark.parametrize("form", PORTRAIT_FORMS)
def test_portraits_are_the_commands(
    pool: Pool, sent: Sent, tiny_dir: Path, tmp_path: Path, form: str
) -> None:
    own = PortraitOrder(("2015-01-01", "70007"), form, "vi")
    words = ("portrait", "--unit", "2015-01-01/70007", "--format", form)
    assert by_process(pool, sent, own) == by_command(tmp_path, tiny_dir, *words)
    words = ("portrait", "--all", "--format", form)
    made = by_process(pool, sent, PortraitsOrder(form, "vi"))
    assert made == by_command(tmp_path, tiny_dir, *words)


def test_workbooks_are_those_of_the_library(pool: Pool, sent: Sent, tiny_atlas: Atlas) -> None:
    assert by_process(pool, sent, BorderBookOrder("vi")) == border_book(tiny_atlas, lang="vi")
    assert by_process(pool, sent, PassageOrder("vi")) == passage_xlsx(tiny_atlas, lang="vi")
