"""The meeting as files: its own small file, and slides, pages, workbook and one HTML file."""

import hashlib
from dataclasses import dataclass

import streamlit as st

from geo.documents.forms import MEETING_FORMATS, MIME
from geo.documents.orders import MeetingOrder
from geo.documents.paper import BARE, SIZES, Handout
from geo.language.texts import texts
from geo.meeting.stage import Stage
from geo.reading.imprint import download_name
from geo.saved.meeting import Meeting, write_meeting
from ui.meeting.handout import choose_handout
from ui.meeting.kept import open_meeting
from ui.session.choices import kept_choice
from ui.session.files import choose_size, open_field, save_button
from ui.session.making.offered import make_with_bar
from ui.session.state import of_the_facts, shown_atlas

_MADE = of_the_facts("meeting_made")


@dataclass(frozen=True)
class _Order:
    """What a file is made of besides the meeting."""

    form: str
    size: str
    template: bytes | None
    handout: Handout = BARE

    def key(self, staged: Stage) -> str:
        """Name the one file that this order gives: another meeting or choice, another key."""
        digest = hashlib.sha256(write_meeting(staged.meeting))
        digest.update(f"\0{staged.lang}\0{self.form}\0{self.size}\0".encode())
        digest.update(repr(self.handout).encode())
        # hashed by itself: none and an empty template differ
        if self.template is not None:
            digest.update(hashlib.sha256(self.template).digest())
        return digest.hexdigest()


def show_meeting_file(meeting: Meeting, *, lang: str) -> None:
    """Save the list of scenes, or open a saved one."""
    t = texts(lang)
    save_button(t("present.save"), write_meeting(meeting), name=_file_name(meeting, "json", lang))
    open_field(
        t("present.open"),
        key="meeting_file",
        take=lambda content: open_meeting(shown_atlas(), content),
    )


def _file_name(meeting: Meeting, ending: str, lang: str) -> str:
    province = shown_atlas().facts.province
    title = meeting.title or texts(lang)("file.meeting")
    return download_name(province, title, ending=ending, lang=lang)


def show_exports(staged: Stage, *, lang: str) -> None:
    """Make the meeting as a file of a chosen form, with progress, and offer it."""
    t = texts(lang)
    order = _choose(lang)
    if st.button(t("present.make"), icon=":material/build:", type="primary"):
        _make(staged, order, lang)
    key, name, content = st.session_state.get(_MADE, ("", "", b""))
    # a file of other scenes, or of another form than is chosen now, is not the one asked for
    if key == order.key(staged):
        st.download_button(
            t("present.take", name=name, size=f"{len(content) / 1e6:.1f}"),
            content,
            file_name=name,
            mime=MIME[order.form],
            icon=":material/download:",
            on_click="ignore",
        )


def _choose(lang: str) -> _Order:
    """Let the reader choose a form, and what belongs to it alone."""
    t = texts(lang)
    form = kept_choice(
        st.segmented_control,
        t("present.form"),
        MEETING_FORMATS,
        name="meeting_form",
        lang=lang,
        required=True,
        format_func=lambda key: t(f"present.form_{key}"),
    )
    template, size, handout = None, next(iter(SIZES)), BARE
    if form == "pptx":
        template = st.file_uploader(
            t("present.template"), type=["pptx", "potx"], key="meeting_template"
        )
    if form == "pdf":
        size = choose_size(key="meeting_paper", lang=lang)
        handout = choose_handout(lang)
    return _Order(form, size, template.getvalue() if template else None, handout)


def _make(staged: Stage, order: _Order, lang: str) -> None:
    """Make a file and keep it for the reader to take."""
    t = texts(lang)
    st.session_state.pop(_MADE, None)
    wanted = MeetingOrder(
        *(staged.meeting, order.form, lang, order.size), order.handout, order.template
    )
    content = make_with_bar(
        wanted,
        step=lambda done, total: t("present.step", done=done, total=total),
        key="meeting_cancel",
        lang=lang,
    )
    if content is not None:
        name = _file_name(staged.meeting, order.form, lang)
        st.session_state[_MADE] = order.key(staged), name, content
