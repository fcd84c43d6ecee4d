/*
 * The clock of the measurement, the same for every page: from the key press to the frame that
 * is on the screen, seen from the top page.
 *
 * watchYear(way, year, units) waits for one key press and resolves with
 * {painted, settled, agreed} in milliseconds from it. `painted` is the task after the frame in whose
 * callback the page first showed the year: by then that frame has been painted. `settled` is
 * when the script had run to its end, for good; `agreed` when the words of the page were those
 * of the year, too.
 *
 * followYears() notes every year that is painted from now on, until the returned function is called.
 */
(function () {
  "use strict";

  const QUIET_MS = 350;
  const PATIENCE_MS = 60000;

  function frames() {
    return [...document.querySelectorAll("iframe")].filter((frame) => frame.contentDocument);
  }

  function drawnInFrame(year, units) {
    return frames().some(
      (frame) => frame.contentDocument.getElementsByClassName(`year-${year}`).length === units,
    );
  }

  /*
   * What WebGL draws cannot be read from the page. Colours go to it as bytes, and those of the first
   * polygon of `pages/deck.py` tell the year: it is on the screen with the first call that draws
   * after they went there.
   */
  const drawn = { sent: null, year: null };

  function watchDrawing({ prototype }) {
    for (const name of ["bufferData", "bufferSubData"]) {
      const send = prototype[name];
      prototype[name] = function (...given) {
        const bytes = given.find((each) => each instanceof Uint8Array || each instanceof Uint8ClampedArray);
        if (bytes?.[0] === 7 && bytes[2] === 9) drawn.sent = 1900 + bytes[1];
        return send.apply(this, given);
      };
    }
    for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"]) {
      const draw = prototype[name];
      prototype[name] = function (...given) {
        drawn.year = drawn.sent;
        return draw.apply(this, given);
      };
    }
  }

  if (window.parent === window) watchDrawing(WebGL2RenderingContext);

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
    plain: drawnInFrame,
    feature: drawnInFrame,
    deck(year) {
      return drawn.year === Number(year);
    },
    trace(year) {
      const chart = document.querySelector(".js-plotly-plot");
      const map = chart?._fullLayout?.map?._subplot?.map;
      return String(chart?.layout?.meta) === year && Boolean(map?.loaded());
    },
  };

  function running() {
    const app = document.querySelector("[data-testid=stApp]");
    return app?.dataset.testScriptState !== "notRunning";
  }

  /** Call back once the frame that is being prepared has been painted. */
  function afterFrame(then) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  }

  function saysYear(way, year) {
    if (way !== "app") return true;
    const title = document.querySelector(".panel h1")?.textContent || "";
    return title.includes(`, ${year},`) && !document.body.dataset.ahead;
  }

  function follow(start, { shown, says }, resolve, reject) {
    let painted = null;
    let agreed = null;
    let seen = false;
    let idle = null;
    function look(now) {
      if (now - start > PATIENCE_MS) {
        reject(new Error(painted === null ? "the year was never shown" : "it never came to rest"));
        return;
      }
      if (!seen && shown()) {
        seen = true;
        afterFrame(() => {
          painted = performance.now() - start;
        });
      }
      if (seen && agreed === null && says()) agreed = performance.now() - start;
      if (running()) idle = null;
      else idle ??= performance.now();
      const through = painted !== null && agreed !== null && idle !== null;
      if (through && performance.now() - idle > QUIET_MS) {
        resolve({ painted, settled: Math.max(painted, idle - start), agreed });
      } else {
        requestAnimationFrame(look);
      }
    }
    requestAnimationFrame(look);
  }

  window.followYears = () => {
    const painted = [];
    let going = true;
    function look() {
      const { view } = frames()[0].contentWindow.Atlas.state;
      const year = view.split("|")[1];
      if (painted.at(-1) !== year) painted.push(year);
      if (going) requestAnimationFrame(look);
    }
    look();
    return () => {
      going = false;
      return painted;
    };
  };

  window.isRunning = running;

  /** Note the milliseconds from asking for this page to the frame that shows a year. */
  window.watchFirst = (way, year, units) => {
    function look() {
      if (!shows[way](year, units)) {
        requestAnimationFrame(look);
        return;
      }
      afterFrame(() => {
        window.firstPainted = performance.now();
      });
    }
    requestAnimationFrame(look);
  };

  window.showsYear = (way, year, units) => shows[way](year, units) && !running();

  window.watchYear = (way, year, units) =>
    new Promise((resolve, reject) => {
      const eyes = { shown: () => shows[way](year, units), says: () => saysYear(way, year) };
      const begin = () => follow(performance.now(), eyes, resolve, reject);
      window.addEventListener("keydown", begin, { capture: true, once: true });
    });
})();
