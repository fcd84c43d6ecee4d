"""What pages put files behind: a button that makes one, or a bar while one is made."""

import logging
from collections.abc import Callable
from weakref import ref

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.errors import AtlasError
from geo.language.texts import texts
from geo.meeting.stage import Tell
from ui.markup import elements
from ui.server import loaded
from ui.server.drafts import laid_over
from ui.server.loaded import Loaded
from ui.server.making import shop
from ui.server.making.job import Order
from ui.server.making.pool import Pool
from ui.session.making.deferred import GRACE, LOOK, Ordered, reader_is_here
from ui.session.state import looked_at

log = logging.getLogger(__name__)


def offer_file(
    label: str, what: Order | Callable[[], bytes], *, name: str, mime: str, key: str, lang: str
) -> None:
    """Offer a file that is made, of the facts of this run, when the reader asks for it.

    Parameters
    ----------
    label
        What the button is called.
    what
        The order; or what makes the file here, for one that is made sooner than another process
        is asked.
    name
        Name of the file.
    mime
        Its content type.
    key
        Key of the button.
    lang
        Language of the reader.
    """
    make = what if callable(what) else Ordered(what, _held(), label, lang)
    st.download_button(
        label,
        make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=key,
    )


def _held() -> Callable[[], Loaded]:
    """Return what gives the version of this run: one of a few is not held by a page that rests."""
    found, draft = loaded.of_this_run(), looked_at()
    alive, revision = ref(found), found.shown.revision
    if found.facts.draft and draft is not None:
        return lambda: alive() or laid_over(draft)
    if found.shown.pinned:
        return lambda: alive() or loaded.pinned_at(revision)
    return lambda: found


def make_with_bar(
    order: Order, *, step: Callable[[int, int], str], key: str, lang: str
) -> bytes | None:
    """Make a file now, with a bar and a button that stops it; None where that fails, in words.

    A press of the button, or of any other, starts a new run, which ends this one and what makes
    the file.

    Parameters
    ----------
    order
        What to make.
    step
        Words of how many of how many steps are done.
    key
        Key of the button.
    lang
        Language of the reader.
    """
    t, own = texts(lang), shop.pool()
    bar = st.progress(0.0, t("present.making"))
    st.button(t("present.cancel"), icon=":material/cancel:", key=key)

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, step(done, total))

    def stand(ahead: int) -> None:
        bar.progress(0.0, t("making.line_ahead" if ahead else "making.line_next", count=ahead))

    try:
        if own is None:
            content = order.make(shop.material_of(loaded.of_this_run()), tell)
        else:
            content = _made(own, order, tell, stand)
    except AtlasError as error:
        st.html(elements.notice([error.words(lang)], fault=True))
        return None
    except Exception:
        # whatever it is, the page stays and says so
        log.exception("a file could not be made: %s", type(order).__name__)
        st.html(elements.notice([t("download.failed")], fault=True))
        return None
    bar.empty()
    return content


def _made(own: Pool, order: Order, tell: Tell, stand: Callable[[int], None]) -> bytes:
    """Have a file made by a process; what is told of it is where a new run ends this one."""
    context = get_script_run_ctx()
    session = context.session_id if context is not None else ""
    job, away = shop.submit(own, order, loaded.of_this_run(), session), 0.0
    try:
        while not job.wait(LOOK):
            ahead, (done, total) = job.ahead, job.progress
            if ahead is not None:
                stand(ahead)
            else:
                tell(done, total or 1)
            away = 0.0 if reader_is_here(session) else away + LOOK
            if away > GRACE:
                job.cancel()
        return job.result()
    finally:
        job.cancel()
