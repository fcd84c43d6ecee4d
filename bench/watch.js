/*
 * The clock of the measurement, the same for every page: from the key press to the frame that
 * is on the screen, seen from the top page.
 *
 * watchYear(way, year, units) waits for one key press and resolves with
 * {painted, settled} in milliseconds from it. `painted` is the frame after the one in whose
 * callback the page first showed the year: by then that one has been painted. `settled` is
 * when the script had run to its end, for good.
 */
(function () {
  "use strict";

  const QUIET_MS = 350;
  const PATIENCE_MS = 60000;

  function frames() {
    return [...document.querySelectorAll("iframe")].filter((frame) => frame.contentDocument);
  }

  const shows = {
    floor(year) {
      return document.querySelector("[data-testid=stText]")?.textContent.trim() === year;
    },
    app(year) {
      return frames().some((frame) => {
        const view = frame.contentDocument.querySelector("svg[data-view]")?.dataset.view;
        return view?.split("|")[1] === year && frame.contentWindow.Atlas.state.view === view;
      });
    },
    plain(year, units) {
      return frames().some(
        (frame) => frame.contentDocument.getElementsByClassName(`year-${year}`).length === units,
      );
    },
  };

  function running() {
    const app = document.querySelector("[data-testid=stApp]");
    return app?.dataset.testScriptState !== "notRunning";
  }

  function follow(start, shown, resolve, reject) {
    let painted = null;
    let seen = false;
    let idle = null;
    function look(now) {
      if (now - start > PATIENCE_MS) {
        reject(new Error(painted === null ? "the year was never shown" : "it never came to rest"));
        return;
      }
      if (seen && painted === null) painted = performance.now() - start;
      if (!seen) seen = shown();
      if (running()) idle = null;
      else idle ??= performance.now();
      if (painted !== null && idle !== null && performance.now() - idle > QUIET_MS) {
        resolve({ painted, settled: Math.max(painted, idle - start) });
      } else {
        requestAnimationFrame(look);
      }
    }
    requestAnimationFrame(look);
  }

  window.showsYear = (way, year, units) => shows[way](year, units) && !running();

  window.watchYear = (way, year, units) =>
    new Promise((resolve, reject) => {
      const begin = () => follow(performance.now(), () => shows[way](year, units), resolve, reject);
      window.addEventListener("keydown", begin, { capture: true, once: true });
    });
})();
