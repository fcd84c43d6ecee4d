// What the reader points at in the legend, in a chart or in the table lights up on the map, and the
// other way round: the frame is on this host and is asked directly, without a run of the page.
"use strict";

{
  const PLACES = "[data-code], [data-class]";
  const LEGENDS = "table.legend, table.pair-legend";
  const GRID = '[data-testid="stDataFrame"] canvas';
  let over = null;
  let focused = null;
  let pressed = null;
  let row = null;

  function atlasOf(one) {
    try {
      return one.Atlas?.light ? one.Atlas : null;
    } catch {
      // a frame of another host is none of ours
      return null;
    }
  }

  const allMaps = () => Array.from(window.frames).map(atlasOf).filter(Boolean);

  /** The maps that a class of a legend is one of: those nearest to it. */
  function mapsOf(place) {
    for (let around = place; around; around = around.parentElement) {
      const found = [...around.querySelectorAll("iframe")].map((each) => atlasOf(each.contentWindow));
      if (found.length) return found.filter(Boolean);
    }
    return [];
  }

  const light = (maps, wanted) => new Set(maps.flatMap((each) => each.light(wanted)));

  function mark(isLit) {
    for (const each of document.querySelectorAll(PLACES)) each.classList.toggle("lit", isLit(each));
  }

  const legends = () => [...document.querySelectorAll(LEGENDS)];

  const inLegend = (place) => [legends().indexOf(place.closest(LEGENDS)), place.dataset.class];

  /** What is pressed: a run of the page may have written its legend anew. */
  function pressedPlace() {
    if (!pressed) return null;
    const [at, index] = pressed;
    return legends()[at]?.querySelector(`[data-class="${index}"]`) || null;
  }

  /** Light up what is asked for; a class is asked of its own maps, the others show its units. */
  function lit(place) {
    if (!place) return light(allMaps(), { named: row });
    const { code, class: index } = place.dataset;
    if (code) return light(allMaps(), { codes: [code] });
    const own = mapsOf(place);
    const codes = light(own, { classes: [index] });
    light(allMaps().filter((each) => !own.includes(each)), { codes: [...codes] });
    return codes;
  }

  function show() {
    const place = over || focused || pressedPlace();
    const codes = lit(place);
    mark((each) => each === place || codes.has(each.dataset.code));
  }

  const placeOf = (event) => event.target.closest?.(PLACES) || null;

  document.addEventListener("mouseover", (event) => {
    const place = placeOf(event);
    if (place === over) return;
    over = place;
    show();
  });

  // a focus brings its place into view, and what then lies under the mouse is not pointed at
  document.addEventListener("focusin", (event) => {
    focused = placeOf(event);
    show();
  });

  // a class that is pressed stays lit until it, or another, is pressed
  function press(place) {
    const asked = inLegend(place);
    pressed = String(asked) === String(pressed) ? null : asked;
    tellPressed();
    show();
  }

  function tellPressed() {
    const place = pressedPlace();
    for (const each of document.querySelectorAll("button.light")) {
      const said = String(each.closest("[data-class]") === place);
      if (each.getAttribute("aria-pressed") !== said) each.setAttribute("aria-pressed", said);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.light");
    if (button) press(button.closest("[data-class]"));
  });

  // each legend names the class that its own map has the unit in
  const holds = (place, code) => mapsOf(place).some((each) => each.classOf(code) === place.dataset.class);

  document.addEventListener("atlas:unit", ({ detail: { code } }) => {
    if (!code) show();
    else mark((each) => (each.dataset.code || (holds(each, code) && code)) === code);
  });

  // the table is a picture; what it says for assistive technology names the row that is chosen
  function chosenRow() {
    const cell = document.querySelector(`${GRID} [role="gridcell"][aria-selected="true"]`);
    const [name, value] = [...(cell?.parentElement.querySelectorAll("td") || [])];
    return name ? { name: name.textContent.trim(), value: value.textContent.trim() } : null;
  }

  let soon = 0;
  new MutationObserver(() => {
    cancelAnimationFrame(soon);
    soon = requestAnimationFrame(() => {
      const now = chosenRow();
      if (over && !over.isConnected) over = null;
      if (focused && !focused.isConnected) focused = null;
      tellPressed();
      if (JSON.stringify(now) === JSON.stringify(row)) return;
      row = now;
      show();
    });
  }).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["aria-selected"],
  });
}
