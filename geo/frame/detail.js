/*
 * The detail of a light layer: a file of many units comes simplified to less than a pixel, and names
 * the file of the whole. Once the map is so near that the difference would be seen, that one is
 * loaded, and the units in sight are drawn by it; seen from afar they are drawn lightly again.
 * Loaded after the atlas: it stands before the makers of the camera and the mouse.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const { makeCamera, watchMouse } = Atlas;
  /** Pixels that a light outline may lie off. */
  const UNSEEN = 1.5;
  const DEGREE = (256 * 2 ** 12) / 360;
  /** Around what is in sight, in shares of it: so far a drag goes before the map moves. */
  const PAD = 0.5;
  const details = Atlas.makeStore((data) => data, 1);
  let map = null;
  let shown = () => null;
  let svg = null;

  function isNear(sheet) {
    const { scale } = Atlas.frameOf(sheet, map);
    return Boolean(sheet.detail) && sheet.detail.degrees * DEGREE * scale > UNSEEN;
  }

  function addressOf(sheet) {
    return sheet.address.replace(/[^/]+$/, sheet.detail.file);
  }

  /** What is in sight and around it, in the pixels of a sheet. */
  function sight(sheet) {
    const { scale, x, y } = Atlas.frameOf(sheet, map);
    const { min, max } = map.getPixelBounds().pad(PAD);
    const corner = map.getPixelOrigin();
    const inSheet = (point) => [(point.x - corner.x - x) / scale, (point.y - corner.y - y) / scale];
    return [...inSheet(min), ...inSheet(max)];
  }

  /** Draw a unit by another shape, and what is marked of it. */
  function redraw(unit, shape) {
    for (const mark of svg.querySelectorAll(".atlas-marks path")) {
      const d = mark.getAttribute("d");
      if (d) Atlas.change(mark, "d", d.replaceAll(unit.d, shape.d));
    }
    Object.assign(unit, shape);
    unit.path.setAttribute("d", shape.d);
  }

  function exchange(sheet, outlines) {
    for (const name of ["lines", "shade"]) {
      sheet[name].replaceWith(outlines[name]);
      sheet[name] = outlines[name];
    }
  }

  function drawNear(sheet, data) {
    const [left, top, right, bottom] = sight(sheet);
    if (!sheet.light) {
      sheet.light = { lines: sheet.lines, shade: sheet.shade };
      sheet.whole ||= Atlas.buildOutlines(data, sheet.origin);
      exchange(sheet, sheet.whole);
    }
    for (const unit of sheet.units) {
      const [west, north, east, south] = unit.box;
      if (unit.light || west > right || east < left || north > bottom || south < top) continue;
      const { rings, d, box } = unit;
      const raw = data.units[unit.index];
      redraw(unit, Atlas.shapeOf(raw.g, sheet.origin, data.grid));
      unit.light = { rings, d, box };
    }
  }

  function drawLight(sheet) {
    if (!sheet.light) return;
    exchange(sheet, sheet.light);
    sheet.light = null;
    for (const unit of sheet.units) {
      if (!unit.light) continue;
      redraw(unit, unit.light);
      unit.light = null;
    }
  }

  function refresh() {
    const sheet = shown();
    if (!sheet?.detail) return;
    if (!isNear(sheet)) {
      drawLight(sheet);
      return;
    }
    details.load(addressOf(sheet)).then(
      (data) => {
        // the map may have moved meanwhile
        if (shown() === sheet && isNear(sheet)) drawNear(sheet, data);
      },
      // the light outlines stay, and the next move of the map asks again
      (reason) => console.warn("atlas:", reason),
    );
  }

  Atlas.makeCamera = function (made, sheet) {
    [map, shown] = [made, sheet];
    map.on("moveend", refresh);
    return makeCamera(made, sheet);
  };

  Atlas.watchMouse = function (element, ...rest) {
    svg = element;
    // another layer may be shown without a move of the map
    new MutationObserver(refresh).observe(svg, { attributeFilter: ["data-view"] });
    watchMouse(svg, ...rest);
  };
})();
