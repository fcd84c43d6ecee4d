// The scenes of a meeting as small pictures: dragged, or moved by keys, to another place in one move. Speaks to
// Streamlit as its components do; all texts come as data and enter as text.
"use strict";

(function () {
  const list = document.getElementById("scenes");
  const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  let scenes = [];
  let shown = "";
  let dragged = null;
  let focused = null;

  function send(type, data) {
    window.parent.postMessage({ isStreamlitMessage: true, type, ...data }, "*");
  }

  /** Tell what is to be done with a scene; the time makes the same wish a new one. */
  function ask(act, number, to) {
    focused = number;
    send("streamlit:setComponentValue", { value: { at: Date.now(), act, number, to }, dataType: "json" });
  }

  function place(item) {
    return [...list.children].indexOf(item);
  }

  function clear() {
    for (const each of list.children) each.classList.remove("before", "after", "dragged");
  }

  /** Whether a drag ends behind an item: past its middle. */
  function behind(event, item) {
    const box = item.getBoundingClientRect();
    return event.clientX > (box.left + box.right) / 2;
  }

  function onOver(event) {
    const item = event.target.closest("li");
    if (!item || dragged === null) return;
    event.preventDefault();
    for (const each of list.children) each.classList.remove("before", "after");
    item.classList.add(behind(event, item) ? "after" : "before");
  }

  function onDrop(event) {
    const item = event.target.closest("li");
    clear();
    if (!item || dragged === null) return;
    event.preventDefault();
    const from = scenes.findIndex((each) => each.number === dragged);
    const wanted = place(item) + (behind(event, item) ? 1 : 0);
    const to = wanted > from ? wanted - 1 : wanted;
    if (to !== from) ask("move", dragged, to);
    dragged = null;
  }

  function onKey(event) {
    const item = event.target.closest("li");
    if (!item) return;
    const at = place(item);
    const { number } = scenes[at];
    const ends = { Home: 0, End: scenes.length - 1 };
    const next = event.key in STEPS ? at + STEPS[event.key] : ends[event.key];
    if (event.key === "Delete") ask("remove", number);
    else if (event.key === "Enter") ask("show", number);
    else if (next === undefined || next < 0 || next >= scenes.length) return;
    else if (event.ctrlKey || event.altKey) ask("move", number, next);
    else list.children[next].focus();
    event.preventDefault();
  }

  function makeItem({ number, title, image }, at) {
    const item = document.createElement("li");
    item.draggable = true;
    item.tabIndex = 0;
    const picture = document.createElement(image ? "img" : "span");
    if (image) Object.assign(picture, { src: image, alt: "" });
    else picture.className = "none";
    const name = document.createElement("b");
    name.textContent = `${at + 1}. ${title}`;
    item.append(picture, name);
    item.title = name.textContent;
    item.addEventListener("dragstart", (event) => {
      dragged = number;
      item.classList.add("dragged");
      event.dataTransfer.setData("text/plain", title);
      event.dataTransfer.effectAllowed = "move";
    });
    return item;
  }

  /** The typeface of the pages, by the address of its style. */
  function wear(address) {
    const face = document.getElementById("face");
    if (face.getAttribute("href") !== address) face.href = address;
  }

  function render({ scenes: found, words, lang, face }) {
    wear(face);
    const look = JSON.stringify([found, words]);
    if (look === shown) return;
    shown = look;
    scenes = found;
    document.documentElement.lang = lang;
    document.title = words.name;
    document.getElementById("help").textContent = words.help;
    list.setAttribute("aria-label", words.name);
    list.replaceChildren(...scenes.map(makeItem));
    const at = scenes.findIndex((each) => each.number === focused);
    if (at >= 0) list.children[at].focus({ preventScroll: true });
    fit();
  }

  function fit() {
    send("streamlit:setFrameHeight", { height: Math.ceil(document.body.getBoundingClientRect().height) + 4 });
  }

  list.addEventListener("dragover", onOver);
  list.addEventListener("drop", onDrop);
  list.addEventListener("dragend", clear);
  list.addEventListener("keydown", onKey);
  window.addEventListener("resize", fit);
  window.addEventListener("message", ({ data }) => {
    if (data.type === "streamlit:render") render(data.args);
  });
  send("streamlit:componentReady", { apiVersion: 1 });
})();
