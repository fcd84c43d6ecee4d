/*
 * What a room needs beside the scenes: a dark screen, the whole screen, and a window of the
 * presenter's with the note, the next scene and a clock, whose keys turn the scenes here.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const SIZE = "popup,width=900,height=640";
  const PARTS = ["place", "clock", "title", "noteHead", "note", "nextHead", "next"];
  const STYLE =
    "body{margin:0;padding:24px;display:grid;gap:10px;font:20px/1.4 'Source Sans',system-ui," +
    "'Noto Sans','Segoe UI',sans-serif;color:#1d2f3a}div{white-space:pre-line}" +
    ".clock{font-size:32px;font-weight:700}.title,.next{font-weight:700}" +
    ".note{font-size:28px}.noteHead,.nextHead,.place{font-size:16px;color:#4d5d63}";

  function two(count) {
    return String(count).padStart(2, "0");
  }

  /**
   * Make a room. `told()` gives what the presenter sees, a text for each part but the clock, and
   * `since`; `take(key)` is given the keys of the presenter's window.
   */
  Atlas.makeRoom = function (told, take) {
    let second = null;
    let parts = {};
    let began = 0;

    function lighten() {
      const cover = document.querySelector(".dark");
      cover?.remove();
      return Boolean(cover);
    }

    function darken() {
      if (!lighten()) Atlas.make("div", "", document.body, "dark").addEventListener("click", lighten);
    }

    function fill() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen?.().catch(() => {});
    }

    function tick() {
      if (!second || second.closed) return;
      const now = new Date();
      const since = Math.floor((now - began) / 1000);
      const passed = `${told().since} ${two(Math.floor(since / 60))}:${two(since % 60)}`;
      parts.clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())} · ${passed}`;
    }

    function tell() {
      if (!second || second.closed) return;
      const said = told();
      second.document.title = said.second;
      second.document.documentElement.lang = document.documentElement.lang;
      for (const name of PARTS) if (name in said) parts[name].textContent = said[name];
      tick();
    }

    function onSecondKey(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (lighten() || take(key, document.body)) event.preventDefault();
    }

    function build(page) {
      page.head.replaceChildren();
      page.body.replaceChildren();
      Atlas.make("style", STYLE, page.head);
      parts = {};
      for (const name of PARTS) parts[name] = Atlas.make("div", "", page.body, name);
    }

    function openSecond() {
      const fresh = !second || second.closed;
      second = window.open("", "room", SIZE);
      if (!second) return;
      if (fresh) {
        began = Date.now();
        build(second.document);
        second.addEventListener("keydown", onSecondKey);
      }
      second.focus();
      tell();
    }

    // any key gives the picture back, and does nothing else
    window.addEventListener("keydown", (event) => {
      if (!lighten()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
    setInterval(tick, 1000);
    return { darken, fill, openSecond, tell };
  };
})();
