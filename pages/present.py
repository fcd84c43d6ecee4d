"""The meeting: its scenes in order, its documents, and the presentation itself."""

import streamlit as st

from geo.errors import MeetingError
from geo.language.texts import texts
from geo.meeting.stage import set_stage
from geo.saved.saved_file import fault_lines
from geo.views.request import Notice
from ui.markup import elements
from ui.meeting.files import show_exports, show_meeting_file
from ui.meeting.kept import current_meeting, take_faults
from ui.meeting.presenter import show_scene
from ui.meeting.scene_list import show_changes, show_order, show_removal, show_scenes
from ui.meeting.shelf import show_shelf
from ui.meeting.stored import unsaved
from ui.server import loaded
from ui.session.state import current_request, extra, notify, set_extra

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
meeting = current_meeting(atlas)
faults = take_faults()
staged = None
try:
    if meeting.scenes:
        staged = set_stage(atlas, meeting, loaded.boundaries().layers, lang=lang)
except MeetingError as error:
    faults += fault_lines(error.faults, lang=lang)
place = extra("scene")
at = int(place or 0) - 1
if staged is not None and at >= len(staged.scenes):
    set_extra("scene", "")
    notify(Notice("notice.scene", (("value", place),)))
if staged is not None and 0 <= at < len(staged.scenes):
    show_scene(atlas, staged, at, lang=lang)
else:
    st.html(elements.text("h1", t("present.heading"), css="page-title"))
    st.caption(t("present.lead"))
    if faults:
        st.html(elements.notice(faults, fault=True))
    if staged is None:
        show_removal(atlas, lang=lang)
    scenes, documents = st.columns([2, 1], gap="large")
    if not meeting.scenes:
        scenes.info(t("present.empty"))
    if staged is None:
        with scenes:
            show_changes(atlas, lang=lang)
    if staged is not None:
        with scenes:
            st.button(
                t("present.start"),
                icon=":material/play_arrow:",
                type="primary",
                on_click=lambda: set_extra("scene", "1"),
            )
            show_order(atlas, staged, lang=lang)
            show_changes(atlas, lang=lang)
            show_scenes(atlas, staged, lang=lang)
        with documents:
            st.html(elements.text("h2", t("present.documents"), css="page-title"))
            show_exports(staged, lang=lang)
    with documents:
        st.html(elements.text("h2", t("present.file"), css="page-title"))
        show_meeting_file(meeting, lang=lang)
        show_shelf(atlas, lang=lang)
        if unsaved(lang):
            st.html(elements.notice([unsaved(lang)], fault=True))
