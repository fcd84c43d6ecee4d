// On a telephone the pages and the controls of the map stand folded (style.css). What is done outside
// of a menu closes it, and Escape closes any fold and gives the focus back to its button.
"use strict";

{
  const close = (folds) => folds.forEach((each) => { each.open = false; });
  const open = (kind = "") => document.querySelectorAll(`details.fold${kind}[open]`);

  // on its way down: the ways to other pages end a press there (page.js)
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("details.fold")) close(open(".menu"));
  }, { capture: true });
  // who touches the map leaves the page for its frame
  window.addEventListener("blur", () => close(open()));
  document.addEventListener("keydown", (event) => {
    // a list or a panel that is open is closed first
    if (event.key !== "Escape" || document.querySelector("[role=listbox], [role=dialog]")) return;
    for (const fold of open()) {
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  });
}
