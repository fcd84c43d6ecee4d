// What a presented scene can do without the server: letters as large as they have room, a dark screen, the whole
// screen, and a second window for the presenter, which follows the keys of both.
"use strict";

(function () {
  const STILL_READ = 0.66;
  const LOW = "(max-width: 720px), (max-height: 480px)";
  const TYPED = "textarea, select, [contenteditable], input:not([type=range], [type=button])";
  const PRESSED = "button, a, summary, input";
  const CODES = {
    PageUp: 33, PageDown: 34, End: 35, Home: 36, Escape: 27,
    ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40,
  };
  const TURNS = {
    PageUp: "prev_page", PageDown: "next_page", End: "last", Home: "first", Escape: "leave",
    ArrowLeft: "prev", ArrowUp: "prev_up", ArrowRight: "next", ArrowDown: "next_down",
  };
  const KEYS = { " ": play, b: darken, ".": darken, f: fill, p: openSecond };
  const ACTS = { dark: darken, full: fill, second: openSecond };
  const id = sessionStorage.getItem("room") || Math.random().toString(36).slice(2);
  sessionStorage.setItem("room", id);
  const second = new BroadcastChannel(`room-${id}`);
  let told = null;
  let waiting = false;
  let early = "";

  const room = () => document.querySelector(".room");

  // ---- letters

  /** Whoever sits in the room cannot scroll: what is too long is set smaller. */
  function fit() {
    const said = document.querySelector(".stage-said");
    if (!said) return;
    const flows = window.matchMedia(LOW).matches;
    let size = 1;
    do {
      said.style.setProperty("--size", size.toFixed(2));
      size -= 0.03;
    } while (!flows && size >= STILL_READ && said.scrollHeight > said.clientHeight + 1);
  }

  // ---- what keys and buttons do

  function play() {
    const frame = document.querySelector(".st-key-stage_map iframe");
    frame?.contentWindow.Atlas?.playYears?.();
  }

  function darken() {
    const dark = document.createElement("div");
    dark.className = "room-dark";
    dark.addEventListener("click", lighten);
    document.body.append(dark);
  }

  function lighten() {
    const dark = document.querySelector(".room-dark");
    dark?.remove();
    return Boolean(dark);
  }

  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
  }

  function openSecond() {
    const { second: address } = JSON.parse(room().dataset.room);
    window.open(`${address}#${id}`, `room-${id}`, "popup,width=1100,height=720");
  }

  function isMeant(event) {
    const { ctrlKey, altKey, metaKey, shiftKey, target } = event;
    return !(ctrlKey || altKey || metaKey || shiftKey || target.closest?.(TYPED));
  }

  function onKey(event) {
    if (!room() || !isMeant(event)) return;
    const act = KEYS[event.key.toLowerCase()];
    // any key gives the picture back, and does nothing else
    const back = lighten();
    if (!back && (!act || (event.key === " " && event.target.closest?.(PRESSED)))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!back) act();
  }

  // ---- keys that nobody has heard: a room stands before the script of its buttons has come

  function onUnheard(event) {
    const turn = TURNS[event.key];
    if (!turn || event.defaultPrevented || !isMeant(event)) return;
    if (!document.querySelector(".st-key-stage")) return;
    event.preventDefault();
    early = turn;
    turnEarly();
  }

  function turnEarly() {
    if (!document.querySelector(".st-key-stage")) early = "";
    const button = early && document.querySelector(`.st-key-stage_${early} button`);
    if (!button) return;
    early = "";
    button.click();
  }

  // ---- the second window

  function tell() {
    const now = room()?.dataset.room || null;
    if (now === told) return;
    told = now;
    second.postMessage({ room: now && JSON.parse(now) });
  }

  second.addEventListener("message", ({ data }) => {
    if (data.hello) {
      told = null;
      tell();
    }
    if (!data.key || !room()) return;
    for (const type of ["keydown", "keyup"]) {
      const { key } = data;
      const options = { key, code: key, keyCode: CODES[key], bubbles: true, cancelable: true };
      document.body.dispatchEvent(new KeyboardEvent(type, options));
    }
  });

  function look() {
    waiting = false;
    if (!room()) lighten();
    tell();
    fit();
    turnEarly();
  }

  window.addEventListener("keydown", onKey, true);
  window.addEventListener("keydown", onUnheard);
  window.addEventListener("resize", fit);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-act]");
    if (button?.closest(".room")) ACTS[button.dataset.act]();
  });
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(look);
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-room"] });
})();
