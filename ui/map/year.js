// The year that the words of the map's page tell of, for what marks it in a chart of all years
// (style.css): the chart stays as it is when the year is turned.
"use strict";

{
  let named = "";

  new MutationObserver(() => {
    const year = document.querySelector(".panel[data-year]")?.dataset.year || "";
    if (year === named) return;
    named = year;
    if (year) document.body.style.setProperty("--year", year);
    else document.body.style.removeProperty("--year");
  }).observe(document.body, { subtree: true, childList: true });
}
