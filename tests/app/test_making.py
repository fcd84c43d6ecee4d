"""Files made in processes: what a reader is told, and that nobody's file is made for nobody."""

import asyncio
import os
import pickle
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from geo.errors import MakingError
from tests.support.loops import run_apart
from tests.support.orders import Broken, Dying, Held, Refused, Said
from ui.server import loaded
from ui.server.making import shop
from ui.server.making.job import Order
from ui.server.making.pool import Bounds, Pool
from ui.session.making import deferred, offered
from ui.session.making.deferred import Ordered

PATIENCE = 60


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    own = Pool(1, Bounds(line=1))
    monkeypatch.setattr(shop, "pool", lambda: own)
    monkeypatch.setattr(shop, "material_of", lambda _: "facts")
    yield own
    own.close()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is told over the page of a session, as soon as there is something to tell."""
    words: list[str] = []
    monkeypatch.setattr(deferred, "_tell", lambda _session, said, *_: words.append(said))
    monkeypatch.setattr(deferred, "LOOK", 0.02)
    monkeypatch.setattr(deferred, "QUIET", 0.0)
    return words


async def made(order: Order, session: str, label: str = "Tệp") -> bytes:
    """Have a file made as for the button of a page."""
    wanted = Ordered(order, loaded.newest, label, "vi")
    return await deferred._made(wanted, session, deferred._Desk([wanted]))


def outcomes(name: str) -> float:
    return shop.DOCUMENTS.labels(name)._value.get()


def test_who_waits_is_told_how_it_goes(told: list[str], tmp_path: Path) -> None:
    wait, before = tmp_path / "go", outcomes("made")

    def look(until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end
            time.sleep(0.01)

    async def both() -> None:
        first = asyncio.create_task(made(Held(str(wait)), "one", "Trang"))
        await asyncio.to_thread(look, lambda: "Trang: xong 1/2 phần…" in told)
        second = asyncio.create_task(made(Said("b"), "two", "Bảng"))
        await asyncio.to_thread(look, lambda: "Bảng: đang chờ, sắp đến lượt." in told)
        with pytest.raises(MakingError) as full:
            await made(Said("c"), "three", "C")
        assert full.value.words("vi") == (
            "Máy chủ đang có 1 tệp chờ tạo, chưa nhận thêm được. Xin thử lại sau ít phút."
        )
        wait.touch()
        assert await first == b"held"
        assert (await second).startswith(b"b of facts")

    run_apart(both())
    assert {"Trang: đã tạo xong.", "Bảng: đã tạo xong."} <= set(told)
    assert outcomes("made") == before + 2


@pytest.mark.usefixtures("told")
def test_a_file_of_a_reader_who_left_is_given_up(
    pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferred, "reader_is_here", lambda session: session != "one")
    monkeypatch.setattr(deferred, "GRACE", 0.1)
    with pytest.raises(MakingError, match="stopped"):
        run_apart(made(Held(str(tmp_path / "never")), "one"))
    assert run_apart(made(Said(), "two"))
    assert pool.waiting == 0


def page(order: Order) -> AppTest:
    """Open a page that makes a file with a bar."""

    def script(packed: bytes) -> None:
        import pickle as reader

        import streamlit as st

        from ui.session.making.offered import make_with_bar

        content = make_with_bar(
            reader.loads(packed), step=lambda done, total: f"{done}/{total}", key="stop", lang="vi"
        )
        st.text(repr(content))

    return AppTest.from_function(script, args=(pickle.dumps(order),), default_timeout=PATIENCE)


def test_a_page_has_its_file_made_by_another_process() -> None:
    (said,) = [each.value for each in page(Said("a")).run().text]
    assert said.startswith("b'a of facts by ")
    assert f"by {os.getpid()}" not in said


@pytest.mark.parametrize(
    ("order", "words"),
    [(Refused(), "thử.json"), (Dying(), "bị ngắt giữa chừng"), (Broken(), "Không tạo được tệp.")],
)
def test_a_page_says_why_there_is_no_file(order: Order, words: str) -> None:
    run = page(order).run()
    assert [each.value for each in run.text] == ["None"]
    assert any(words in each.proto.body for each in run.get("html"))


def test_the_page_of_a_reader_who_left_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offered, "reader_is_here", lambda _: False)
    monkeypatch.setattr(offered, "GRACE", 0.1)
    monkeypatch.setattr(offered, "LOOK", 0.05)
    run = page(Held(str(tmp_path / "never"))).run()
    assert any("Đã dừng tạo tệp." in each.proto.body for each in run.get("html"))


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("here", [True, False])
def test_a_file_is_there_until_it_is_fetched(
    here: bool, monkeypatch: pytest.MonkeyPatch, pool: Pool
) -> None:
    monkeypatch.setattr(shop, "pool", lambda: None if here else pool)
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    wanted = Ordered(Said("a"), loaded.newest, "Tệp", "vi")
    key = manager.add_deferred(wanted, "text/plain", "0.1", "a.txt")
    asked = BackendOperationRequest(request_id="r")
    asked.deferred_file.file_id = key
    answer = run_apart(deferred._handle(DeferredFileHandler(lambda: manager), asked, "one"))
    assert not answer.error_msg
    # other sessions come to the end of their runs
    for _ in range(3):
        manager.remove_orphaned_files()
    name = answer.deferred_file.url.rpartition("/")[2]
    assert storage.get_file(name).content.startswith(b"a of facts")
    manager.clear_session_refs("one")
    for _ in range(3):
        manager.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        storage.get_file(name)
