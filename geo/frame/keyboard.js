/*
 * Walking the units by keyboard: one of them is in the tab order, and arrow keys go to
 * the neighbour in that direction.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const ARROWS = {
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
  };
  // Half angles of the sector searched, in degrees, and whether only units that share an
  // edge count: a neighbour a little aside is nearer to the eye than a far unit ahead.
  const SEARCHES = [
    [45, true],
    [60, true],
    [45, false],
    [60, false],
    [89, true],
    [89, false],
  ];

  /** The unit next to `from` in the direction of an arrow key, or null at the edge. */
  Atlas.neighbour = function (sheet, from, key) {
    const [right, down] = ARROWS[key];
    const touching = Atlas.touching(sheet)[from.index];
    for (const [angle, mustTouch] of SEARCHES) {
      const least = Math.cos((angle * Math.PI) / 180);
      let best = null;
      for (const unit of sheet.units) {
        if (unit === from || (mustTouch && !touching.has(unit.index))) continue;
        const dx = unit.x - from.x;
        const dy = unit.y - from.y;
        const distance = Math.hypot(dx, dy);
        const ahead = (dx * right + dy * down) / distance;
        if (ahead >= least && (!best || distance < best.distance)) best = { unit, distance };
      }
      if (best) return best.unit;
    }
    return null;
  };

  /** The unit whose label point is nearest to a place on the globe. */
  Atlas.nearestUnit = function (sheet, at) {
    let best = null;
    for (const unit of sheet.units) {
      const distance = Math.hypot(unit.at.lat - at.lat, unit.at.lng - at.lng);
      if (!best || distance < best.distance) best = { unit, distance };
    }
    return best?.unit;
  };

  /**
   * Give the walk over a map. `deps` are: `sheet()` the sheet shown, `visit(unit)` and
   * `leave()` for the ring and the tip, `choose(code)`, `escape()`.
   */
  Atlas.makeWalk = function (svg, deps) {
    let stop = null;

    function unitOf(element) {
      const code = element?.dataset?.code;
      return code === undefined ? undefined : deps.sheet()?.byCode.get(code);
    }

    /** Make a unit the one that the tab key reaches. */
    function stopAt(unit) {
      if (stop) stop.path.setAttribute("tabindex", "-1");
      stop = unit;
      if (stop) stop.path.setAttribute("tabindex", "0");
    }

    function go(unit) {
      if (!unit) return;
      stopAt(unit);
      unit.path.focus({ preventScroll: true });
    }

    function target(key, unit) {
      const units = deps.sheet().units;
      if (key === "Home") return units[0];
      if (key === "End") return units[units.length - 1];
      return Atlas.neighbour(deps.sheet(), unit, key);
    }

    function act(key, unit) {
      if (key in ARROWS || key === "Home" || key === "End") go(target(key, unit));
      else if (key === "Enter" || key === " ") deps.choose(unit.code);
      else if (key === "Escape") deps.escape();
      else return false;
      return true;
    }

    svg.addEventListener("keydown", (event) => {
      const unit = unitOf(event.target);
      if (!unit || event.ctrlKey || event.altKey || event.metaKey) return;
      if (!act(event.key, unit)) return;
      // Leaflet would pan the map with the same keys.
      event.preventDefault();
      event.stopPropagation();
    });
    svg.addEventListener("focusin", (event) => {
      const unit = unitOf(event.target);
      if (!unit) return;
      stopAt(unit);
      if (event.target.matches(":focus-visible")) deps.visit(unit);
    });
    svg.addEventListener("focusout", (event) => {
      if (unitOf(event.target)) deps.leave();
    });

    return {
      stopAt,
      /** What a swap of sheets must remember: the place of the walk, and if it has focus. */
      place: () => stop && { at: stop.at, code: stop.code, focused: stop.path === document.activeElement },
      /** Take the walk up on a new sheet, at the same unit or the nearest to its place. */
      resume(sheet, before) {
        const unit =
          sheet.byCode.get(before?.code) ||
          Atlas.nearestUnit(sheet, before?.at || sheet.bounds.getCenter());
        stop = null;
        for (const each of sheet.units) each.path.setAttribute("tabindex", "-1");
        stopAt(unit);
        if (before?.focused && unit) unit.path.focus({ preventScroll: true });
      },
    };
  };
})();
