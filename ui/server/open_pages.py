"""The pages that are open in browsers, run again when other facts have come."""

from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSessionState
from streamlit.runtime.session_manager import ActiveSessionInfo


class OpenPages:
    """The pages that are open, and which of them are still to run with other facts."""

    def __init__(self) -> None:
        self._waiting: set[str] = set()

    def all_wait(self) -> None:
        """Note that every open page has to run again."""
        if Runtime.exists():
            self._waiting |= {each.session.id for each in _sessions()}

    def rerun(self) -> None:
        """Let the pages that wait and are at rest run again; the others wait for the next time.

        A page in the middle of a run has a reader's choice in its hands, which another run
        would take from it.
        """
        if self._waiting:
            # sessions belong to the event loop; the runtime has no public way to reach them
            loop = Runtime.instance()._get_async_objs().eventloop
            loop.call_soon_threadsafe(self._rerun)

    def _rerun(self) -> None:
        sessions = {each.session.id: each.session for each in _sessions()}
        self._waiting &= set(sessions)
        for name in list(self._waiting):
            session = sessions[name]
            if session._state == AppSessionState.APP_NOT_RUNNING:
                session.request_rerun(session._client_state)
                self._waiting.discard(name)


def _sessions() -> list[ActiveSessionInfo]:
    return Runtime.instance()._session_mgr.list_active_sessions()
