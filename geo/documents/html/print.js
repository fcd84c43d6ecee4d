/*
 * All scenes on paper: each is shown once, and a copy of it is kept until the printing is over.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const URL = "url(#";
  const POINTING = ["fill", "stroke", "clip-path", "mask"];

  /** Let the parts of a copy's map be called otherwise than those of the other copies. */
  function rename(copy, prefix) {
    for (const each of copy.querySelectorAll("svg [id]")) each.id = prefix + each.id;
    for (const each of copy.querySelectorAll("svg *")) {
      for (const name of POINTING) {
        const value = each.getAttribute(name) || "";
        if (value.startsWith(URL)) each.setAttribute(name, URL + prefix + value.slice(URL.length));
      }
    }
  }

  function copied(scene, index, line) {
    const copy = scene.cloneNode(true);
    copy.classList.add("copy");
    rename(copy, `copy${index}-`);
    const head = document.createElement("p");
    head.className = "copy-head";
    head.textContent = line;
    copy.prepend(head);
    return copy;
  }

  /**
   * Print all scenes. `showing(index)` shows one and is fulfilled when it is drawn; `line(index)`
   * stands at the head of its page; `back()` shows what was shown before.
   */
  Atlas.printAll = async function (count, showing, line, back) {
    const scene = document.getElementById("scene");
    const paper = Atlas.make("div", "", document.body);
    paper.id = "paper";
    for (let index = 0; index < count; index += 1) {
      await showing(index);
      paper.append(copied(scene, index, line(index)));
    }
    document.body.classList.add("all");
    const done = () => {
      document.body.classList.remove("all");
      paper.remove();
      back();
    };
    window.addEventListener("afterprint", done, { once: true });
    window.print();
  };
})();
