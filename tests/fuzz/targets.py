"""What is fuzzed: readers of what others wrote. They return, or raise the errors they name."""

from dataclasses import dataclass
from pathlib import Path

from geo.boundaries.choose import build_boundaries
from geo.boundaries.layer_files import Layer
from geo.documents.html.scenes import page_scene
from geo.errors import AtlasError, MeetingError, PlanError, ViewError
from geo.facts.load import load_facts
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.frame.message import frame_message
from geo.language.texts import LANGUAGES, texts
from geo.meeting.stage import set_stage
from geo.reading.class_labels import class_labels
from geo.reading.sentences import view_sentence, view_title
from geo.saved.meeting import Meeting, read_meeting, write_meeting
from geo.saved.plan import plan_from_address, plan_to_address, plan_to_json, read_plan
from geo.saved.saved_file import fault_lines
from geo.targets.plan import share_path
from geo.views.address import read_choice, read_query, read_targets, write_query
from geo.views.drawing import draw
from geo.views.filters import parse_filter
from geo.views.request import Request, first_view, read_request, write_request
from tests.fuzz.texts import Known
from ui.session.query import read_extras, read_pairs

TINY = Path(__file__).resolve().parents[1] / "fixtures" / "tiny"


@dataclass(frozen=True)
class World:
    """The made-up province that everything is read against."""

    atlas: Atlas
    layers: dict[str, Layer]

    @classmethod
    def made(cls, folder: Path) -> "World":
        """Load the facts and draw the layers into a folder."""
        facts = load_facts(TINY)
        layers = build_boundaries(facts, data_folder=TINY, out_folder=folder).layers
        return cls(Atlas(facts), layers)


def known(atlas: Atlas) -> Known:
    """Return what addresses can rightly say of the facts."""
    vintages = [each.id for each in atlas.facts.province.vintages if each.has_geometry]
    views = [
        {"indicator": indicator, "year": str(year), "level": level, "vintage": vintage}
        for indicator in atlas.facts.indicators
        for level in LEVELS
        for vintage in vintages
        for year in atlas.years(indicator, level, vintage)
    ]
    choices = {
        "mode": ["value", "gap", "pace"],
        "scheme": ["breaks", "fisher", "quantiles", "equal", "15;30;45"],
        "k": [str(k) for k in range(2, 10)],
        "latest": ["0", "1"],
        "unit": ["70001", "70007", "701"],
        "lang": list(LANGUAGES),
    }
    return Known(views, choices)


def read_strictly(world: World, text: str) -> bool:
    """Read an address as a command and a scene do, and draw what it says."""
    atlas = world.atlas
    try:
        view, query = read_query(atlas, text)
        drawing = draw(atlas, view)
        kept, selected = read_choice(atlas, drawing, query)
    except ViewError as error:
        _told(error)
        return False
    for lang in LANGUAGES:
        _writable(view_title(atlas, view, lang=lang))
        _writable(view_sentence(atlas, drawing, lang=lang))
        class_labels(atlas, drawing, lang=lang)
        frame_message(atlas, drawing, lang=lang, layer="x", words="x", kept=kept, selected=selected)
    chosen = parse_filter(query.get("filter", ""))
    again, _ = read_query(atlas, write_query(view, unit=selected, chosen=chosen))
    assert again == view
    return True


def read_leniently(world: World, query: dict[str, str]) -> bool:
    """Read an address as a page does: it always shows something, and says what it replaced."""
    atlas = world.atlas
    pairs, left_out = read_pairs({key: [value[:1], value] for key, value in query.items()})
    _, unknown = read_extras(atlas, pairs)
    request, notices = read_request(atlas, pairs, fallback=Request(first_view(atlas)))
    for notice in (*left_out, *unknown, *notices):
        for lang in LANGUAGES:
            _writable(texts(lang)(notice.key, **dict(notice.fields)))
    drawing = draw(atlas, request.view)
    class_labels(atlas, drawing, lang=request.lang)
    _writable(view_sentence(atlas, drawing, lang=request.lang))
    again = read_request(atlas, write_request(request), fallback=Request(first_view(atlas)))
    assert again == (request, [])
    return not notices


def read_targets_of(world: World, text: str) -> bool:
    """Read the targets that an address names."""
    try:
        return bool(read_targets(world.atlas, text))
    except ViewError as error:
        _told(error)
        return False


def open_meeting(world: World, content: bytes) -> bool:
    """Open a meeting; one that is taken can be saved, opened again and shown to its end."""
    try:
        meeting = read_meeting(world.atlas, content)
    except MeetingError as error:
        _told(error)
        return False
    assert read_meeting(world.atlas, write_meeting(meeting)) == meeting
    if meeting.scenes:
        _present(world, meeting)
    return True


def _present(world: World, meeting: Meeting) -> None:
    for lang in LANGUAGES:
        for staged in set_stage(world.atlas, meeting, world.layers, lang=lang).scenes:
            _writable(str(page_scene(world.atlas, staged, lang=lang)))


def open_plan(world: World, content: bytes) -> bool:
    """Open a plan; one that is taken can be saved, opened again and counted."""
    try:
        plan = read_plan(world.atlas, content)
    except PlanError as error:
        _told(error)
        return False
    assert read_plan(world.atlas, plan_to_json(plan)) == plan
    share_path(world.atlas, plan)
    return True


def open_plan_address(world: World, text: str) -> bool:
    """Open a plan from an address; one that is taken comes back from its own."""
    try:
        plan = plan_from_address(world.atlas, text)
    except PlanError as error:
        _told(error)
        return False
    assert plan_from_address(world.atlas, plan_to_address(plan)) == plan
    share_path(world.atlas, plan)
    return True


def _told(error: AtlasError) -> None:
    """Word an error in every language, as pages do."""
    for lang in LANGUAGES:
        _writable(error.words(lang))
        if isinstance(error, MeetingError | PlanError):
            for line in fault_lines(error.faults, lang=lang):
                _writable(line)


def _writable(text: str) -> None:
    """Fail for a text that no page can be sent."""
    text.encode()
