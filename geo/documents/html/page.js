/*
 * A meeting in one file: scenes, their years, two languages; nothing is asked of a network.
 * All texts come as data and enter the page as text, never as markup.
 */
(function () {
  "use strict";

  const Atlas = window.Atlas;
  const meeting = JSON.parse(document.getElementById("meeting").textContent);
  const find = (id) => document.getElementById(id);
  const make = Atlas.make;
  const MAP = "map";
  const narrow = window.matchMedia("(max-width: 900px)");
  let lang = meeting.lang;
  let at = 0;
  let home = 0;
  let chosen = "";
  let map = null;

  // ---- small helpers

  function say(key) {
    return meeting.words[lang][key];
  }

  function scene() {
    return meeting.scenes[at];
  }

  function own() {
    return scene()[lang];
  }

  function frame() {
    return own().frames[player.index()];
  }

  // ---- the map

  function showFrame() {
    const current = frame();
    find("subtitle").textContent = current.subtitle;
    find("sentence").textContent = current.sentence;
    find("source").textContent = current.source;
    showLegend(current);
    showMessage(current.message);
    showFigures();
  }

  function showMessage(message) {
    const { inset } = scene();
    Atlas.askInset(inset && { part: inset, words: say("inset"), lang });
    Atlas.show({ ...message, selected: chosen, home, seq: at, presented: String(at) });
  }

  /** Without an app around the map, a choice made on it is answered here. */
  Atlas.report = function (_, code) {
    chosen = code;
    showMessage(frame().message);
  };

  function showLegend(current) {
    const legend = find("legend");
    legend.replaceChildren();
    const words = { ...meeting.words[lang], ...own() };
    Atlas.writeLegend(legend, words, current.message, current.legend, current.below);
  }

  // ---- the table behind the map, made when it is opened

  function showFigures() {
    const details = find("figures");
    find("figures-title").textContent = say("figures");
    const body = find("figures-body");
    body.replaceChildren();
    if (!details.open || scene().kind !== MAP) return;
    const message = frame().message;
    const sheet = Atlas.sheets.get(message.layer);
    if (!sheet) return;
    const speaker = Atlas.speaker(JSON.parse(find(message.words).textContent));
    for (const cell of Atlas.readCells(message, sheet, speaker)) {
      const row = make("tr", "", body);
      make("th", cell.name, row).scope = "row";
      make("td", cell.figure, row, cell.known ? "figure" : "");
      make("td", [cell.year, ...cell.notes].filter(Boolean).join(" · "), row);
    }
  }

  // ---- targets

  function showTargets() {
    const head = find("targets-head");
    head.replaceChildren();
    for (const text of own().columns) make("th", text, head).scope = "col";
    const body = find("targets-body");
    body.replaceChildren();
    for (const target of own().rows) {
      const row = make("tr", "", body);
      if (target.heading) {
        const heading = make("th", target.heading, row, "group");
        heading.colSpan = own().columns.length;
        heading.scope = "colgroup";
        heading.style.color = target.colour;
        continue;
      }
      if (target.cells) {
        // a table of units: the name heads its row, behind the rank
        for (const cell of target.cells) make("td", cell, row);
      } else {
        make("th", target.goal, row).scope = "row";
        make("td", target.latest, row);
        make("td", target.pace, row);
        if (target.word) {
          make("td", target.word, row, "status").style.color = target.colour;
        }
        // what several have in common stands beside all of them, once
        const why = make("td", target.reasons, row, target.span ? "reasons" : "reasons again");
        why.rowSpan = target.span || 1;
      }
      // on a telephone the heads stand in the cells
      [...row.children].slice(1).forEach((cell, index) => {
        cell.dataset.head = own().columns[index + 1];
      });
    }
    find("subtitle").textContent = own().subtitle || "";
    find("sentence").textContent = own().sentence;
    find("source").textContent = own().source;
    const charts = find("charts");
    charts.replaceChildren();
    charts.classList.toggle("several", own().charts.length > 1);
    for (const chart of own().charts) {
      showChart(narrow.matches && chart.narrow ? chart.narrow : chart, charts);
    }
    Atlas.showExhibit(find("exhibit"), own());
  }

  /** The chart of a target; pointing at a break tells its reason, as does the line below. */
  function showChart(chart, charts) {
    const figure = make("figure", "", charts);
    if (chart.goal) make("figcaption", chart.goal, figure);
    const years = make("div", "", figure, "years");
    const image = make("img", "", years);
    image.alt = chart.label;
    image.src = chart.image;
    const letters = make("span", "", years, "letters");
    letters.setAttribute("aria-hidden", "true");
    letters.style.setProperty("--size", chart.size);
    letters.style.color = chart.colour;
    for (const [text, left, bottom, anchor, bold, colour, wide] of chart.words) {
      const word = make(bold ? "b" : "span", text, letters, anchor);
      Object.assign(word.style, { left: `${left}%`, bottom: `${bottom}%`, color: colour });
      if (wide) word.style.width = `${wide}%`;
    }
    for (const each of chart.breaks) {
      const mark = make("span", "", years, "break");
      mark.title = each.text;
      mark.style.left = `${100 * each.at}%`;
    }
    if (chart.said) make("p", chart.said, figure, "breaks");
  }

  // ---- scenes

  function go(index) {
    const moved = index !== at;
    at = Math.max(0, Math.min(index, meeting.scenes.length - 1));
    if (moved) chosen = scene().unit || "";
    show(moved ? scene().opens : undefined);
    if (moved) {
      find("scene").focus({ preventScroll: true });
      find("scene").scrollIntoView({ block: "start" });
    }
    window.history.replaceState(null, "", `#${at + 1}`);
  }

  function show(year) {
    const onMap = scene().kind === MAP;
    document.documentElement.lang = lang;
    document.title = meeting[lang].title || own().title;
    find("scene-title").textContent = own().title;
    find("stage").hidden = !onMap;
    find("targets").hidden = onMap;
    find("figures").hidden = !onMap;
    find("note").hidden = !own().note;
    find("note-title").textContent = say("note");
    find("note-text").textContent = own().note;
    listSources();
    listScenes();
    room.tell();
    if (onMap) showMap(year);
    else {
      player.stop();
      find("player").hidden = true;
      showTargets();
    }
  }

  function showMap(year) {
    if (!map) map = Atlas.createMap("map_div");
    home += year === undefined ? 0 : 1;
    const index = year === undefined ? player.index() : year;
    player.set(own().years, index, meeting.words[lang]);
  }

  function listSources() {
    find("sources-title").textContent = say("sources");
    const list = find("sources-list");
    list.replaceChildren();
    for (const line of own().sources) make("li", line, list);
  }

  function listScenes() {
    find("title").textContent = meeting[lang].title;
    find("made").textContent = meeting[lang].made;
    find("present").textContent = say("present");
    find("print").textContent = say("print");
    find("print-all").textContent = say("print_all");
    find("place").textContent = `${at + 1} / ${meeting.scenes.length}`;
    find("nav").setAttribute("aria-label", say("scenes"));
    const list = find("scenes");
    list.replaceChildren();
    meeting.scenes.forEach((each, index) => {
      const button = make("button", each[lang].title, make("li", "", list));
      button.type = "button";
      if (index === at) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => go(index));
    });
    tellTurns();
    for (const button of find("langs").children) {
      button.setAttribute("aria-pressed", String(button.value === lang));
    }
  }

  function choose(wanted) {
    lang = wanted;
    show();
  }

  function makeLanguages() {
    for (const each of meeting.langs) {
      const button = make("button", meeting.words[each].language, find("langs"));
      button.type = "button";
      button.value = each;
      button.lang = each;
      button.addEventListener("click", () => choose(each));
    }
  }

  // ---- keyboard, full screen, print

  const KEYS = {
    PageDown: () => go(at + 1),
    PageUp: () => go(at - 1),
    ArrowRight: () => go(at + 1),
    ArrowLeft: () => go(at - 1),
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    Home: () => go(0),
    End: () => go(meeting.scenes.length - 1),
    Escape: leave,
    b: () => room.darken(),
    ".": () => room.darken(),
    f: () => room.fill(),
    p: () => room.openSecond(),
  };
  /** What has a use for Space itself. */
  const PRESSED = "input, summary, button, a";
  const LINE = 40;
  /** Who reads the file, and does not present it, scrolls with these. */
  const SCROLLS = { ArrowDown: LINE, ArrowUp: -LINE };

  function turn(key, target) {
    if (key === " ") return play(target);
    const presenting = document.body.classList.contains("presenting");
    if (!(key in KEYS) || (key === "Escape" && !presenting)) return false;
    if (key in SCROLLS && !presenting) window.scrollBy(0, SCROLLS[key]);
    else KEYS[key]();
    return true;
  }

  function play(target) {
    if (target.closest?.(PRESSED) || find("player").hidden) return false;
    player.toggle();
    return true;
  }

  /** What the presenter's window shows of the scene. */
  function told() {
    const next = meeting.scenes[at + 1];
    return {
      second: say("second"),
      since: say("since"),
      place: `${at + 1} / ${meeting.scenes.length}`,
      title: own().title,
      noteHead: say("note"),
      note: own().note || say("no_note"),
      nextHead: say("next_scene"),
      next: next ? `${at + 2}. ${next[lang].title}` : say("end"),
    };
  }

  function present() {
    document.body.classList.add("presenting");
    document.documentElement.requestFullscreen?.().catch(() => {});
  }

  function leave() {
    document.body.classList.remove("presenting");
    if (document.fullscreenElement) document.exitFullscreen();
  }

  /** On paper the map has a size of its own, and the whole layer is on it. */
  function fitForPaper(printing) {
    document.body.classList.toggle("printing", printing);
    if (!map || scene().kind !== MAP) return;
    map.invalidateSize({ pan: false, animate: false });
    home += 1;
    showMessage(frame().message);
  }

  /** Show a scene as it is printed, and wait until its map is drawn. */
  async function showForPaper(index) {
    at = index;
    chosen = scene().unit || "";
    show(scene().opens);
    fitForPaper(true);
    if (scene().kind !== MAP) return;
    const drawn = () => Atlas.state?.view === frame().message.view;
    while (!drawn()) await new Promise(requestAnimationFrame);
  }

  function printAll() {
    const [index, year, unit] = [at, player.index(), chosen];
    const line = (place) =>
      [meeting[lang].title, `${place + 1} / ${meeting.scenes.length}`, meeting[lang].made]
        .filter(Boolean)
        .join(" · ");
    const back = () => {
      at = index;
      show(scene().kind === MAP ? year : undefined);
      chosen = unit;
      fitForPaper(false);
    };
    return Atlas.printAll(meeting.scenes.length, showForPaper, line, back);
  }

  const player = Atlas.makePlayer(find("player"), showFrame);
  const tellTurns = Atlas.makeTurns({
    at: () => at,
    titles: () => meeting.scenes.map((each) => each[lang].title),
    say,
    go,
    leave,
  });
  makeLanguages();
  find("present").addEventListener("click", present);
  find("print").addEventListener("click", () => window.print());
  find("figures").addEventListener("toggle", showFigures);
  const room = Atlas.makeRoom(told, turn);
  Atlas.takeKeys(turn);
  document.addEventListener("fullscreenchange", () => {
    document.body.classList.toggle("presenting", Boolean(document.fullscreenElement));
  });
  find("print-all").addEventListener("click", printAll);
  const fit = (printing) => {
    if (!document.body.classList.contains("all")) fitForPaper(printing);
  };
  window.addEventListener("beforeprint", () => fit(true));
  window.addEventListener("afterprint", () => fit(false));
  narrow.addEventListener("change", () => {
    if (scene().kind !== MAP) showTargets();
  });
  window.addEventListener("hashchange", () => {
    const wanted = parseInt(window.location.hash.slice(1), 10) - 1;
    if (wanted >= 0 && wanted !== at) go(wanted);
  });
  const first = parseInt(window.location.hash.slice(1), 10) - 1;
  at = first >= 0 && first < meeting.scenes.length ? first : 0;
  chosen = scene().unit || "";
  show(scene().opens);
})();
