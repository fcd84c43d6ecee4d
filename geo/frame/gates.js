/*
 * Gates: symbols at their points, one shape per kind, with a name beside them.
 * They are no units: no code, no class, and a tab stop of their own.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const UNSIZED = 4.5;
  const LABEL_SIZE = 11;
  // Names of gates are half-bold, widths are measured of a face a little lighter.
  const BOLDER = 1.03;
  const DIRECTIONS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function polygon(corners, radius, turn) {
    const points = [];
    for (let i = 0; i < corners; i += 1) {
      const angle = ((i + turn) / corners) * 2 * Math.PI - Math.PI / 2;
      points.push(`${radius * Math.cos(angle)} ${radius * Math.sin(angle)}`);
    }
    return `M${points.join("L")}Z`;
  }

  function circle(r) {
    return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
  }

  // The radius of each shape is set so that all have the area of the circle.
  const SHAPES = {
    road: (r) => circle(r),
    rail: (r) => polygon(4, r * 1.25, 0.5),
    bilateral: (r) => polygon(4, r * 1.25, 0),
    route: (r) => polygon(6, r * 1.1, 0),
    secondary: (r) => polygon(3, r * 1.5, 0),
  };

  function shapeOf(kind) {
    if (/rail/.test(kind)) return SHAPES.rail;
    if (/^bi|^main/.test(kind)) return SHAPES.bilateral;
    if (/route|freight/.test(kind)) return SHAPES.route;
    if (/^second/.test(kind)) return SHAPES.secondary;
    return SHAPES.road;
  }

  function read([id, lat, lon, name, kind, radius, look, tip, commune]) {
    const at = lat === null ? null : L.latLng(lat, lon);
    return { id, at, commune, name, kind, radius: radius || UNSIZED, look, tip };
  }

  /**
   * Where gates stand: at their own point, or side by side in the middle of their commune.
   * One whose commune the sheet does not have stands nowhere.
   */
  function place(gates, map, sheet) {
    const inside = new Map();
    for (const gate of gates) {
      const at = gate.at || sheet.byCode.get(gate.commune)?.at;
      if (!at) continue;
      // the first one stands in the middle, each other one to the right of those before
      const before = gate.at ? undefined : inside.get(gate.commune);
      const aside = before === undefined ? 0 : before + gate.radius + UNSIZED;
      gate.point = map.latLngToLayerPoint(at).add([aside, 0]);
      if (!gate.at) inside.set(gate.commune, aside + gate.radius);
    }
    return gates.filter((gate) => gate.point);
  }

  function labelBox(gate, width, side) {
    const x = gate.point.x + side * (gate.radius + 4);
    const start = side > 0 ? x : x - width;
    const y = gate.point.y;
    const half = LABEL_SIZE * Atlas.letters * 0.6;
    return [start, y - half, start + width, y + half];
  }

  /** Draw a gate; its name stands where it meets nothing and is not cut by `edges`, left and right. */
  function draw(gate, group, taken, edges) {
    const { x, y } = gate.point;
    gate.element = Atlas.svg(
      "g",
      {
        class: `atlas-gate atlas-${gate.look === "filled" ? "filled" : "hollow"}`,
        transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
        role: "img",
        tabindex: "-1",
        "data-gate": gate.id,
        "aria-label": gate.tip ? `${gate.name}: ${gate.tip}` : gate.name,
      },
      group,
    );
    Atlas.svg("path", { d: circle(gate.radius + 4), class: "atlas-ring" }, gate.element);
    const d = shapeOf(gate.kind)(gate.radius);
    Atlas.svg("path", { d, class: "atlas-gate-casing" }, gate.element);
    Atlas.svg("path", { d }, gate.element);
    const size = LABEL_SIZE * Atlas.letters;
    const width = Atlas.textWidth(gate.name, size) * BOLDER + 2;
    for (const side of [1, -1]) {
      const box = labelBox(gate, width, side);
      if (box[0] < edges[0] || box[2] > edges[1] || Atlas.overlaps(box, taken)) continue;
      taken.push(box);
      const text = Atlas.svg(
        "text",
        {
          x: side > 0 ? box[0] : box[2], y: y + size * 0.36, "font-size": size,
          class: `atlas-gate-name${side > 0 ? "" : " atlas-before"}`,
        },
        group,
      );
      text.textContent = gate.name;
      break;
    }
  }

  /** What a map opens anew for: another scene that is near to a part of it, or the way back. */
  Atlas.opening = ({ home, near, presented }) => `${home} ${near ? presented : "whole"}`;

  /**
   * The bounds of what a map of gates is about: the gates that have a size, else the communes of
   * the zone; null where there is neither.
   */
  Atlas.nearBounds = function ({ gates, plain }, sheet) {
    const places = (gates || [])
      .filter(([, , , , , radius]) => radius)
      .map((row) => read(row))
      .map((gate) => gate.at || sheet.byCode.get(gate.commune)?.at)
      .filter(Boolean);
    if (places.length) return L.latLngBounds(places);
    const members = sheet.units.filter((_, at) => plain && plain[at] !== "1");
    const bounds = members.map((unit) => Atlas.boundsOf(sheet, unit));
    return bounds.length ? bounds.reduce((all, each) => all.extend(each)) : null;
  };

  /** Draw the gates of a message; returns them with the boxes they take. */
  Atlas.setGates = function (group, list, map, sheet) {
    const focused = document.activeElement?.dataset?.gate;
    const gates = place((list || []).map(read), map, sheet);
    const taken = gates.map(({ point, radius }) => [
      point.x - radius, point.y - radius, point.x + radius, point.y + radius,
    ]);
    group.replaceChildren();
    const left = map.containerPointToLayerPoint([0, 0]).x;
    const edges = [left, left + map.getSize().x];
    for (const gate of gates) draw(gate, group, taken, edges);
    const current = gates.find((gate) => gate.id === focused) || gates[0];
    current?.element.setAttribute("tabindex", "0");
    if (current && current.id === focused) current.element.focus({ preventScroll: true });
    return { gates, taken };
  };

  /** Arrow keys go from gate to gate; the tab stop goes along. */
  Atlas.walkGates = function (gates, element, key) {
    const step = DIRECTIONS[key];
    const at = gates.findIndex((gate) => gate.element === element);
    if (!step || at < 0) return null;
    const next = gates[(at + step + gates.length) % gates.length];
    element.setAttribute("tabindex", "-1");
    next.element.setAttribute("tabindex", "0");
    next.element.focus({ preventScroll: true });
    return next;
  };
})();
