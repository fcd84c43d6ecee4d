/*
 * The keys of a presentation turn its scenes wherever the focus is: on a unit of the map, on the
 * slider of the years, on a button. With Shift they keep the meaning they have in that place.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
  const LETTERS = [" ", ".", "b", "f", "p"];
  const KEYS = new Set([...ARROWS, "PageUp", "PageDown", "Home", "End", "Escape", ...LETTERS]);
  const TYPED = "textarea, select, [contenteditable], input:not([type=range], [type=button])";

  /**
   * Take the keys before whatever has the focus. `take(key, target)` tells whether it wants
   * a key, letters small; where someone types it is not asked. Returns what gives the keys back.
   */
  Atlas.takeKeys = function (take) {
    function onKey(event) {
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (!KEYS.has(key) || event.target.closest?.(TYPED)) return;
      if (!take(key, event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  };
})();
