/*
 * Watches the page's connection to its server, and says what is wrong in the reader's words.
 *
 * Streamlit keeps a page after a restart of its server and joins it to a new session, which knows
 * nothing of the page: the next click is lost, and controls and map part. Such a page is loaded
 * anew as soon as the new server answers; its address holds the view. Until then nothing on it
 * can be clicked, so that no click is taken and lost. Stands in the page itself: under a wrong
 * path no other script of the atlas is reached.
 */
(function () {
  "use strict";

  const WORDS = {};
  const PAGES = [];
  const BASE = "";
  const STATE = "data-test-connection-state";
  const LOOK_MS = 1000;
  const PATIENCE_MS = 4000;
  const LONG_MS = 20000;
  const STYLE =
    "position:fixed;top:0;left:0;right:0;z-index:1000000;padding:10px 16px;text-align:center;" +
    "font:15px/1.5 system-ui,'Noto Sans','Segoe UI',sans-serif;color:#664d00;background:#fff8e1;" +
    "border-bottom:1px solid #e4d9b0";

  const page = document.documentElement;
  const opened = Date.now();
  let lost = false;
  let absent = false;
  let focused = null;
  let misplaced = false;

  function state() {
    return document.querySelector(`[${STATE}]`)?.getAttribute(STATE);
  }

  function language() {
    const shown = document.querySelector("[class*='st-key-head_']")?.className;
    return shown?.match(/st-key-head_(\w+)/)?.[1] ?? page.lang;
  }

  /** Show one of the texts over the top of the page. */
  function say(key) {
    if (misplaced) return;
    // no connection mends that: it is said as long as the page is open
    misplaced = key === "prefix";
    let note = document.getElementById("connection");
    if (!note) {
      note = document.createElement("div");
      note.id = "connection";
      note.setAttribute("role", "alert");
      note.style.cssText = STYLE;
      document.body.append(note);
    }
    const lang = WORDS[language()] ? language() : "vi";
    const text = WORDS[lang][key].replace("{name}", location.host);
    note.lang = lang;
    if (note.textContent !== text) note.textContent = text;
  }

  function unsay() {
    if (!misplaced) document.getElementById("connection")?.remove();
  }

  /** Ask the server for its start: a text, null if it cannot be reached, "" if it is another. */
  async function startOfServer() {
    try {
      const options = { cache: "no-store", signal: AbortSignal.timeout(5 * LOOK_MS) };
      const answer = await fetch(`${BASE}/healthz`, options);
      return answer.ok ? ((await answer.json()).started ?? "") : "";
    } catch (error) {
      return error instanceof SyntaxError ? "" : null;
    }
  }

  /** Tell whether a map stands white: a part of it failed to load meanwhile. */
  function whiteMap() {
    return [...document.querySelectorAll("iframe")].some(
      (frame) =>
        frame.contentDocument?.getElementById("map_div") &&
        !frame.contentDocument.querySelector(".leaflet-container"),
    );
  }

  function lose() {
    lost = true;
    focused = document.activeElement;
    page.dataset.connection = "lost";
    document.getElementById("root").inert = true;
    setTimeout(() => lost && say("lost"), LOOK_MS);
    look();
  }

  function regain() {
    lost = false;
    delete page.dataset.connection;
    document.getElementById("root").inert = false;
    focused?.focus?.({ preventScroll: true });
    unsay();
  }

  /** Look for the server until the page is joined to it again, or to be loaded anew. */
  async function look() {
    if (!lost) return;
    const started = await startOfServer();
    const gone = started !== null && started !== "" && started !== page.dataset.started;
    const joined = state() === "CONNECTED";
    if (gone || (started && state() === "DISCONNECTED_FOREVER") || (joined && whiteMap())) {
      location.reload();
    } else if (joined && started !== null) {
      regain();
    } else {
      setTimeout(look, LOOK_MS);
    }
  }

  /** Say why a page is not joined to its server at all; an unsafe request shows what is let in. */
  async function explain() {
    if (lost || state() === "CONNECTED") return;
    let status = 0;
    let full = false;
    try {
      const answer = await fetch(`${BASE}/healthz`, { method: "POST", cache: "no-store" });
      status = answer.status;
      full = answer.ok && (await answer.json()).full === true;
    } catch {
      // no answer: status 0
    }
    if (state() === "CONNECTED") return;
    if (status === 0) say("lost");
    else if (absent) return location.reload();
    else if (status === 403) say("foreign");
    else if (status !== 200) say("prefix");
    else if (full) say("full");
    else if (Date.now() - opened > LONG_MS) say("websocket");
    absent = status === 0;
    setTimeout(explain, PATIENCE_MS);
  }

  /** A part of the atlas failed to load: the server is away, or not at the root of its host. */
  async function missing(event) {
    const address = event.target.getAttribute?.("href") ?? event.target.getAttribute?.("src");
    if (!address?.startsWith(`${BASE}/assets/`) && !address?.startsWith("./static/")) return;
    const started = await startOfServer();
    if (started !== null && started !== page.dataset.started && !lost) say("prefix");
  }

  // Streamlit would look for its server below the address of the page first, where it is not
  const above = location.pathname.slice(BASE.length).split("/").filter(Boolean);
  if (PAGES.includes(above.at(-1))) above.pop();
  window.__streamlit = { BACKEND_BASE_URL: `${location.origin}${BASE}/${above.join("/")}` };
  page.dataset.connection = "new";
  const dialogs = document.createElement("style");
  // Streamlit's own dialog speaks English and tells readers to run a command
  dialogs.textContent = "html[data-connection] [data-testid=stDialog] { display: none !important }";
  document.head.append(dialogs);

  new MutationObserver(() => {
    if (state() === "CONNECTED") {
      if (page.dataset.connection === "new") regain();
    } else if (!lost && !page.dataset.connection) {
      lose();
    }
  }).observe(page, { attributes: true, attributeFilter: [STATE], subtree: true });
  addEventListener("error", missing, true);
  setTimeout(explain, PATIENCE_MS);
})();
