"""The pages that are open in browsers, run again when other facts have come."""

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSessionState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import ActiveSessionInfo

APART = 0.1
"""Seconds between two pages that run again: all at once would hold up their readers."""


class OpenPages:
    """The pages that are open, and which of them are still to run with other facts."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()
        self._going = False

    def has_run(self) -> None:
        """Note that the page whose script runs now has the newest facts by itself."""
        context = get_script_run_ctx()
        if context is not None:
            self._waiting.discard(context.session_id)

    def all_wait(self) -> None:
        """Note that every open page has to run again."""
        if Runtime.exists():
            self._waiting |= {each.session.id for each in _sessions()}

    def rerun(self) -> None:
        """Let the pages that wait and are at rest run again, one after the other.

        A page in the middle of a run has a reader's choice in its hands, which another run
        would take from it.
        """
        if self._waiting:
            # sessions belong to the event loop; the runtime has no public way to reach them
            loop = Runtime.instance()._get_async_objs().eventloop
            loop.call_soon_threadsafe(self._rerun)

    def _rerun(self) -> None:
        if not self._going:
            self._going = True
            self._rerun_next()

    def _rerun_next(self) -> None:
        sessions = {each.session.id: each.session for each in _sessions()}
        self._waiting &= set(sessions)
        for name in list(self._waiting):
            session = sessions[name]
            # a run that was asked for is no state yet, but has its runner
            if session._state == AppSessionState.APP_NOT_RUNNING and session._scriptrunner is None:
                self._waiting.discard(name)
                loop = Runtime.instance()._get_async_objs().eventloop
                loop.call_later(APART, self._rerun_next)
                session.request_rerun(session._client_state)
                return
        # those that are not at rest wait for the next look at the store
        self._going = False


def _sessions() -> list[ActiveSessionInfo]:
    return Runtime.instance()._session_mgr.list_active_sessions()
