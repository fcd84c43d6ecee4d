// What the reader points at in the legend, in a chart or in the table lights up on the map, and the
// other way round: the frame is on this host and is asked directly, without a run of the page.
"use strict";

{
  const PLACES = "[data-code], tr[data-class]";
  const GRID = '[data-testid="stDataFrame"] canvas';
  let over = null;
  let focused = null;
  let pressed = null;
  let row = null;

  function light(wanted) {
    const codes = new Set();
    for (let at = 0; at < window.frames.length; at += 1) {
      try {
        for (const code of window.frames[at].Atlas?.light?.(wanted) || []) codes.add(code);
      } catch {
        // a frame of another host is none of ours
      }
    }
    return codes;
  }

  function mark(isLit) {
    for (const each of document.querySelectorAll(PLACES)) each.classList.toggle("lit", isLit(each));
  }

  function wanted() {
    const { code, class: index } = (over || focused || pressed)?.dataset || {};
    if (code) return { codes: [code] };
    return index === undefined ? { named: row } : { classes: [index] };
  }

  function show() {
    const asked = wanted();
    const codes = light(asked);
    mark(({ dataset }) => codes.has(dataset.code) || asked.classes?.includes(dataset.class));
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
    pressed = pressed?.dataset.class === place.dataset.class ? null : place;
    tellPressed();
    show();
  }

  function tellPressed() {
    for (const each of document.querySelectorAll("button.light")) {
      const index = each.closest("tr").dataset.class;
      const said = String(index === pressed?.dataset.class);
      if (each.getAttribute("aria-pressed") !== said) each.setAttribute("aria-pressed", said);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.light");
    if (button) press(button.closest("tr"));
  });

  document.addEventListener("atlas:unit", ({ detail: { code, index } }) => {
    if (!code) show();
    else mark(({ dataset }) => dataset.code === code || dataset.class === index);
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
