// The presenter's window: shows what the presented one tells it, and hands its keys on.
"use strict";

(function () {
  const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const KEYS = new Set([...ARROWS, "PageUp", "PageDown", "Home", "End", "Escape", " ", "b", "."]);
  const first = new BroadcastChannel(`room-${window.location.hash.slice(1)}`);
  const find = (id) => document.getElementById(id);
  const began = Date.now();
  let words = {};

  function write(id, text) {
    find(id).textContent = text || "";
  }

  function show(room) {
    if (!room) {
      write("note", words.left);
      return;
    }
    words = room.words;
    document.documentElement.lang = room.lang;
    document.title = words.second;
    write("place", room.place);
    write("title", room.title);
    write("note-head", words.note);
    write("note", room.note || words.no_note);
    write("next-head", words.next_scene);
    write("next", room.next || words.end);
    find("next-image").hidden = !room.image;
    if (room.image) find("next-image").src = room.image;
    write("back", words.prev);
    write("on", words.next);
    write("dark", words.dark);
    tick();
  }

  function tick() {
    const two = (count) => String(count).padStart(2, "0");
    const now = new Date();
    const since = Math.floor((now - began) / 1000);
    write("clock", `${two(now.getHours())}:${two(now.getMinutes())}`);
    write("since", `${words.since || ""} ${two(Math.floor(since / 60))}:${two(since % 60)}`);
  }

  function onKey(event) {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!KEYS.has(key) || (key === " " && event.target.closest("button"))) return;
    event.preventDefault();
    first.postMessage({ key });
  }

  first.addEventListener("message", ({ data }) => {
    if ("room" in data) show(data.room);
  });
  window.addEventListener("keydown", onKey);
  for (const button of document.querySelectorAll("[data-key]")) {
    button.addEventListener("click", () => first.postMessage({ key: button.dataset.key }));
  }
  setInterval(tick, 1000);
  first.postMessage({ hello: true });
})();
