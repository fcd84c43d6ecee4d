/*
 * Turning the scenes without keys: buttons back and next, the list folded to one line where there
 * is little room, the way out of the presentation, and strokes of a finger.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  /** Pixels that a finger goes across at least, and how much further than up or down. */
  const STROKE = 60;
  const FLAT = 2;
  /** What a finger draws or scrolls across itself. */
  const DRAGGED = "input, select, textarea, .leaflet-control";
  const PARTS = ["back", "pick", "next", "leave"];

  /**
   * Make the buttons. `scenes`: `at()`, `titles()`, `say(key)`, `go(index)`, `leave()`. Returns what
   * writes them anew.
   */
  Atlas.makeTurns = function (scenes) {
    const parts = Object.fromEntries(PARTS.map((name) => [name, document.getElementById(name)]));
    const by = (step) => scenes.go(scenes.at() + step);
    parts.back.addEventListener("click", () => by(-1));
    parts.next.addEventListener("click", () => by(1));
    parts.leave.addEventListener("click", scenes.leave);
    parts.pick.addEventListener("change", () => scenes.go(parts.pick.selectedIndex));
    watchStrokes(by);
    return () => tell(parts, scenes);
  };

  function tell(parts, scenes) {
    const titles = scenes.titles();
    const at = scenes.at();
    for (const name of ["back", "next"]) parts[name].setAttribute("aria-label", scenes.say(name));
    parts.back.disabled = at === 0;
    parts.next.disabled = at === titles.length - 1;
    parts.leave.textContent = scenes.say("leave");
    parts.pick.setAttribute("aria-label", scenes.say("scenes"));
    parts.pick.replaceChildren();
    titles.forEach((title, index) => {
      Atlas.make("option", `${index + 1}/${titles.length}. ${title}`, parts.pick);
    });
    parts.pick.selectedIndex = at;
    keepInSight(document.querySelector("nav [aria-current]"));
  }

  /** The chosen entry of a long list stays in sight, and nothing but the list moves. */
  function keepInSight(entry) {
    const list = entry?.closest("nav");
    if (!list) return;
    const down = entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
    list.scrollTop += down - list.clientHeight / 2;
  }

  /** Wide strokes of one finger turn; on the map they do, too, for two fingers move it. */
  function watchStrokes(by) {
    let from = null;
    const spot = (touches) => ({ x: touches[0].clientX, y: touches[0].clientY });
    const on = (kind, take) => {
      window.addEventListener(kind, take, { capture: true, passive: true });
    };
    on("touchstart", (event) => {
      const free = event.touches.length === 1 && !event.target.closest?.(DRAGGED);
      from = free ? spot(event.touches) : null;
    });
    on("touchcancel", () => {
      from = null;
    });
    on("touchend", (event) => {
      if (!from) return;
      const to = spot(event.changedTouches);
      const [across, down] = [to.x - from.x, to.y - from.y];
      from = null;
      // a finger on an enlarged page moves the page
      if ((window.visualViewport?.scale || 1) > 1.01) return;
      if (Math.abs(across) >= Math.max(STROKE, FLAT * Math.abs(down))) by(across < 0 ? 1 : -1);
    });
  }
})();
