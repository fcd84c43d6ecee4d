"""A new indicator that comes with its figures."""

from datetime import date

from geo.facts.load import load_facts
from geo.imports.publishing import with_draft
from geo.store.folders import as_folder, read_files
from geo.store.long_table import Origin
from geo.store.states import read_state, written
from tests.support.sheets import workbook
from tests.unit.imports.conftest import Read

HEAD = (
    *("Mã chỉ tiêu", "Tên chỉ tiêu", "Đơn vị tính", "Loại"),
    *("Cách hiểu", "Quy đổi", "Theo", "Số thấp nhất", "Chủ đề"),
)
CATALOGUE = [
    ["CHỈ TIÊU MỚI (GIẢ ĐỊNH)"],
    HEAD,
    [
        "clean_water_pct",
        "Tỷ lệ hộ có nước sạch",
        "%",
        "tỷ lệ",
        "Hộ có nước.",
        "không",
        "",
        0,
        "urban",
    ],
]
FIGURES = [
    ["Mã", "Tên đơn vị", "Tỷ lệ hộ có nước sạch (%) 2021"],
    ["70001", "Ô Một", 71.5],
    ["70007", "Ô Ba", 31.5],
]
VINTAGE = "2022-07-01"


def test_an_indicator_comes_with_its_figures(read: Read, tiny_dir) -> None:
    draft = read(workbook({"Chỉ tiêu": CATALOGUE, "Số liệu": FIGURES}), tiny=True)
    assert (draft.faults, draft.questions) == ((), ())
    (new,) = draft.indicators
    assert (new.indicator.name_vi, new.indicator.kind, new.indicator.carry, new.indicator.min) == (
        *("Tỷ lệ hộ có nước sạch", "rate", "never", 0.0),
    )
    assert [(e.indicator_id, e.unit_code, e.value) for e in draft.figures] == [
        ("clean_water_pct", "70001", 71.5),
        ("clean_water_pct", "70007", 31.5),
    ]
    files = read_files(tiny_dir)
    origin = Origin("Báo cáo giả định", "Sở Thử", date(2026, 1, 2), VINTAGE)
    with as_folder({**files, **written(with_draft(read_state(files), draft, origin))}) as folder:
        facts = load_facts(folder)
    assert facts.indicators["clean_water_pct"] == new.indicator
    assert sum(each.indicator_id == "clean_water_pct" for each in facts.observations) == 2


def test_what_is_wrong_with_an_indicator_is_said_where_it_stands(read: Read) -> None:
    rows = [
        HEAD,
        ["population", "Dân số khác", "người", "số đếm", "Dân số.", "", "", "", "urban"],
        ["Sai mã", "Một", "%", "tỷ lệ", "Một.", "", "", "", "urban"],
        ["b_pct", "Hai", "%", "tỷ lệ lạ", "Hai.", "", "", "", "urban"],
        ["c_pct", "Ba", "", "tỷ lệ", "Ba.", "", "", "ít", "urban"],
        ["d_pct", "Bốn", "ha", "lượng", "Bốn.", "cộng", "", "", "urban"],
        ["e_pct", "Năm", "ha", "lượng", "Năm.", "", "", "", "biển"],
    ]
    draft = read(workbook({"Chỉ tiêu": rows, "Số liệu": FIGURES}), tiny=True)
    places = [
        (each.key, each.row, each.column) for each in draft.faults if each.sheet == "Chỉ tiêu"
    ]
    assert places == [
        ("known_indicator", 2, "A"),
        ("bad_indicator_id", 3, "A"),
        ("unknown_word", 4, "D"),
        ("missing_of_indicator", 4, "D"),
        ("text_for_number", 5, "H"),
        ("missing_of_indicator", 5, "C"),
        ("carry_without_share", 6, "G"),
        ("unknown_word", 7, "I"),
        ("missing_of_indicator", 7, "I"),
    ]
