/*
 * Sheets: a boundary layer as SVG elements, drawn once and kept.
 *
 * Path data is written in pixels of one base zoom, from the layer's own corner, and the
 * group around it is scaled and moved to the map's zoom. So zooming and changing layers
 * touch one attribute instead of thousands of points, and edges are not rounded to whole
 * pixels as Leaflet's own polygons are.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const BASE_ZOOM = 12;
  const OUTLINE_POINTS = 40;
  const PATIENCE_MS = 20000;

  Atlas.svg = function (name, attributes, parent) {
    const element = document.createElementNS(NAMESPACE, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (parent) parent.append(element);
    return element;
  };

  /** Set an attribute where it differs: setting the same value again repaints the element. */
  Atlas.change = function (element, name, value) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  };

  /**
   * A store of loaded files by address: what `build` makes of each, the `kept` last used
   * ones. A failed load is forgotten, so asking again tries again.
   */
  Atlas.makeStore = function (build, kept) {
    const ready = new Map();
    const coming = new Map();

    function keep(address, value) {
      ready.delete(address);
      ready.set(address, value);
      for (const oldest of ready.keys()) {
        if (ready.size <= kept) break;
        ready.delete(oldest);
      }
      return value;
    }

    async function fetchAndBuild(address) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return keep(address, build(await answer.json(), address));
    }

    return {
      addresses: () => [...ready.keys()],
      get(address) {
        return ready.has(address) ? keep(address, ready.get(address)) : undefined;
      },
      load(address) {
        if (ready.has(address)) return Promise.resolve(this.get(address));
        if (!coming.has(address)) {
          const load = fetchAndBuild(address).finally(() => coming.delete(address));
          coming.set(address, load);
        }
        return coming.get(address);
      },
    };
  };

  /** Pixels at the base zoom. */
  function project(lat, lon) {
    return L.CRS.EPSG3857.latLngToPoint(L.latLng(lat, lon), BASE_ZOOM);
  }

  function linesOf(geometry) {
    if (!geometry) return [];
    if (geometry.type === "LineString") return [geometry.coordinates];
    if (geometry.type === "Polygon" || geometry.type === "MultiLineString") {
      return geometry.coordinates;
    }
    if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
    return (geometry.geometries || []).flatMap(linesOf);
  }

  /** The points of a line of a light layer: whole steps of its grid, each from the one before. */
  function fromGrid({ west, south, step }, line) {
    const points = [];
    let [x, y] = [0, 0];
    for (let at = 0; at < line.length; at += 2) {
      x += line[at];
      y += line[at + 1];
      points.push([west + x * step, south + y * step]);
    }
    return points;
  }

  /** Lines as arrays of points in base pixels from `origin`; `grid` is that of a light layer. */
  function place(geometry, origin, grid) {
    const lines = grid ? (geometry || []).map((line) => fromGrid(grid, line)) : linesOf(geometry);
    return lines.map((line) =>
      line.map(([lon, lat]) => {
        const point = project(lat, lon);
        return [point.x - origin.x, point.y - origin.y];
      }),
    );
  }

  function pathData(lines, closed) {
    return lines
      .map((line) => "M" + line.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1)).join("L"))
      .map((part) => (closed ? part + "Z" : part))
      .join("");
  }

  /**
   * Draw lines as many short paths. A browser paints in tiles and works out the whole stroke of
   * each path that touches a tile, so one long outline would be stroked once for every tile.
   */
  function drawOutline(name, lines, parent) {
    const group = Atlas.svg("g", { class: `atlas-${name}` }, parent);
    for (const line of lines) {
      for (let at = 0; at < line.length - 1; at += OUTLINE_POINTS) {
        const piece = line.slice(at, at + OUTLINE_POINTS + 1);
        Atlas.svg("path", { d: pathData([piece]) }, group);
      }
    }
  }

  /** How a unit is drawn: its rings, their path data and the box around them. */
  Atlas.shapeOf = function (geometry, origin, grid) {
    const rings = place(geometry, origin, grid);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of rings.flat()) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return { rings, d: pathData(rings, true), box };
  };

  function buildUnit(raw, index, origin, group, grid) {
    const shape = Atlas.shapeOf(raw.g, origin, grid);
    const [lat, lon] = raw.at;
    const centre = project(lat, lon);
    return {
      ...shape,
      index,
      code: raw.code,
      names: { vi: raw.name_vi, en: raw.name_en },
      lies: { vi: raw.lies_vi, en: raw.lies_en },
      label: raw.label,
      at: L.latLng(lat, lon),
      x: centre.x - origin.x,
      y: centre.y - origin.y,
      room: Math.abs(project(lat + raw.room, lon).y - centre.y),
      path: Atlas.svg(
        "path",
        { class: "atlas-unit", role: "img", tabindex: "-1", "data-code": raw.code, d: shape.d },
        group,
      ),
    };
  }

  /** What lies around: lines by their kind, and names with the places that they may stand in. */
  function buildAround(raw, origin, grid) {
    const group = Atlas.svg("g", { class: "atlas-around", "aria-hidden": "true" });
    for (const kind of ["coast", "province", "country"]) {
      drawOutline(`around-${kind}`, place(raw?.lines[kind], origin, grid), group);
    }
    const names = (raw?.names || []).map((each) => {
      const [lat, lon] = each.at;
      const centre = project(lat, lon);
      return {
        kind: each.kind,
        words: { vi: each.name_vi, en: each.name_en },
        x: centre.x - origin.x,
        y: centre.y - origin.y,
        room: Math.abs(project(lat + each.room, lon).y - centre.y),
      };
    });
    return { group, names };
  }

  /** The lines of a boundary file that are drawn over its units, and those under them. */
  Atlas.buildOutlines = function (data, origin) {
    const lines = Atlas.svg("g", { class: "atlas-lines", "aria-hidden": "true" });
    const shade = Atlas.svg("g", { class: "atlas-shade", "aria-hidden": "true" });
    const outlines = data.outlines || {};
    const province = place(outlines.province, origin, data.grid);
    drawOutline("rim", province, shade);
    drawOutline("district", place(outlines.district, origin, data.grid), lines);
    drawOutline("province", province, lines);
    const own = place(data.around?.lines.own_country, origin, data.grid);
    drawOutline("own-country-casing", own, lines);
    drawOutline("own-country", own, lines);
    return { lines, shade };
  };

  /** Turn a boundary file into a sheet: its units with their paths, and its outlines. */
  Atlas.buildSheet = function (data, address) {
    const [west, south, east, north] = data.bbox;
    const origin = project(north, west);
    const group = Atlas.svg("g", { class: "atlas-units" });
    const units = data.units.map((raw, index) => buildUnit(raw, index, origin, group, data.grid));
    return {
      address,
      bounds: L.latLngBounds([south, west], [north, east]),
      origin,
      units,
      byCode: new Map(units.map((unit) => [unit.code, unit])),
      group,
      ...Atlas.buildOutlines(data, origin),
      around: buildAround(data.around, origin, data.grid),
      detail: data.detail,
    };
  };

  /** Scale of a sheet's pixels on the map and the shift of its corner, in layer points. */
  Atlas.frameOf = function (sheet, map) {
    const scale = map.getZoomScale(map.getZoom(), BASE_ZOOM);
    const corner = sheet.origin.multiplyBy(scale).subtract(map.getPixelOrigin());
    return { scale, x: corner.x, y: corner.y };
  };

  /** The bounds of a unit on the globe. */
  Atlas.boundsOf = function (sheet, unit) {
    const corner = (x, y) =>
      L.CRS.EPSG3857.pointToLatLng(L.point(x, y).add(sheet.origin), BASE_ZOOM);
    const [left, top, right, bottom] = unit.box;
    return L.latLngBounds(corner(left, bottom), corner(right, top));
  };

  /** Indices of the units that share an edge, one set per unit; found once per sheet. */
  Atlas.touching = function (sheet) {
    if (sheet.touching) return sheet.touching;
    const owners = new Map();
    sheet.touching = sheet.units.map(() => new Set());
    for (const unit of sheet.units) {
      for (const ring of (unit.light || unit).rings) {
        for (let i = 1; i < ring.length; i += 1) {
          // The edge of a neighbour runs the other way round.
          const ends = [ring[i - 1].join(), ring[i].join()].sort().join();
          const other = owners.get(ends);
          if (other === undefined) {
            owners.set(ends, unit.index);
          } else if (other !== unit.index) {
            sheet.touching[other].add(unit.index);
            sheet.touching[unit.index].add(other);
          }
        }
      }
    }
    return sheet.touching;
  };

  /** Whether a point in base pixels lies in a unit (even-odd over all its rings). */
  Atlas.contains = function (unit, x, y) {
    let inside = false;
    for (const ring of unit.rings) {
      let a = ring[0];
      for (const b of ring) {
        if (a[1] > y !== b[1] > y) {
          if (x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
        }
        a = b;
      }
    }
    return inside;
  };
})();
