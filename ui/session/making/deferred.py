"""Files behind a button: made by a process when it is pressed, the reader told meanwhile.

Streamlit would make each in a thread of the server, say nothing until it is there, and of a fault
only that there is one.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime import Runtime
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from geo.errors import AtlasError
from geo.language.texts import texts
from ui.markup.labels import literal
from ui.server.loaded import Loaded
from ui.server.making import shop
from ui.server.making.job import Job, Order

LOOK = 0.5
"""Seconds between two looks at a file that is being made."""
QUIET = 1.0
"""Seconds for which nothing is said: most files are there by then."""
GRACE = 15.0
"""Seconds for which a reader may be away, as a lost connection is, before the file is given up."""
_SHORT, _LONG = 4, 20
"""Seconds for which a note stays."""

_streamlits = DeferredFileHandler.handle

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Ordered:
    """A file that a button offers: made in a process where this server has one, else when called.

    Parameters
    ----------
    order
        What to make.
    held
        Returns the version of the facts that the page shows.
    label
        What the button is called.
    lang
        Language of the reader.
    """

    order: Order
    held: Callable[[], Loaded]
    label: str
    lang: str

    def __call__(self) -> bytes:
        """Make the file here."""
        return self.order.make(shop.material_of(self.held()), lambda _done, _total: None)


@dataclass
class _Desk:
    """The files that a session waits for, the first of which it is told of, and what was said."""

    files: list[Ordered] = field(default_factory=list)
    said: str = ""


_desks: dict[str, _Desk] = {}


def make_elsewhere() -> None:
    """Have Streamlit's buttons make what is `Ordered` in processes from now on."""
    DeferredFileHandler.handle = _handle  # type: ignore[method-assign]


def reader_is_here(session: str) -> bool:
    """Tell whether the page of a session is joined to this server; so it is without a server."""
    return not Runtime.exists() or Runtime.instance().is_active_session(session)


def line_words(job: Job, label: str, lang: str) -> str:
    """Say where a file stands in the line, or how far it is."""
    t, ahead = texts(lang), job.ahead
    done, total = job.progress
    if ahead is not None:
        return t("making.ahead" if ahead else "making.next", file=label, count=ahead)
    if total:
        return t("making.scene", file=label, done=done, total=total)
    return t("making.begun", file=label)


async def _handle(
    self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    manager: Any = self._get_media_file_mgr()
    answer = await _answer(self, manager, request, session_id)
    file = answer.deferred_file.url.rpartition("/")[2].partition(".")[0]
    if file:
        # no session has it yet, and the end of any run would throw it away before it is fetched
        with manager._lock:
            manager._files_by_session_and_coord[session_id][f"made {file}"] = file
    return answer


async def _answer(
    self: DeferredFileHandler, manager: Any, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    """Have a file made and stored, and tell its address, or that there is none."""
    key = request.deferred_file.file_id
    entry = manager._deferred_callables.get(key)
    ordered = entry and entry["callable"]
    if not isinstance(ordered, Ordered) or shop.pool() is None:
        return await _streamlits(self, request, session_id)
    desk = _desks.setdefault(session_id, _Desk())
    desk.files.append(ordered)
    try:
        content = await _made(ordered, session_id, desk)
    except Exception as error:
        _tell_fault(ordered, error, session_id, desk)
        return BackendOperationResponse(
            request_id=request.request_id, error_msg="Failed to generate file for download"
        )
    finally:
        desk.files.remove(ordered)
        if not desk.files:
            del _desks[session_id]
    with manager._lock:
        # another run may have taken the button's file away meanwhile
        kept = manager._deferred_callables.get(key)
        manager._deferred_callables[key] = {**entry, "callable": lambda: content}
    try:
        return await _streamlits(self, request, session_id)
    finally:
        with manager._lock:
            if kept is None:
                manager._deferred_callables.pop(key, None)
            else:
                manager._deferred_callables[key] = kept


async def _made(ordered: Ordered, session: str, desk: _Desk) -> bytes:
    """Have a file made; the reader is told how it goes, and one who left waits no longer."""
    own = shop.pool()
    assert own is not None
    # a draft may have to be laid over the facts again
    held = await asyncio.to_thread(ordered.held)
    job = shop.submit(own, ordered.order, held, session)
    done, loop = asyncio.Event(), asyncio.get_running_loop()

    def note() -> None:
        loop.call_soon_threadsafe(done.set)

    job.when_done(note)
    begun = seen = time.monotonic()
    try:
        while not await _within(done, LOOK):
            now = time.monotonic()
            seen = now if reader_is_here(session) else seen
            if now - seen > GRACE:
                job.cancel()
            words = line_words(job, ordered.label, ordered.lang)
            if now - begun > QUIET and words != desk.said and desk.files[0] is ordered:
                _tell(session, words, ":material/hourglass_top:", 0)
                desk.said = words
        content = job.result()
    finally:
        job.cancel()
    if desk.said and desk.files[0] is ordered:
        words = texts(ordered.lang)("making.taken", file=ordered.label)
        _tell(session, words, ":material/check:", _SHORT)
    return content


async def _within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _tell_fault(ordered: Ordered, error: Exception, session: str, desk: _Desk) -> None:
    """Tell the reader why there is no file: the button says only that there is none."""
    t = texts(ordered.lang)
    words = t("download.failed")
    if isinstance(error, AtlasError):
        words = error.words(ordered.lang)
    else:
        log.error("a file could not be made", exc_info=error)
    # what another file says next must not take its place
    place = min(1, len(desk.files) - 1)
    if place and not desk.said:
        # a browser takes no note in the second place before there is something in the first
        _tell(session, "", "", 0)
    elif place and desk.files[0] is ordered:
        _tell(session, t("making.not_made", file=ordered.label), ":material/close:", _SHORT)
    words = f"{ordered.label}: {words}"
    _tell(session, words, ":material/warning:", _LONG, place=place)


def _tell(session: str, words: str, icon: str, seconds: int, *, place: int = 0) -> None:
    """Show a note over a page instead of the one before in its place; 0 seconds: until the next.

    Without words there is nothing in that place from then on.
    """
    found = Runtime.instance()._session_mgr.get_active_session_info(session)
    if found is None:
        return
    message = ForwardMsg()
    message.metadata.delta_path.extend([RootContainer.EVENT, place])
    if words:
        toast = message.delta.new_element.toast
        toast.body, toast.icon, toast.duration = literal(words), icon, seconds
    else:
        message.delta.new_element.empty.SetInParent()
    found.session._enqueue_forward_msg(message)
