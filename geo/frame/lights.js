/*
 * Units lit up from outside of the map, by an outline: those of a class that the reader points at
 * in the legend, of a row of a table, of a dot. And the other way round: the page around is told
 * which unit is pointed at on the map. Nothing of it asks the server.
 * Loaded after the atlas: it stands before the makers of the camera, the mouse and the keyboard.
 *
 * Atlas.light({codes, classes, named})   lights units up, none for empty lists; gives their codes.
 *   `classes`: indices as texts, or "none" for the unknown; `named`: {name, value} of a row.
 * Atlas.classOf(code)                    the class of a unit, as `classes` names it.
 * "atlas:unit" on the document around    the unit that is pointed at: {code, index}, or empty;
 *   after it on this one, for a legend that stands in the frame.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const { makeCamera, watchMouse, makeWalk } = Atlas;
  let sheet = () => null;
  let asked = {};
  let marks = [];

  function classOf({ path }) {
    return path.dataset.basis === "none" ? "none" : path.dataset.class;
  }

  const digits = (text) => text.replace(/\D/g, "");

  /** A row of a table gives the name of its unit; where two bear it, the figures tell. */
  function rowOf(units, { name, value }) {
    const said = ({ path }) => path.getAttribute("aria-label") || "";
    const own = units.filter((unit) => said(unit).startsWith(`${name}:`));
    if (own.length < 2) return own;
    return own.filter((unit) => digits(said(unit)).startsWith(digits(value)));
  }

  function lit() {
    const units = [...(sheet()?.byCode.values() || [])];
    const { codes = [], classes = [], named = null } = asked;
    const found = units.filter((unit) => codes.includes(unit.code) || classes.includes(classOf(unit)));
    return named ? [...found, ...rowOf(units, named)] : found;
  }

  function draw() {
    const units = lit();
    const d = units.map((unit) => unit.d).join("");
    for (const path of marks) Atlas.change(path, "d", d);
    return units.map((unit) => unit.code);
  }

  Atlas.light = function (wanted) {
    asked = wanted;
    return draw();
  };

  Atlas.classOf = function (code) {
    const unit = sheet()?.byCode.get(code);
    return unit ? classOf(unit) : "";
  };

  /** Tell the page around which unit is pointed at; one of another host is none of ours. */
  function tell(unit) {
    const detail = unit ? { code: unit.code, index: classOf(unit) } : {};
    for (const place of new Set([window.parent, window])) {
      try {
        place.document.dispatchEvent(new place.CustomEvent("atlas:unit", { detail }));
      } catch {
        // nobody to be told
      }
    }
  }

  function telling(deps, enter) {
    return {
      ...deps,
      [enter](unit, ...where) {
        deps[enter](unit, ...where);
        tell(unit);
      },
      leave() {
        deps.leave();
        tell(null);
      },
    };
  }

  Atlas.makeCamera = function (map, shown) {
    sheet = shown;
    return makeCamera(map, shown);
  };

  Atlas.watchMouse = function (svg, container, deps) {
    const holder = svg.querySelector(".atlas-marks");
    marks = ["casing", ""].map((part) => {
      const css = part ? `atlas-lit-${part}` : "atlas-lit";
      return Atlas.svg("path", { class: css }, holder);
    });
    // a view that is painted may have other units in the class, or another layer
    new MutationObserver(draw).observe(svg, { attributeFilter: ["data-view"] });
    watchMouse(svg, container, telling(deps, "enterUnit"));
  };

  Atlas.makeWalk = function (svg, deps) {
    return makeWalk(svg, telling(deps, "visit"));
  };
})();
