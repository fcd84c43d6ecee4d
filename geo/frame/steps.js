/*
 * The keys of the year control, one frame ahead of it: the map shows the year of the key first,
 * and the control, whose page takes several times as long to draw, is given the key after that.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

  function placeAfter(key, place, last) {
    if (key === "Home") return 0;
    if (key === "End") return last;
    return Math.min(Math.max(place + (STEPS[key] || 0), 0), last);
  }

  /**
   * Take the keys of a slider in the page around, found by `slide()`. `years()` are those it
   * offers, `year()` is the one that is shown, `show(year)` shows another. Once the slider has had
   * its last key, `follow()` has the map follow what the slider says. Returns whether keys are `due`
   * to it, when it says an earlier year, and what gives the keys back, `release`.
   */
  Atlas.takeSteps = function ({ page, slide, years, year, show, follow }) {
    let due = 0;

    function pass(event) {
      const { key, code } = event;
      const target = event.target.isConnected ? event.target : slide();
      const options = { key, code, bubbles: true, cancelable: true, composed: true };
      target?.dispatchEvent(new event.view.KeyboardEvent("keydown", options));
      setTimeout(() => {
        due -= 1;
        if (!due) follow();
      });
    }

    function onKey(event) {
      if (!event.isTrusted || event.target !== slide()) return;
      if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
      const offered = years();
      if (offered.length !== Number(event.target.max) + 1) return;
      const asked = offered[placeAfter(event.key, offered.indexOf(year()), offered.length - 1)];
      if (asked === year()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      due += 1;
      show(asked);
      requestAnimationFrame(() => setTimeout(() => pass(event)));
    }

    page.addEventListener("keydown", onKey, true);
    return {
      due: () => due > 0,
      release: () => page.removeEventListener("keydown", onKey, true),
    };
  };
})();
