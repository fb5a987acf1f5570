// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// What a page can do beside being read: say what a dot of the map is, search, colour the map by
  /// other things than topics, and save the places of a card.
  ///
  /// The page is whole without it. It makes every control itself, so none stands there dead; it sets
  /// texts and never markup; it reads nothing but the page. The policy of the page lets it run by
  /// `scriptDigest`, which a test keeps true.
  static let script: HTML = #"""
    "use strict";
    (() => {
    const make = (tag, name = "", text = "") => {
      const element = document.createElement(tag);
      element.className = name;
      element.textContent = text;
      return element;
    };
    const count = (number) => number.toLocaleString("en-US");
    const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
    const block = document.getElementById("map-data");
    const map = block ? JSON.parse(block.textContent) : { x: [], topic: [] };
    const dots = [...map.x.keys()];
    const frame = document.querySelector(".map > svg");
    const drawing = document.querySelector(".map > svg > svg");

    // The places of a card, or of all dots of a topic, as lines of JSON.
    const save = (name, rows) => {
      const link = make("a");
      const lines = rows.map((row) => JSON.stringify(row) + "\n");
      link.href = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
      link.download = name + ".jsonl";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    };
    const rowOf = (i) => {
      const file = map.files[map.file[i]];
      return { file: file.name, [file.rows ? "row" : "line"]: map.at[i], index: map.index[i] };
    };
    const rowsOf = (card) => {
      if (card.dataset.topic) return dots.filter((i) => map.topic[i] == card.dataset.topic).map(rowOf);
      return [...card.querySelectorAll(".place")].map((element) => {
        const position = element.lastChild.textContent;
        const unit = position.startsWith("[") ? "row" : "line";
        return {
          file: element.dataset.file || element.firstChild.textContent,
          [unit]: Number(position.match(/\d+/)),
        };
      });
    };
    for (const card of document.querySelectorAll("[data-rows]")) {
      if (!rowsOf(card).length) continue;
      const button = make("button", "save", "Save places");
      button.type = "button";
      button.title = "File and line of each record, as JSONL";
      button.onclick = () => save(card.dataset.rows, rowsOf(card));
      (card.dataset.topic ? card.querySelector("details") || card : card).append(button);
    }

    // Dots as one path, as the page has them.
    const path = (name, chosen) => {
      const element = document.createElementNS(drawing.namespaceURI, "path");
      element.setAttribute("class", "dots " + name);
      element.setAttribute("d", chosen.map((i) => `M${map.x[i]} ${map.y[i]}h0`).join(""));
      return element;
    };
    const layer = (before) => {
      const element = document.createElementNS(drawing.namespaceURI, "g");
      drawing.insertBefore(element, before);
      return element;
    };

    // Search: words that all occur, in dots and in cards.
    let texts;
    let found;
    const search = (words) => {
      texts ??= dots.map((i) => `${map.text[i]} ${map.files[map.file[i]].name}`.toLowerCase());
      const holds = (text) => words.every((word) => text.includes(word));
      const isAsked = words.length > 0;
      const hits = [];
      for (const card of document.querySelectorAll(".card, .pair, .conflict, [data-topic]")) {
        const isHit = isAsked && holds(card.textContent.toLowerCase());
        card.classList.toggle("hit", isHit);
        card.classList.toggle("miss", isAsked && !isHit);
        if (isHit) hits.push(card);
      }
      const chosen = isAsked ? dots.filter((i) => holds(texts[i])) : [];
      if (found) {
        found.replaceChildren(path("edge", chosen), path("found", chosen));
        frame.classList.toggle("searched", isAsked);
      }
      return { hits, chosen, isAsked };
    };
    const bar = make("div", "search");
    const field = make("input");
    const told = make("output");
    field.type = "search";
    field.placeholder = "Search the texts of this page";
    field.setAttribute("aria-label", field.placeholder);
    let result;
    let next;
    field.oninput = () => {
      result = search(field.value.toLowerCase().split(/\s+/).filter(Boolean));
      next = 0;
      told.textContent = result.isAsked
        ? `${counted(result.chosen.length, "dot")}, ${counted(result.hits.length, "card")}` : "";
    };
    field.onkeydown = (event) => {
      if (event.key !== "Enter" || !result?.hits.length) return;
      const hit = result.hits[next++ % result.hits.length];
      for (let e = hit; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
      hit.scrollIntoView({ block: "center" });
    };
    bar.append(field, told);
    (document.querySelector("nav") || document.querySelector("header")).after(bar);
    const own = dots.filter((i) => map.topic[i] >= 0);
    if (!drawing || !own.length) return;

    // Colours: the topics as drawn, or classes of something else.
    const topics = drawing.querySelector("g");
    const coloured = layer(topics);
    found = layer(null);
    const ranked = (values, names, none) => {
      const sizes = new Map();
      for (const i of own) sizes.set(values[i], (sizes.get(values[i]) || 0) + 1);
      const order = [...sizes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a) || a - b);
      const shown = order.length > 7 ? order.slice(0, 6) : order;
      const classes = shown.map((value, rank) => [
        names[value] || none, "t" + [0, 6, 2, 4, 1, 7, 3][rank], (i) => values[i] === value]);
      if (shown.length < order.length)
        classes.push(["others", "t5", (i) => !shown.includes(values[i])]);
      return classes;
    };
    const stepped = (values, ends, noun) => ends.map((end, k) => {
      const start = k ? ends[k - 1] + 1 : 0;
      const range = end === Infinity ? `${count(start)} or more`
        : start === end ? count(end) : `${count(start)} to ${count(end)}`;
      return [`${range} ${noun}`, "r" + k, (i) => values[i] >= start && values[i] <= end];
    });
    const lengths = own.map((i) => map.length[i]).sort((a, b) => a - b);
    const fifths = [1, 2, 3, 4].map((k) => lengths[Math.floor(k * lengths.length / 5)]);
    const ways = {
      topic: null,
      source: map.sources.length > 1 && ranked(map.source, map.sources, "(none)"),
      language: map.languages.length > 1 && ranked(map.language, map.languages, "not told"),
      length: stepped(map.length, [...new Set([...fifths, Infinity])], "characters"),
      removed: own.some((i) => map.removed[i])
        && stepped(map.removed, [0, 1, 4, Infinity], "removed for it"),
    };
    const choice = make("select");
    for (const way in ways) if (ways[way] !== false) choice.append(new Option(way, way));
    const legend = make("span");
    choice.onchange = () => {
      const classes = ways[choice.value];
      topics.style.display = classes ? "none" : "";
      coloured.replaceChildren();
      legend.replaceChildren();
      for (const [name, tint, belongs] of classes || []) {
        const chosen = own.filter(belongs);
        if (!chosen.length) continue;
        coloured.append(path(tint, chosen));
        const key = make("span", "key", `${name} (${count(chosen.length)})`);
        key.prepend(make("i", "swatch " + tint));
        legend.append(key);
      }
    };
    const colour = make("label", "", "Colour by ");
    colour.append(choice);
    const tools = make("div", "tools");
    tools.append(colour, legend);
    frame.before(tools);

    // What a dot is, while the pointer is near.
    const tip = make("div", "tip");
    tip.hidden = true;
    frame.after(tip);
    const here = layer(null);
    const point = (event) => {
      const box = frame.getBoundingClientRect();
      const scale = box.width / 1000;
      const x = (event.clientX - box.left) / scale;
      const y = (event.clientY - box.top) / scale;
      let nearest = -1;
      let least = (14 / scale) ** 2;
      for (const i of dots) {
        const distance = (map.x[i] - x) ** 2 + (map.y[i] - y) ** 2;
        if (distance < least) [nearest, least] = [i, distance];
      }
      tip.hidden = nearest < 0;
      here.replaceChildren();
      if (tip.hidden) return;
      const i = nearest;
      here.append(path("edge", [i]), path("found", [i]));
      const file = map.files[map.file[i]];
      const topic = map.topic[i];
      const facts = [
        map.names[topic] || (topic < -1 ? `reference, gap ${-1 - topic}` : "reference"),
        map.sources.length > 1 && map.sources[map.source[i]], map.languages[map.language[i]],
        counted(map.length[i], "character"), map.removed[i] && `${map.removed[i]} removed for it`,
      ];
      const position = file.rows ? `[${map.at[i]}]` : `:${map.at[i]}`;
      tip.replaceChildren(
        make("code", "place", file.name + position), make("p", "", map.text[i]),
        make("small", "", facts.filter(Boolean).join(" · ")));
      tip.style.left = `${Math.max(0, Math.min(map.x[i] * scale, box.width - 320))}px`;
      tip.style.top = `${box.top - frame.parentElement.getBoundingClientRect().top + map.y[i] * scale + 14}px`;
    };
    frame.onpointermove = point;
    frame.onpointerdown = point;
    frame.onpointerleave = () => {
      tip.hidden = true;
      here.replaceChildren();
    };
    })();

    """#

  /// SHA-256 of the script, in base 64, as a Content-Security-Policy names it.
  static let scriptDigest: StaticString = "sha256-JR8jU2yDVrAfBULYgJMyKny1bHSRMO1kl5RSF28s3co="
}
