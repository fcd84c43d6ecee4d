"""A page of texts in all that Streamlit reads as Markdown, as this atlas gives them to it."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import runtime
from streamlit.starlette import App

from ui.markup.labels import literal

TEXTS = (
    *("$5 - $10", ":smile:", ":+1:", ":100:", ":streamlit:", "::x::", ":material/home:"),
    *(":red[x]", "giá:red", ":blue-background[x]", ":a{b}", "::red[x]", ":::note", "12:30:45"),
    *("a_b_c", "**a**", "~~a~~", "`a`", "[a](b)", "![a](b)", "[a]: http://b.vn", "<b>a</b>"),
    *("1. x", "1.", "12) x", "2019", "# x", "- x", "+5%", "-5", "> x", "---", "===", "    a"),
    *("a\n# b", "a\n---", "a\n\n    b", "a  \nb", "a\t", "a|b\n-|-\n1|2", "C:\\dir", "a\\\nb"),
    *("a -> b", "<-", "<->", "-- a", ">= 5", "a <= 5", "~= 5", "&amp; R&D &#39;", "&nbsp;x"),
    *("https://a.vn/b_c?d=1&e=2", "www.a.vn", "a.b@c.vn", "mailto:a@b.vn", "{a}", "^a^"),
)
"""Texts that Markdown, or Streamlit's own signs, would make something else of."""


def page() -> None:
    """Show each text in a sentence, a name, a label, a message and a button."""
    for at, text in enumerate(TEXTS):
        shown = literal(text)
        with st.container(key=f"text-{at}"):
            st.markdown(shown)
            st.markdown(f"**{shown}**")
            st.text_input(shown, key=f"input-{at}")
            st.error(shown)
            st.button(shown, key=f"button-{at}")


def serve() -> None:
    """Run this file as a page, on the port that the environment names."""
    route = Route("/healthz", lambda _request: PlainTextResponse("ok"))
    App(__file__, routes=[route]).run(config={"server.port": int(os.environ["PORT"])})


if __name__ == "__main__":
    (page if runtime.exists() else serve)()
