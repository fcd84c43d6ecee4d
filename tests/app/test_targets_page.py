"""The page of the targets without a browser: cards, counts, filters, plans and faulty plans."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.app.conftest import Visit
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]
PROGRAMME = "52-ctr-tu"
SECTIONS = {
    "programme": ("16 mục tiêu có số liệu", "16 targets with figures"),
    "others": ("16 mục tiêu có số liệu", "16 targets with figures"),
    "plan": ("80% của 61 xã là 49 xã.", "80% of 61 communes are 49."),
    "tasks": ("6 nhóm nhiệm vụ của Chương trình", "The programme's 6 groups of tasks"),
}
WORDS = {
    "vi": [
        *("✓ đã đạt", "▲ đúng tiến độ", "◆ cần đẩy nhanh"),
        *("▼ chậm tiến độ", "◄ xa dần mục tiêu", "○ chưa đủ căn cứ đánh giá"),
    ],
    "en": [
        *("✓ achieved", "▲ on track", "◆ must speed up"),
        *("▼ slow", "◄ moving away", "○ no status"),
    ],
}
NEWEST = "2025-07-01"
TEN = ["06040", "06046", "06058", "06085", "06112", "06115", "06124", "06148", "06154", "06172"]
PLAN = f"ntm_share_2030~{NEWEST}~Thu%20mot~2027:{'.'.join(TEN[:4])}~2030:{'.'.join(TEN[4:])}"
TEN_OF_61 = "Đến 2030 có 10 xã (16,4%): còn thiếu 39 xã để đủ 49."


def read_table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TARGETS = read_table("targets.csv")


def inner(html: str, tag: str) -> str:
    """Return the text of the first element of a kind."""
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    assert found is not None, html[:200]
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


def boards(visitor: Visit) -> list[str]:
    """Return the parts of the board."""
    return [piece for piece in visitor.pieces if piece.startswith('<table class="board')]


def rows(visitor: Visit) -> list[str]:
    """Return every row of the board that is of a target."""
    return re.findall(r'<tr(?: class="open")?><th scope="row">.*?</tr>', "".join(boards(visitor)))


def row_of(visitor: Visit, beginning: str) -> list[str]:
    """Return the cells of the one row whose target begins so, as they read."""
    (row,) = [row for row in rows(visitor) if inner(row, "a").startswith(beginning)]
    cells = re.findall(r"<(?:td|th)[^>]*>(.*?)</(?:td|th)>", row)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in cells]


def names(visitor: Visit) -> list[str]:
    return [inner(row, "a") for row in rows(visitor)]


def waiting(visitor: Visit, none: str) -> list[str]:
    """Return the targets without any figure, from the list of what is missing."""
    asked = "".join(piece for piece in visitor.pieces if 'class="asked"' in piece)
    items = [unescape(each) for each in re.findall("<li>(.*?)</li>", asked)]
    return [each.removesuffix(none) for each in items if each.endswith(none)]


def card(visitor: Visit) -> str:
    """Return the one card that is open."""
    (found,) = [piece for piece in visitor.pieces if 'class="card target-card"' in piece]
    return found


def statuses(visitor: Visit) -> list[str]:
    """Return the status of every row as it reads."""
    found = [re.findall(r'<span class="status \w+">(.*?)</span>', row) for row in rows(visitor)]
    assert all(len(each) == 1 for each in found)
    return [each[0] for each in found]


def chips(visitor: Visit, name: str) -> dict[str, int]:
    """Return the counts on the choices of a kind."""
    options = list(visitor.control(name).options)
    pairs = [re.fullmatch(r"(.*) \((\d+)\)", each).groups() for each in options]
    return {words: int(count) for words, count in pairs}


# ---- sections and cards


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_runs_in_both_languages(visit: OpenPage, section: str, lang: str) -> None:
    visitor = visit("targets", section=section, lang=lang)
    assert SECTIONS[section][lang == "en"] in unescape(visitor.html)
    assert visitor.notices == []
    assert visitor.faults == []
    assert visitor.query["section"] == section


@pytest.mark.parametrize(("lang", "none"), [("vi", " – chưa có số liệu"), ("en", " – no figures")])
def test_each_target_of_the_programme_has_one_row_or_waits_for_a_figure(
    visit: OpenPage, lang: str, none: str
) -> None:
    expected = [row[f"text_{lang}"] for row in TARGETS if row["programme"] == PROGRAMME]
    assert len(expected) == 22
    visitor = visit("targets", lang=lang)
    assert len(names(visitor)) == 16
    assert sorted(names(visitor) + waiting(visitor, none)) == sorted(expected)


def groups_of(visitor: Visit) -> dict[str, list[str]]:
    """Return the targets of the board under their headings."""
    found: dict[str, list[str]] = {}
    heading = ""
    for row in re.findall(r"<tr.*?</tr>", "".join(boards(visitor))):
        if row.startswith('<tr class="group">'):
            heading = inner(row, "th")
        elif 'scope="row"' in row:
            found.setdefault(heading, []).append(inner(row, "a"))
    return found


def test_every_other_target_stands_under_its_own_plan(visit: OpenPage) -> None:
    sources = read_table("sources.csv")
    titles = {row["source_id"]: row["title_vi"] or row["title"] for row in sources}
    plans = {row["text_vi"]: titles[row["source_id"]] for row in TARGETS}
    visitor = visit("targets", section="others")
    groups = groups_of(visitor)
    # those whose year is over are history: ten of them have a figure
    heading, past = groups.popitem()
    years = {row["text_vi"]: int(row["target_year"]) for row in TARGETS}
    assert heading == "Mục tiêu của những năm đã qua"
    assert sorted(years[each] for each in past) == [2015, 2020, 2023, 2023, *[2025] * 6]
    for plan, listed in groups.items():
        assert [plans[each] for each in listed] == [plan] * len(listed)
        assert min(years[each] for each in listed) >= 2026
    others = [row["text_vi"] for row in TARGETS if row["programme"] != PROGRAMME]
    empty = waiting(visitor, " – chưa có số liệu")
    assert sorted(names(visitor) + empty) == sorted(others)


def test_the_programme_stands_in_the_order_of_the_province_s_themes(visit: OpenPage) -> None:
    assert list(groups_of(visit("targets"))) == [
        *("Rừng", "Nông thôn mới", "Đô thị", "Kinh tế", "Xã hội", "Môi trường"),
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("section", "counts"), [("programme", [0, 2, 3, 1, 0, 16]), ("others", [1, 0, 1, 0, 0, 32])]
)
def test_the_choices_of_a_status_are_their_counts(
    visit: OpenPage, section: str, counts: list[int], lang: str
) -> None:
    visitor = visit("targets", section=section, lang=lang)
    assert chips(visitor, "t_status") == dict(zip(WORDS[lang], counts, strict=True))
    shown = Counter(statuses(visitor))
    # those that wait for a figure have no status either
    assert [shown[words] for words in WORDS[lang][:-1]] == counts[:-1]
    assert sum(chips(visitor, "t_themes").values()) == sum(counts)


def test_a_row_says_where_a_target_stands(visit: OpenPage) -> None:
    # 28.18 in 2020, 60.57 in 2025: 6.478 a year; 80 - 60.57 in 5 years are 3.886 a year
    assert row_of(visit("targets"), "80%") == [
        "80% số xã đạt chuẩn nông thôn mới Tỷ lệ xã đạt chuẩn nông thôn mới",
        "80%, 2030",
        "60,6% ngày 30/6/2025, tính từ số liệu gốc",
        "còn thấp hơn mục tiêu 19,4 điểm %",
        "+6,5 điểm % mỗi năm",
        "+3,9 điểm % mỗi năm",
        "▲ đúng tiến độ",
        "Báo Lạng Sơn, bản tiếng Anh trên Vietnam.vn, 2025",
    ]


def test_a_card_opens_in_its_row_and_reads_whole(visit: OpenPage) -> None:
    visitor = visit("targets", card="ntm_share_2030")
    assert visitor.query["card"] == "ntm_share_2030"
    text = unescape(re.sub(r"<[^>]+>", " ", card(visitor)))
    for part in (
        *("▲ đúng tiến độ", "60,6%", "ngày 30/6/2025", "Mục tiêu 2030: 80%"),
        *(
            "còn thấp hơn mục tiêu 19,4\u00a0điểm\u00a0%",
            "+6,5\u00a0điểm\u00a0% mỗi năm",
            "+3,9\u00a0điểm\u00a0% mỗi năm",
            "2028",
        ),
    ):
        assert part in text
    assert 'href="nguon?source=giu-tam-ntm-2025"' in card(visitor)
    # where the target was set: row ntm_share_2030 of targets.csv
    assert 'href="nguon?source=52-ctr-tu-2022"' in card(visitor)
    # one for each width of a window, of which one is shown
    (words,) = set(re.findall(r'alt="(.*?)"', card(visitor)))
    assert "Trạng thái: đúng tiến độ." in words
    # between the part of the board that ends with its row and the rest
    above, below = boards(visitor)
    assert names(visitor).index("80% số xã đạt chuẩn nông thôn mới") == 1
    assert (above.count('scope="row"'), below.count('scope="row"')) == (2, 14)
    pieces = visitor.pieces
    assert pieces.index(above) < pieces.index(card(visitor)) < pieces.index(below)
    assert 'class="card target-card"' not in visit("targets").html


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_target_without_a_figure_stands_under_its_publication(visit: OpenPage, lang: str) -> None:
    publications = {
        row["indicator_id"]: row[f"text_{lang}"] for row in read_table("publications.csv")
    }
    where = {row[f"text_{lang}"]: publications.get(row["indicator_id"]) for row in TARGETS}
    visitor = visit("targets", lang=lang)
    asked = [piece for piece in visitor.pieces if 'class="asked"' in piece]
    empty = waiting(visitor, {"vi": " – chưa có số liệu", "en": " – no figures"}[lang])
    assert len(empty) == 6
    for name in empty:
        (piece,) = [each for each in asked if f"<li>{name} –" in unescape(each)]
        assert inner(piece, "h3").lower() == where[name].lower()
    forms = [each for each in visitor.app.get("download_button") if "request_" in each.proto.id]
    assert len(forms) == len(asked)


def test_a_break_is_said_and_gives_no_status(visit: OpenPage) -> None:
    html = card(visit("targets", card="industry_share_2030"))
    assert "○ chưa đủ căn cứ đánh giá" in html
    assert "cơ cấu GRDP năm 2025 không so được với tháng 12/2024" in html


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        # agriculture is 7.28 of 13 beyond its band, GRDP per head 79.05 of 150 short
        ("gap", "Nông, lâm nghiệp, thủy sản chiếm 12-13% GRDP", "12 bác sĩ trên một vạn dân"),
        ("-status", "Đô thị hóa khoảng 40%", "Trên 95% dân số có bảo hiểm y tế"),
        ("-target", "Trên 99% dân nông thôn dùng nước hợp vệ sinh", "12 bác sĩ trên một vạn dân"),
    ],
)
def test_the_address_sorts_the_board(visit: OpenPage, sort: str, first: str, last: str) -> None:
    visitor = visit("targets", sort=sort)
    assert visitor.query["sort"] == sort
    assert (names(visitor)[0], names(visitor)[-1]) == (first, last)
    assert list(groups_of(visitor)) == [""]
    direction = "descending" if sort.startswith("-") else "ascending"
    assert boards(visitor)[0].count(f'aria-sort="{direction}"') == 1


def test_an_address_that_sorts_by_nothing_known_is_told(visit: OpenPage) -> None:
    visitor = visit("targets", sort="colour", card="none_2030")
    assert visitor.notices == [
        "Bảng mục tiêu không xếp theo “colour” được.",
        "Không có mục tiêu “none_2030”.",
    ]
    assert len(groups_of(visitor)) == 6


# ---- filters


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"themes": "economy"}, 8),
        ({"themes": "environment,forest"}, 6),
        ({"status": "speed_up"}, 3),
        ({"themes": "rural,society", "status": "on_track"}, 2),
        ({"themes": "forest", "status": "on_track"}, 0),
        ({"themes": "nothing-of-the-kind"}, 22),
    ],
)
def test_an_address_filters_by_theme_and_status(
    visit: OpenPage, query: dict[str, str], count: int
) -> None:
    visitor = visit("targets", **query)
    assert len(names(visitor)) + len(waiting(visitor, " – chưa có số liệu")) == count
    assert [each.value for each in visitor.app.info] == (
        [] if count else ["Không có mục tiêu nào theo lựa chọn này."]
    )
    # the counts are of all
    assert sum(chips(visitor, "t_status").values()) == 22


def test_choosing_writes_the_address(visit: OpenPage) -> None:
    visitor = visit("targets")
    visitor.turn("t_themes", ["rural", "economy"]).turn("t_status", ["speed_up"])
    assert visitor.query["themes"] == "rural,economy"
    assert visitor.query["status"] == "speed_up"
    assert len(names(visitor)) == 3
    visitor.turn("t_status", [])
    assert "status" not in visitor.query
    # one of the nine waits for a figure
    assert len(names(visitor)) == 8


# ---- the plan


def test_a_plan_of_the_address_shows_its_communes_and_what_is_missing(visit: OpenPage) -> None:
    kinds = Counter(row["kind"] for row in read_table("units.csv") if row["vintage"] == NEWEST)
    # 80 % rounded up, in whole numbers
    assert (kinds["commune"], -(-80 * kinds["commune"] // 100)) == (61, 49)
    visitor = visit("targets", section="plan", plan=PLAN)
    assert f"<p>{TEN_OF_61}</p>" in visitor.html
    assert visitor.control("p_name").value == "Thu mot"
    (table,) = visitor.app.dataframe
    years = table.value["year"].dropna().to_dict()
    assert years == dict.fromkeys(TEN[:4], "2027") | dict.fromkeys(TEN[4:], "2030")
    assert len(table.value) == 61
    message = visitor.message
    assert message["caption"] == "Thu mot"
    codes = sorted(row["code"] for row in read_table("units.csv") if _is_new_commune(row))
    drawn = {code: at for code, at in zip(codes, message["classes"], strict=True) if at != "-"}
    # known, pending, then 2026 to 2030
    assert drawn == dict.fromkeys(TEN[:4], "3") | dict.fromkeys(TEN[4:], "6")
    assert visitor.query["plan"] == PLAN
    assert visitor.faults == []


def _is_new_commune(row: dict[str, str]) -> bool:
    return row["vintage"] == NEWEST and row["kind"] != "province"


def test_the_communes_lacking_are_filled_in_at_one_press(visit: OpenPage) -> None:
    visitor = visit("targets", section="plan", plan=PLAN)
    button = next(each for each in visitor.app.button if each.label.startswith("Điền các xã"))
    button.click()
    visitor.run()
    (table,) = visitor.app.dataframe
    years = table.value["year"].dropna().to_dict()
    assert len(years) == 49
    assert {code: years[code] for code in TEN} == (
        dict.fromkeys(TEN[:4], "2027") | dict.fromkeys(TEN[4:], "2030")
    )
    button = next(each for each in visitor.app.button if each.label.startswith("Điền các xã"))
    assert button.disabled
    assert visitor.faults == []


def test_a_plan_without_a_written_name_still_has_one(visit: OpenPage) -> None:
    visitor = visit("targets", section="plan")
    assert visitor.control("p_name").value == "Phương án chưa đặt tên"
    visitor.turn("p_name", "Của tôi")
    assert visitor.control("p_name").value == "Của tôi"
    visitor.turn("p_name", "  ")
    assert visitor.control("p_name").value == "Phương án chưa đặt tên"
    assert visitor.faults == []


def test_clearing_leaves_the_name(visit: OpenPage) -> None:
    visitor = visit("targets", section="plan", plan=PLAN)
    (clear,) = [each for each in visitor.app.button if each.label == "Xóa tất cả lựa chọn"]
    clear.click()
    visitor.run()
    assert visitor.query["plan"] == f"ntm_share_2030~{NEWEST}~Thu%20mot"
    assert "Đến 2030 có 0 xã (0%): còn thiếu 49 xã để đủ 49." in visitor.html


def plan_file(**changes: Any) -> bytes:
    document = {
        "format": "commune-plan",
        "version": 1,
        "name": "Từ tệp",
        "target": "ntm_share_2030",
        "vintage": NEWEST,
        "communes": [{"code": code, "year": 2028} for code in TEN[:2]],
    }
    return json.dumps(document | changes).encode()


BAD_FILES = {
    "not JSON": (b"\x89PNG", ["không phải JSON"]),
    "another format": (b"[1, 2]", ["không phải phương án"]),
    "too large": (b" " * 100_001, ["nặng 101\u00a0kB"]),
    "another vintage": (plan_file(vintage="2024-12-01"), ["theo ranh giới khác"]),
    "wrong codes and a wrong year": (
        plan_file(
            communes=[
                {"code": "99999", "year": 2028},
                {"code": TEN[0], "year": 2031},
                {"code": TEN[1], "year": 2029},
                {"code": TEN[1], "year": 2030},
            ]
        ),
        ["“99999”: không phải xã", "2031", "có hai lần"],
    ),
}


def upload(visitor: Visit, content: bytes) -> Visit:
    visitor.control("p_file").set_value(("plan.json", content, "application/json"))
    return visitor.run()


def test_a_plan_file_becomes_the_plan(visit: OpenPage) -> None:
    visitor = upload(visit("targets", section="plan", plan=PLAN), plan_file())
    assert visitor.faults == []
    assert visitor.control("p_name").value == "Từ tệp"
    assert "Đến 2030 có 2 xã (3,3%): còn thiếu 47 xã để đủ 49." in visitor.html
    assert visitor.query["plan"].endswith(f"~2028:{TEN[0]}.{TEN[1]}")


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_plan_file_is_refused_with_every_fault(visit: OpenPage, case: str) -> None:
    content, faults = BAD_FILES[case]
    visitor = upload(visit("targets", section="plan", plan=PLAN), content)
    found = visitor.faults
    assert len(found) == len(faults)
    for part, said in zip(faults, found, strict=True):
        assert part in said
    assert f"<p>{TEN_OF_61}</p>" in visitor.html
    assert visitor.query["plan"] == PLAN


BAD_ADDRESS = f"ntm_share_2030~{NEWEST}~X~2019:06040~2028:99999~rubbish"


@pytest.mark.parametrize(
    ("plan", "faults"),
    [
        ("rubbish", 1),
        (BAD_ADDRESS, 3),
        (PLAN.replace(NEWEST, "2020-01-01"), 1),
        (PLAN.replace("ntm_share_2030", "forest_cover_2030"), 1),
    ],
)
def test_a_bad_plan_in_the_address_leaves_the_current_one(
    visit: OpenPage, plan: str, faults: int
) -> None:
    fresh = visit("targets", section="plan", plan=plan)
    assert len(fresh.faults) == faults
    assert "plan" not in fresh.query
    assert "Đến 2030 có 0 xã (0%)" in fresh.html
    visitor = visit("targets", section="plan", plan=PLAN)
    visitor.app.query_params["plan"] = plan
    visitor.run()
    assert len(visitor.faults) == faults
    assert f"<p>{TEN_OF_61}</p>" in visitor.html
    assert visitor.query["plan"] == PLAN
    # said once
    assert visitor.run().faults == []


def test_the_aims_say_what_is_not_known_here(visit: OpenPage) -> None:
    html = visit("targets", section="tasks").html
    groups = sorted(read_table("task_groups.csv"), key=lambda row: int(row["number"]))
    assert len(groups) == 6
    places = [unescape(html).index(row["text_vi"]) for row in groups]
    assert places == sorted(places)
    assert "phải có số liệu của các tỉnh khác, và ở đây chưa có" in html


def edit(visitor: Visit, **cells: str | None) -> Visit:
    """Send what a browser sends after cells of the first row of the plan's table were typed."""
    states = visitor.app._tree.get_widget_states()
    (table,) = [each for each in visitor.app.get("dataframe") if "plan_table" in each.proto.id]
    edits = {"edited_rows": {"0": cells}, "added_rows": [], "deleted_rows": []}
    states.widgets.append(WidgetState(id=table.proto.id, string_value=json.dumps(edits)))
    visitor.app._run(states)
    assert [error.value for error in visitor.app.exception] == []
    return visitor


def test_a_name_given_after_a_mark_keeps_the_mark(visit: OpenPage) -> None:
    visitor = edit(visit("targets", section="plan"), year="2027")
    marked = visitor.query["plan"]
    assert marked.count("2027") == 1
    visitor.control("p_name").set_value("Thử")
    assert edit(visitor, year="2027").query["plan"].count("2027") == 1
    assert visitor.query["plan"] != marked


@pytest.mark.parametrize("year", ["1066", "x", "9" * 32])
def test_a_year_that_is_no_option_marks_nothing(visit: OpenPage, year: str) -> None:
    assert "plan" not in edit(visit("targets", section="plan"), year=year).query


@pytest.mark.parametrize(
    ("lang", "typed", "weight"),
    [("vi", "1.234,5", 1234.5), ("vi", "12.50", 12.5), ("en", "15,5", 15.5), ("en", " ", None)],
)
def test_weights_are_read_as_people_type_them(
    visit: OpenPage, lang: str, typed: str, weight: float | None
) -> None:
    visitor = edit(visit("targets", section="plan", lang=lang), weight=typed)
    kept = visitor.app.session_state["plan_weights"] if weight else {}
    assert list(kept.values()) == ([weight] if weight else [])
    assert visitor.faults == []


def test_a_weight_that_is_no_number_is_refused_in_words(visit: OpenPage) -> None:
    visitor = edit(visit("targets", section="plan"), weight="15 300")
    assert visitor.faults == ["“15 300” không phải là một số. Hãy viết như 1.234,5."]
    assert "plan_weights" not in visitor.app.session_state


# ---- who holds the province back


def held_back(visitor: Visit) -> str:
    """Return who holds the province back, as the open card says it."""
    found = [piece for piece in visitor.pieces if 'class="card held-back"' in piece]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", "".join(found))).split())


def test_what_is_unknown_of_the_districts_is_told(visit: OpenPage) -> None:
    visitor = visit("targets", card="forest_cover_2030")
    assert visitor.html.count("Ai kéo lùi?") == 1
    words = held_back(visitor)
    # one of eleven is known of 2024, Đình Lập with 76.2 %, above the target of 67
    assert "Năm 2024, " in words
    assert "0 đơn vị dưới mục tiêu, 1 đơn vị đã đạt, 10 đơn vị chưa có số liệu." in words
    assert "Huyện Cao Lộc" in words
    assert "Huyện Đình Lập" not in words


def test_the_register_tells_of_how_many_communes_it_knows(visit: OpenPage) -> None:
    visitor = visit("targets", card="ntm_share_2030")
    words = held_back(visitor)
    assert words.startswith("Trong 61 xã: ")
    assert "chưa biết đạt hay chưa" in words
    assert 'href="?' in visitor.html
    assert "section=plan" in visitor.html


def test_where_no_unit_has_a_figure_nothing_is_said(visit: OpenPage) -> None:
    assert held_back(visit("targets", card="health_insurance_2030")) == ""
