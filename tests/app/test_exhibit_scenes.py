"""Comparisons and portraits in the meeting: added on their pages, listed, and presented."""

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from geo.saved.meeting import Scene
from tests.app.conftest import Offered, Visit
from ui.server import loaded
from ui.server.revisions import Store
from ui.server.settings import Settings

OpenPage = Callable[..., Visit]
PLACE = {"level": "district", "vintage": "2025-07-01"}
URBAN = {"indicator": "urban_share_census_pct", "year": "2019", **PLACE}
VIEW = "indicator=urban_share_census_pct&year=2019&level=district&vintage=2025-07-01"
PARTS = {
    "years": ({"from": "2009", "to": "2019", "unit": "183"}, "&unit=183&from=2009&to=2019"),
    "two": ({"with": "population"}, "&with=population"),
    "maps": (
        {"maps": "population:2019,population:2009"},
        "&maps=population:2019,population:2009",
    ),
    "lines": ({"units": "183,178"}, "&units=183,178"),
    "rank": ({}, ""),
}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the app a store of its own."""
    own = Store(Settings(state_dir=tmp_path / "state"))
    monkeypatch.setattr(loaded, "store", lambda: own)
    yield
    own.close()


def scenes(visitor: Visit) -> list[Scene]:
    return list(visitor.app.session_state["meeting"].scenes)


def add(visitor: Visit, key: str) -> Visit:
    visitor.control(key).click()
    return visitor.run()


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_comparisons_is_added_with_its_address(
    part: str, visit: OpenPage, offered: Offered
) -> None:
    own, written = PARTS[part]
    visitor = visit("compare", compare=part, **URBAN, **own)
    add(visitor, "add_exhibit")
    expected = f"compare={part}&{VIEW}{written}"
    assert scenes(visitor)[-1] == Scene(expected, kind="comparison")
    assert any(name.endswith(".csv") for name in offered) == (part != "maps")


def test_a_comparison_and_a_portrait_are_presented(visit: OpenPage) -> None:
    visitor = visit("compare", compare="years", **URBAN, **PARTS["years"][0])
    add(visitor, "add_exhibit")
    count = len(scenes(visitor))
    meeting = visitor.query["meeting"]
    room = visit("present", meeting=meeting, scene=str(count))
    assert room.faults == []
    html = unescape(room.html).replace("\u00a0", " ")
    # of the table of the census: 18.98 and 21.98 in Cao Lộc, 75.3 and 72.1 in the city
    assert "Tăng nhiều nhất: Huyện Cao Lộc (+3,0 điểm %)." in html
    assert "Giảm nhiều nhất: Thành phố Lạng Sơn (−3,2 điểm %)." in html
    assert html.count('<img alt="Thay đổi 2009–2019') == 2
    assert "Thay đổi 2009–2019</b>" in html
    listed = visit("present", meeting=meeting)
    assert f"{count}. Thay đổi 2009–2019: Tỷ lệ dân số thành thị" in listed.html

    portrait = visit("portrait", meeting=meeting, place="2025-07-01_06184")
    add(portrait, "add_portrait")
    assert scenes(portrait)[-1] == Scene("place=2025-07-01_06184", kind="profile")
    shown = visit("present", meeting=portrait.query["meeting"], scene=str(count + 1))
    assert "Xã Đồng Đăng hình thành từ 5 đơn vị cũ" in shown.html
    assert "Số liệu mới nhất" in shown.html
