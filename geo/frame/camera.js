/*
 * The camera: the map owns zoom and place; a message moves it only when it asks.
 *
 * Atlas.margins         pixels at the edges that the whole map leaves free.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const FOCUS_ZOOM = 10.5;
  const BRING_MARGIN = 70;
  const NARROW = "(max-width: 760px)";
  const SHEET = 0.55;
  const PAPER_SIZE = ["700px", "560px"];
  const PARTIAL_ZOOM = 11;
  const PARTIAL_MARGIN = 80;

  Atlas.margins = { side: 14, top: 34, bottom: 30 };

  /** Whether the reader wants no movement. */
  Atlas.stillness = function () {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  };

  /** Give the camera of a map; `sheet()` is the sheet shown, or null. */
  Atlas.makeCamera = function (map, sheet) {
    const container = map.getContainer();
    let fitted = true;
    let part = null;
    let moving = false;

    function steer(move) {
      moving = true;
      move();
      moving = false;
    }

    function refit() {
      fitted = true;
      const size = map.getSize();
      if (!sheet() || size.x < 60 || size.y < 80) return;
      const more = part ? Math.min(PARTIAL_MARGIN, size.x / 6, size.y / 6) : 0;
      const { side, top, bottom } = Atlas.margins;
      steer(() => {
        // The whole layer may stand at any zoom; steps are for the buttons.
        const snap = map.options.zoomSnap;
        map.options.zoomSnap = 0;
        map.fitBounds(part || sheet().bounds, {
          paddingTopLeft: [side + more, top + more],
          paddingBottomRight: [side + more, bottom + more],
          maxZoom: part ? PARTIAL_ZOOM : undefined,
          animate: false,
        });
        map.options.zoomSnap = snap;
      });
    }

    /** Show the whole layer, until the reader moves the map. */
    function fit() {
      part = null;
      refit();
    }

    /** Open with a part of the layer, if one is given, until the reader moves the map. */
    function open(bounds) {
      part = bounds;
      refit();
    }

    function onResize() {
      // what the reader looks at stays in the middle
      const middle = map.getCenter();
      steer(() => {
        map.invalidateSize({ pan: false, animate: false });
        // a pan would go by whole pixels and drift
        map.setView(middle, map.getZoom(), { reset: true });
      });
      if (fitted) refit();
    }

    function resize([width, height]) {
      // a file of its own fits its map itself, and a presented map stands beside its words
      if (window.parent === window || document.body.classList.contains("atlas-staged")) return;
      container.style.setProperty("width", width, "important");
      container.style.setProperty("height", height, "important");
      onResize();
    }

    /** Have all painted anew: Chromium prints a moved map, which it has painted before, blank. */
    function repaint() {
      const { style } = map.getPanes().overlayPane;
      style.display = "none";
      map.getContainer().getBoundingClientRect();
      style.display = "";
    }

    /** Go near to a unit, unless it stands near already. */
    function goTo(unit) {
      const bounds = Atlas.boundsOf(sheet(), unit);
      const near = map.getZoom() >= FOCUS_ZOOM && map.getBounds().contains(bounds);
      if (near) return;
      const zoom = Math.min(Math.max(map.getZoom(), FOCUS_ZOOM), map.getBoundsZoom(bounds));
      fitted = false;
      map.setView(bounds.getCenter(), zoom, { animate: !Atlas.stillness() });
    }

    /** Move a place into sight, at the zoom that is. */
    function bring(at) {
      const size = map.getSize();
      const margin = [Math.min(BRING_MARGIN, size.x / 4), Math.min(BRING_MARGIN, size.y / 4)];
      map.panInside(at, { padding: margin, animate: false });
    }

    /** Move a unit out from under its sheet, which a narrow page lays over the lower half. */
    function uncover(unit) {
      if (window.parent === window || !window.parent.matchMedia(NARROW).matches) return;
      const { x, y } = map.getSize();
      map.panInside(unit.at, {
        paddingTopLeft: [x / 5, y / 6],
        paddingBottomRight: [x / 5, y * SHEET],
        animate: false,
      });
    }

    map.on("moveend", () => {
      if (!moving) fitted = false;
    });
    new ResizeObserver(onResize).observe(container);
    // on paper no observer runs: the size that the page's style sheet gives the frame there
    window.addEventListener("beforeprint", () => {
      resize(PAPER_SIZE);
      repaint();
    });
    window.addEventListener("afterprint", () => resize(["", ""]));
    return { fit, open, goTo, bring, uncover };
  };
})();
