/*
 * First script of the map frame: the shared name `Atlas`, and a message in words when
 * a later script or style sheet does not load. The component loads its scripts one by
 * one, stops without a word at the first that fails and puts nothing of the map into
 * the page before the last has come, so the message cannot wait for any of them: its
 * words and its style stand here.
 */
(function () {
  "use strict";

  const Atlas = (window.Atlas = window.Atlas || {});
  const WORDS = {
    vi: { failed: "Không tải được bản đồ.", retry: "Thử lại", loading: "Đang tải bản đồ…" },
    en: { failed: "The map could not be loaded.", retry: "Try again", loading: "The map is loading…" },
  };
  const NOTE_STYLE =
    "position:absolute;inset:0;z-index:2000;display:flex;flex-direction:column;" +
    "align-items:center;justify-content:center;gap:10px;padding:24px;text-align:center;" +
    "font:15px/1.5 system-ui,'Noto Sans','Segoe UI',sans-serif;color:#1d2f3a;" +
    "background:rgba(255,255,255,.92)";
  const BUTTON_STYLE =
    "font:inherit;padding:8px 18px;border:1px solid #1d2f3a;border-radius:6px;" +
    "background:#fff;color:inherit;cursor:pointer";

  const SKELETON_STYLE =
    "position:absolute;inset:0;z-index:1500;display:grid;place-items:center;pointer-events:none;" +
    "font:15px/1.5 system-ui,'Noto Sans','Segoe UI',sans-serif;color:#4d5d63;background:" +
    "radial-gradient(closest-side,#e4e8e4 88%,transparent 90%) center/46% 62% no-repeat #f7f7f5";

  /** The language of the page around, which is the reader's. */
  function language() {
    const pages = [window.parent, window].map((each) => each.document.documentElement.lang);
    return pages.find((each) => each in WORDS) || "vi";
  }

  /** Tell that the map is on its way, until something else is shown in its place. */
  Atlas.showSkeleton = function () {
    const skeleton = document.createElement("div");
    skeleton.className = "atlas-skeleton";
    skeleton.setAttribute("role", "status");
    skeleton.style.cssText = SKELETON_STYLE;
    skeleton.lang = language();
    skeleton.textContent = WORDS[skeleton.lang].loading;
    document.getElementById("map_div")?.append(skeleton);
  };

  Atlas.hideSkeleton = function () {
    document.querySelectorAll(".atlas-skeleton").forEach((each) => each.remove());
  };

  /** Lay a message with a retry button over the frame; `lines` are [lang, text]. */
  Atlas.showNote = function (lines, retryText, retry) {
    Atlas.hideNote();
    Atlas.hideSkeleton();
    const note = document.createElement("div");
    note.className = "atlas-note";
    note.setAttribute("role", "alert");
    note.style.cssText = NOTE_STYLE;
    for (const [lang, text] of lines) {
      const line = document.createElement("div");
      line.lang = lang;
      line.textContent = text;
      note.append(line);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.style.cssText = BUTTON_STYLE;
    button.textContent = retryText;
    button.addEventListener("click", retry);
    note.append(button);
    // Inside the map, so that the message is seen in full screen and by screen readers.
    (document.getElementById("map_div") || document.body).append(note);
  };

  Atlas.hideNote = function () {
    document.querySelectorAll(".atlas-note").forEach((note) => note.remove());
  };

  Atlas.showUnreachable = function (retry) {
    const lang = language();
    Atlas.showNote([[lang, WORDS[lang].failed]], WORDS[lang].retry, retry);
  };

  // Errors of scripts and style sheets do not bubble: only a capturing listener sees them.
  window.addEventListener(
    "error",
    (event) => {
      const part = event.target;
      if (part instanceof HTMLScriptElement || part instanceof HTMLLinkElement) {
        Atlas.showUnreachable(() => window.location.reload());
      }
    },
    true,
  );

  // The component drops what the app sends while the scripts load: the newest is given to
  // it once more when the map is there.
  let missed = null;

  function note(event) {
    if (event.data?.type === "streamlit:render") missed = event.data;
  }

  window.addEventListener("message", note);

  Atlas.catchUp = function () {
    window.removeEventListener("message", note);
    if (missed) window.dispatchEvent(new MessageEvent("message", { data: missed }));
  };

  // The component sets the height of its frame only when everything has loaded; doing it
  // now keeps the page from jumping and gives the message above a place to be seen.
  const place = document.getElementById("map_div");
  if (place && window.Streamlit) {
    place.style.position = "relative";
    Atlas.showSkeleton();
    window.Streamlit.setFrameHeight(place.offsetHeight);
  }
})();
