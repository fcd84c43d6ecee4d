/*
 * The player: shows the years of a view one after the other, without asking any server.
 * It owns nothing but the place in the row of years; whoever makes it shows the view.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const STEP_MS = 1100;
  const ICONS = { play: "M4 2.5v11l9-5.5z", pause: "M4 3h3v10H4zM9 3h3v10H9z" };

  /**
   * Make a player in `holder`; `show(index)` is called for every year it comes to.
   * Returns `set(years, index, words)`, `go(index)`, `toggle()`, `stop()`, `index()`.
   */
  Atlas.makePlayer = function (holder, show) {
    let years = [];
    let at = 0;
    let timer = 0;
    let words = {};

    const button = document.createElement("button");
    button.type = "button";
    button.className = "atlas-play";
    const drawing = Atlas.svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, button);
    const icon = Atlas.svg("path", {}, drawing);
    const slide = document.createElement("input");
    slide.type = "range";
    slide.min = "0";
    slide.step = "1";
    const year = document.createElement("output");
    year.className = "atlas-play-year";
    holder.classList.add("atlas-player");
    holder.replaceChildren(button, slide, year);

    function label() {
      const name = timer ? words.pause : words.play;
      icon.setAttribute("d", timer ? ICONS.pause : ICONS.play);
      button.setAttribute("aria-label", name || "");
      button.title = name || "";
      slide.setAttribute("aria-label", words.year || "");
      slide.setAttribute("aria-valuetext", years[at] || "");
      slide.title = words.turn || "";
    }

    function go(index) {
      at = Math.max(0, Math.min(index, years.length - 1));
      slide.value = String(at);
      year.textContent = years[at] || "";
      label();
      const start = performance.now();
      show(at);
      performance.clearMeasures("atlas:step");
      performance.measure("atlas:step", { start, end: performance.now() });
    }

    function stop() {
      clearInterval(timer);
      timer = 0;
      label();
    }

    function tick() {
      if (at >= years.length - 1) stop();
      else go(at + 1);
    }

    function play() {
      if (at >= years.length - 1) go(0);
      timer = setInterval(tick, STEP_MS);
      label();
    }

    function toggle() {
      if (timer) stop();
      else if (years.length > 1) play();
    }

    button.addEventListener("click", toggle);
    slide.addEventListener("input", () => {
      stop();
      go(Number(slide.value));
    });

    return {
      set(list, index, say) {
        stop();
        years = list;
        words = say;
        slide.max = String(Math.max(0, years.length - 1));
        holder.hidden = years.length < 2;
        go(index);
      },
      go(index) {
        stop();
        go(index);
      },
      toggle,
      stop,
      index: () => at,
      playing: () => Boolean(timer),
    };
  };
})();
