/*
 * What stands below the pictures of a comparison or a portrait: remarks, tables, lists.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;

  function writeTable(table, into) {
    const details = Atlas.make("details", "", into);
    Atlas.make("summary", table.title, details);
    const grid = Atlas.make("table", "", details, table.numeric ? "numbers" : "");
    const head = Atlas.make("tr", "", Atlas.make("thead", "", grid));
    for (const text of table.heads) Atlas.make("th", text, head).scope = "col";
    const body = Atlas.make("tbody", "", grid);
    for (const cells of table.rows) {
      const row = Atlas.make("tr", "", body);
      cells.forEach((text, index) => {
        const cell = Atlas.make(index ? "td" : "th", text, row);
        if (!index) cell.scope = "row";
      });
    }
  }

  /** Write the parts of a scene that has any; of other scenes nothing. */
  Atlas.showExhibit = function (into, own) {
    into.replaceChildren();
    for (const text of own.remarks || []) Atlas.make("p", text, into, "remark");
    for (const table of own.tables || []) writeTable(table, into);
    for (const section of own.sections || []) {
      const details = Atlas.make("details", "", into);
      Atlas.make("summary", section.title, details);
      for (const line of section.lines) Atlas.make("p", line, details);
    }
  };
})();
