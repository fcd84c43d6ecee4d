"""The reader's request through reruns and pages, kept equal to the address."""

import time
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import AtlasError, FactsError, FaultyInputError, StoreError, ViewError
from geo.figures.atlas import Atlas
from geo.language.texts import LANGUAGES, texts
from geo.views.address import REVISION, read_revision
from geo.views.request import Notice, Request, first_view, read_request, write_request
from ui.server import loaded
from ui.server.drafts import Pending, laid_over
from ui.session.query import read_extras, read_pairs

_REQUEST = "request"
_WRITTEN = "written_query"
_TAKEN = "taken_query"
_ON_THE_WAY = "queries_on_the_way"
_NOTICES = "notices"
_EXTRA = "extra_query"
_CHANGED = "changed"
_PAGE = "page"
_SHOWN_PAGE = "shown_page"
_EDITION = "edition"
_HELD = "facts_held"
_UNPINNED = "unpinned"
_DRAFT = "draft"
_LATER = "draft_later"
_REPLACED = "values_replaced"
_AGAIN = 5.0
"""Seconds until a draft that could not be shown is tried again."""
_OF_THE_FACTS: set[str] = set()


def open_facts() -> Atlas:
    """Begin a run with the facts that its address pins, else with the newest.

    A revision that cannot be shown gives way to the newest facts; `open_request` says so.
    """
    pairs = _arrived()
    text = read_pairs(pairs)[0].get(REVISION, "") if pairs else extra(REVISION)
    st.session_state[_UNPINNED] = None
    try:
        return _with_draft() if not text else loaded.open_run(read_revision(text))
    except (AtlasError, OSError) as error:
        st.session_state[_UNPINNED] = text, error
        return loaded.open_run()


def _with_draft() -> Atlas:
    """Begin a run with the draft that the session looks at, if any, else with the newest facts."""
    pending = looked_at()
    return loaded.open_run() if pending is None else _with(pending)


def _with(pending: Pending) -> Atlas:
    """Show the facts of this run with a draft."""
    try:
        return loaded.go_on(laid_over(pending))
    except (AtlasError, OSError) as error:
        look_later(pending.named, error)
        return loaded.open_run()


def look_at(pending: Pending | None) -> None:
    """Show every page of this session with a draft, or no longer."""
    st.session_state[_DRAFT] = pending
    st.session_state.pop(_LATER, None)


@dataclass(frozen=True)
class Later:
    """What the reader looks at as soon as it can be shown: why it cannot be, and upon what.

    Parameters
    ----------
    named
        What `Pending.named` says.
    error
        Why; None where the file asks something.
    version
        The facts upon which it cannot be shown, whenever that is tried.
    until
        When a failure that may pass is looked at again, by the clock of this process.
    """

    named: tuple[str, str]
    error: Exception | None
    version: str
    until: float

    @property
    def passes(self) -> bool:
        """Tell whether it may be over soon, and has nothing to do with the draft itself."""
        return self.error is not None and not isinstance(self.error, FaultyInputError)

    def words(self, lang: str) -> str:
        """Say it, with why where it may be over soon."""
        if not self.passes:
            return texts(lang)("draft.unfit")
        error = self.error
        reason = error.words(lang) if isinstance(error, AtlasError) else str(error)
        return texts(lang)("draft.later", reason=reason)

    @property
    def due(self) -> bool:
        """Tell whether it may be another matter by now."""
        other = self.version != loaded.newest().facts.version
        return other or (self.passes and time.monotonic() >= self.until)


def look_later(named: tuple[str, str], error: Exception | None) -> None:
    """Show every page without the draft for now: only its reader ends looking at it."""
    look_at(None)
    version, until = loaded.newest().facts.version, time.monotonic() + _AGAIN
    st.session_state[_LATER] = Later(named, error, version, until)


def looked_later() -> Later | None:
    """Return what this session looks at as soon as that can be shown, if anything."""
    found: Later | None = st.session_state.get(_LATER)
    return found


def looked_at() -> Pending | None:
    """Return the draft that this session looks at, if any."""
    found: Pending | None = st.session_state.get(_DRAFT)
    return found


def _not_pinned(text: str, error: Exception, lang: str) -> Notice:
    """Say why the newest figures are shown: nobody may take them for those of that day."""
    value = ("value", text[:40])
    unknown = isinstance(error, StoreError) and error.phrase.key == "store.no_revision"
    if unknown or isinstance(error, ViewError):
        return Notice("notice.rev", (value,))
    if isinstance(error, FactsError):
        return Notice("notice.rev_outgrown", (value, ("count", str(len(error.faults)))))
    reason = error.words(lang) if isinstance(error, AtlasError) else str(error)
    return Notice("notice.rev_unread", (value, ("reason", reason)))


def _arrived() -> dict[str, list[str]]:
    """Return the texts of the address by key; none where it is what was last taken or written."""
    query = dict(st.query_params)
    changed = st.session_state.get(_CHANGED, False)
    if changed or query == st.session_state.get(_TAKEN) or _is_overtaken(query):
        return {}
    return {key: st.query_params.get_all(key) for key in query}


def _is_overtaken(query: dict[str, str]) -> bool:
    """Tell whether the browser asked while a newer address was on its way to it.

    Of several changes the server may see the last one alone, and that one may be none to it: a
    year forth and back. Back leads to an address of before as well, and says that it does.
    """
    context = get_script_run_ctx()
    back = context is not None and context.is_history_navigation
    return not back and query in st.session_state.get(_ON_THE_WAY, [])


def open_request(atlas: Atlas) -> Request:
    """Return the request of this run, read anew if the address is not what was last written.

    Called once per run before any widget. A page opened without a query takes the view along.
    A run that a change of the reader's started does not look at the address: while answers are
    on their way, the browser still sends an older one. Where other facts have come since the run
    before, what the session asked of those is read like an address.
    """
    current: Request = st.session_state.get(_REQUEST, Request(first_view(atlas)))
    pairs = arrived = _arrived()
    st.session_state.pop(_CHANGED, None)
    if _forget_other_facts(atlas):
        pairs = pairs or {key: [text] for key, text in _query_of(current).items()}
        current = Request(first_view(atlas), lang=current.lang)
    if arrived:
        # the next one may come before this run has written its own
        st.session_state[_TAKEN] = dict(st.query_params)
    if pairs:
        meant, left_out = read_pairs(pairs)
        # an address names its language but for the first one: Back leads to that again
        if arrived and "lang" not in meant:
            meant["lang"] = LANGUAGES[0]
        current, replaced = read_request(atlas, meant, fallback=current)
        st.session_state[_EXTRA], unknown = read_extras(atlas, meant)
        st.session_state[_NOTICES] = [*replaced, *unknown, *left_out]
    st.session_state[_REQUEST] = current
    if st.session_state.get(_UNPINNED) is not None:
        text, error = st.session_state[_UNPINNED]
        hold_extra(REVISION, "")
        notify(_not_pinned(text, error, current.lang))
    # a value that is replaced stays with Streamlit for one run more, one that is taken out goes
    st.session_state.pop(_HELD, None)
    # a draft that is laid over the facts is one of a few: a session holds the draft alone
    st.session_state[_HELD] = looked_at() if atlas.facts.draft else loaded.to_hold()
    return current


def shown_atlas() -> Atlas:
    """Return the atlas of the page that the reader sees, for what is pressed on it.

    Streamlit keeps the callbacks of a session's widgets, gone ones too: an atlas that one of
    them held would stay with the session.
    """
    held: Pending | loaded.Loaded | int = st.session_state[_HELD]
    return _with(held) if isinstance(held, Pending) else loaded.go_on(held)


def of_the_facts(key: str) -> str:
    """Return a key of the session, noted as one whose value goes when other facts come."""
    _OF_THE_FACTS.add(key)
    return key


def _forget_other_facts(atlas: Atlas) -> bool:
    """Tell whether the run before had other facts; what rested on them is then forgotten."""
    edition = loaded.edition(atlas)
    before = st.session_state.get(_EDITION, edition)
    st.session_state[_EDITION] = edition
    if before == edition:
        return False
    for key in _OF_THE_FACTS & set(st.session_state):
        del st.session_state[key]
    return True


def extra(key: str) -> str:
    """Return what a page keeps in the address under one of `EXTRA_KEYS`, or an empty text."""
    kept: dict[str, str] = st.session_state.get(_EXTRA, {})
    return kept.get(key, "")


def hold_extra(key: str, value: str) -> None:
    """Keep a page's own value for the address of this run, as if it had come with it."""
    kept: dict[str, str] = st.session_state.get(_EXTRA, {})
    st.session_state[_EXTRA] = {name: text for name, text in {**kept, key: value}.items() if text}


def set_extra(key: str, value: str) -> None:
    """Keep a page's own value for the address; an empty one leaves it out."""
    hold_extra(key, value)
    st.session_state[_NOTICES] = []
    st.session_state[_CHANGED] = True


def link_query(request: Request) -> dict[str, str]:
    """Return the query of a link to a request, on whatever page, with the facts of this run."""
    return write_request(request) | loaded.pinned_query()


def way_query(request: Request) -> dict[str, str]:
    """Return the query of a way to another page that goes on with the view of this session.

    It leaves out the year, which turns without the ways being sent again: ``page.js`` writes it
    into their addresses.
    """
    return {key: text for key, text in link_query(request).items() if key != "year"}


def page_query(lang: str) -> dict[str, str]:
    """Return what a link to another page must say that the session goes on with its own view."""
    named = {"lang": lang} if lang != LANGUAGES[0] else {}
    return named | loaded.pinned_query()


def address_with(**changes: str) -> str:
    """Return the address of this page with other values under some of `EXTRA_KEYS`.

    An empty value leaves its key out.
    """
    query = _query_of(current_request()) | changes
    return "?" + urlencode({key: value for key, value in query.items() if value})


def current_request() -> Request:
    """Return the request of this run."""
    request: Request = st.session_state[_REQUEST]
    return request


def keep(request: Request) -> None:
    """Make a request the one of this session; its address is written at the end of the run."""
    st.session_state[_REQUEST] = request
    st.session_state[_NOTICES] = []
    st.session_state[_CHANGED] = True


def notify(notice: Notice) -> None:
    """Tell the reader what could not be taken as it was."""
    st.session_state[_NOTICES] = [*notices(), notice]


def withdraw(key: str) -> None:
    """Tell no more what holds no longer, by the key of its words."""
    st.session_state[_NOTICES] = [each for each in notices() if each.key != key]


def open_page(name: str) -> None:
    """Note the page of this run, before its widgets."""
    st.session_state[_PAGE] = name


def page_path() -> str:
    """Return the path of the page of this run, without a slash before it."""
    path: str = st.session_state[_PAGE]
    return path


def arriving() -> bool:
    """Tell whether the reader came to this page with this run."""
    page: str = st.session_state[_PAGE]
    return page != st.session_state.get(_SHOWN_PAGE)


def put(key: str, value: object) -> None:
    """Give a widget the value it is to show, before it is drawn.

    A value given to a widget is sent to the browser and replaces what stands there by then, a
    newer choice of the reader's included; so it is given only where it differs from the one
    that the browser has sent. On another page a key is another widget, which knows nothing yet.

    What the browser sent before such a value had come to it is no answer to that, and is replaced
    there when it comes: what the page shows is then given once more.
    """
    replaced: dict[str, object] = st.session_state.setdefault(_REPLACED, {})
    if arriving() or key not in st.session_state:
        replaced.pop(key, None)
        st.session_state[key] = value
    elif st.session_state[key] != value:
        replaced[key] = st.session_state[key]
        st.session_state[key] = value
    elif key in replaced:
        # the address of a run comes after its values; Back changes it before
        behind = dict(st.query_params) != st.session_state.get(_WRITTEN)
        if behind or replaced[key] == value:
            st.session_state[key] = value
        if not behind:
            del replaced[key]


def begin_turn() -> None:
    """Begin a run of a part of the page, which takes nothing from the address."""
    st.session_state.pop(_CHANGED, None)


def select(code: str) -> None:
    """Select a unit of the current view, or none by an empty code."""
    keep(replace(current_request(), unit=code, place=None))


def notices() -> list[Notice]:
    """Return what the address named and had to be replaced."""
    found: list[Notice] = st.session_state.get(_NOTICES, [])
    return found


def _query_of(request: Request) -> dict[str, str]:
    kept: dict[str, str] = st.session_state.get(_EXTRA, {})
    return write_request(request) | kept


def _note_written(query: dict[str, str]) -> None:
    """Note the address of this run; the browser has none any more from before the one it sent."""
    sent = dict(st.query_params)
    before = [*st.session_state.get(_ON_THE_WAY, []), st.session_state.get(_WRITTEN)]
    since = before[before.index(sent) + 1 :] if sent in before else []
    st.session_state[_ON_THE_WAY] = [each for each in [sent, *since] if each != query]
    st.session_state[_WRITTEN] = st.session_state[_TAKEN] = query
    st.session_state[_SHOWN_PAGE] = st.session_state[_PAGE]
    st.session_state[_CHANGED] = False


def write_address() -> None:
    """Write the whole request into the address, after the widgets."""
    query = _query_of(current_request())
    # the browser may have asked with this address while that of the run before was on its way to it
    overtaken = st.session_state.get(_WRITTEN, query) != query
    # what is sent may be answered, or end this run for another, before the next line
    _note_written(query)
    if overtaken or dict(st.query_params) != query:
        st.query_params.from_dict(query)
