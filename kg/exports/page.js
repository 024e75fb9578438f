"use strict";
// The graph page: draws what Python laid out, searches, filters, and opens the evidence. Text only ever enters by textContent.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const words = data.words;
  const options = JSON.parse($("options").textContent);
  // `about` is what we know, the rest what vis-network draws; vis gives meanings of its own to "value", "title" and others.
  const things = data.nodes.map((node) => ({ id: node.id, color: node.color, size: node.size, ...node.about }));
  const facts = data.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, ...edge.about }));
  // Facts that lead to no other entity (a revenue, a date) are not drawn, but listed with their entity.
  for (const thing of things) facts.push(...thing.values.map((value, number) => ({ id: thing.id + " " + number, from: thing.id, to: null, ...value })));
  const drawn = facts.filter((fact) => fact.to !== null);
  const crowded = data.edges.length > 250;
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  const factById = new Map(facts.map((fact) => [fact.id, fact]));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const name = (id) => (byId.get(id) || { name: id }).name;
  const marks = (edge) => [edge.status].concat(edge.disputed ? ["disputed"] : [], edge.ended ? ["ended"] : []);
  const worded = (edge) => marks(edge).map((mark) => words[mark] || mark).join(", ");

  // How an edge is drawn says how sure it is; the same words stand in the legend.
  const strokes = () => ({
    asserted: { color: colour("edge") },
    corroborated: { color: colour("sure") },
    reported: { color: colour("accent") },
    rumoured: { color: colour("amber"), dashes: [9, 6] },
    planned: { color: colour("violet"), dashes: [2, 5] },
    denied: { color: colour("red"), dashes: [9, 6] },
    disputed: { color: colour("red") },
  });
  const drawnNode = (node) => ({
    ...node,
    color: { background: node.color, border: colour("panel"), highlight: { background: node.color, border: colour("accent") }, hover: { background: node.color, border: colour("accent") } },
    font: { color: colour("ink"), strokeWidth: 3, strokeColor: colour("paper") },
    title: nodeTip(byId.get(node.id)),
  });
  const drawnEdge = (shape, kinds) => {
    const edge = factById.get(shape.id);
    const stroke = kinds[edge.style] || kinds.asserted;
    const dashes = (kinds[edge.status] || kinds.asserted).dashes || false;
    return {
      ...shape,
      width: widthOf(shape.id),
      dashes: stroke.dashes || dashes,
      color: { color: stroke.color, highlight: stroke.color, hover: stroke.color, opacity: edge.ended ? 0.5 : crowded ? 0.6 : 1 },
      font: { color: edge.ended ? colour("soft") : colour("ink"), strokeColor: colour("paper") },
      title: edgeTip(edge),
    };
  };
  const widthOf = (id) => factById.get(id).width || options.edges.width;
  const nodeTip = (node) => {
    const tip = make("div");
    tip.append(make("strong", node.name), make("p", words[node.type] || node.type));
    if (node.aliases.length) tip.append(make("p", words.aliases + " " + node.aliases.join(", ")));
    if (node.claims !== null) tip.append(make("p", words.claims + " " + node.claims));
    return tip;
  };
  const sentence = (edge) => edge.to === null
    ? [name(edge.from), edge.relation_label + words.colon, edge.value || edge.since || edge.date || ""].join(" ")
    : [name(edge.from), edge.relation_label, name(edge.to)].join(" ") + (edge.value ? " (" + edge.value + ")" : "");
  const edgeTip = (edge) => {
    const tip = make("div");
    tip.append(make("strong", sentence(edge)), make("p", worded(edge)));
    if (edge.evidence) tip.append(make("p", "« " + edge.evidence + " »"));
    if (edge.source) tip.append(make("p", edge.source));
    if (edge.attributed_to) tip.append(make("p", words.according + " " + edge.attributed_to));
    return tip;
  };

  const nodes = new vis.DataSet(data.nodes.map(drawnNode));
  const kinds = strokes();
  const edges = new vis.DataSet(data.edges.map((edge) => drawnEdge(edge, kinds)));
  const network = new vis.Network($("graph"), { nodes, edges }, options);

  // As on a map: type keeps its size on the screen, and a label is shown only where no more important one stands.
  const wide = (text, size) => Math.max(...text.split("\n").map((line) => line.length)) * size * 0.52;
  const high = (text, size) => text.split("\n").length * size * 1.15;
  const relabel = () => {
    const scale = network.getScale();
    const zoom = Math.min(scale, 1);
    const places = network.getPositions(data.nodes.map((node) => node.id)); // without ids the hidden ones are left out
    const chosen = new Set(network.getSelectedNodes());
    const chosenEdges = new Set(network.getSelectedEdges());
    const dots = [];
    const taken = [];
    const meets = (box) => (other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1];
    const free = (x, y, width, height, overDots) => {
      const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
      if (taken.some(meets(box)) || (!overDots && dots.some(meets(box)))) return false;
      taken.push(box);
      return true;
    };
    const order = [...data.nodes].sort((a, b) => chosen.has(b.id) - chosen.has(a.id) || b.size - a.size || (a.id < b.id ? -1 : 1));
    for (const node of order) {
      const radius = Math.max(node.size, 5 / zoom);
      dots.push([places[node.id].x - radius, places[node.id].y - radius, places[node.id].x + radius, places[node.id].y + radius]);
    }
    nodes.update(order.map((node, rank) => { // only the names of the largest may cover dots
      const size = Math.max(node.size, 5 / zoom);
      const font = 14 / zoom;
      const height = high(node.label, font);
      const seen = !nodes.get(node.id).hidden && free(places[node.id].x, places[node.id].y + size + 4 + height / 2, wide(node.label, font), height, rank < 12);
      return { id: node.id, size, label: seen ? node.label : " ", font: { ...nodes.get(node.id).font, size: font, strokeWidth: 4 / zoom } };
    }));
    const thick = zoom < 0.6 ? 0.6 / zoom : 1;
    edges.update([...data.edges].sort((a, b) => chosenEdges.has(b.id) - chosenEdges.has(a.id) || a.id - b.id).map((edge) => {
      const font = 11 / zoom;
      const hidden = edges.get(edge.id).hidden || nodes.get(edge.from).hidden || nodes.get(edge.to).hidden;
      const line = network.body.edges[edge.id].edgeType; // knows where a curve bends, once it has been drawn
      const middle = !hidden && line.fromPoint ? line.getPoint(0.5)
        : { x: (places[edge.from].x + places[edge.to].x) / 2, y: (places[edge.from].y + places[edge.to].y) / 2 };
      const length = Math.hypot(places[edge.from].x - places[edge.to].x, places[edge.from].y - places[edge.to].y);
      const width = wide(edge.label, font);
      const seen = !hidden && (edge.from === edge.to || length > 0.8 * width) && free(middle.x, middle.y, width, high(edge.label, font));
      return { id: edge.id, label: seen ? edge.label : " ", font: { ...edges.get(edge.id).font, size: font, strokeWidth: 4 / zoom }, width: thick * widthOf(edge.id) };
    }));
  };
  let waiting = 0;
  const soon = (delay) => { clearTimeout(waiting); waiting = setTimeout(relabel, delay); };
  const showAll = (animation) => {
    network.fit({ animation: false });
    network.moveTo({ scale: Math.min(network.getScale() * 0.92, 1.3), animation });
  };
  network.once("afterDrawing", () => { showAll(false); soon(0); });
  network.on("zoom", () => soon(120));
  network.on("dragEnd", () => soon(0));
  network.on("animationFinished", () => soon(0));
  network.on("resize", () => soon(120));
  dark.addEventListener("change", () => {
    const fresh = strokes();
    nodes.update(data.nodes.map(drawnNode));
    edges.update(data.edges.map((edge) => drawnEdge(edge, fresh)));
    soon(0);
  });

  // The panel.
  const panel = $("panel");
  const chips = (edge) => {
    const line = make("p");
    for (const mark of marks(edge)) line.append(make("span", words[mark] || mark, "chip " + mark));
    return line;
  };
  const list = (rows) => {
    const table = make("dl");
    for (const [key, value] of rows) if (value) table.append(make("dt", key), make("dd", value));
    return table;
  };
  // Words in the text around them, then whose they are.
  const quote = (said) => {
    const block = make("blockquote", null, said.against ? "against" : "");
    block.lang = said.lang;
    block.append(make("span", said.before, "around"), make("mark", said.evidence), make("span", said.after, "around"));
    const slots = [said.source, said.by, words[said.modality] || said.modality, said.value, said.date].filter(Boolean);
    return [block, make("p", (said.against ? words.against + " · " : "") + slots.join(" · "), "said")];
  };
  const disagreements = (numbers) => {
    if (!numbers || !numbers.length) return [];
    const rows = make("ul", null, "facts");
    for (const number of numbers) rows.append(conflictButton(number));
    return [make("h3", words.conflicts), rows];
  };
  const conflictButton = (number) => {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.append(make("b", data.conflicts[number].kind), " " + data.conflicts[number].reading);
    button.addEventListener("click", () => openConflict(number));
    item.append(button);
    return item;
  };
  const names = (ids) => {
    const ends = make("p");
    for (const id of new Set(ids)) {
      const button = make("button", name(id));
      button.type = "button";
      button.addEventListener("click", () => openNode(id, true));
      ends.append(button, " ");
    }
    return ends;
  };
  const openConflict = (number) => {
    const one = data.conflicts[number];
    panel.replaceChildren(make("h2", one.kind), make("p", one.meaning, "meta"), make("p", one.reading));
    one.sides.forEach((side, place) => panel.append(make("h3", words.side + " " + (place + 1) + (one.labels[place] ? words.colon + " " + one.labels[place] : "")), ...side.flatMap(quote)));
    panel.append(names(one.about.filter((id) => byId.has(id))));
    network.unselectAll();
    panel.parentElement.scrollTop = 0;
    panel.focus({ preventScroll: true });
    soon(0);
  };
  const showNode = (id) => {
    const node = byId.get(id);
    const side = (edge) => (edge.from !== id ? 2 : edge.to === null ? 0 : 1); // its own figures, what it does, what is done to it
    const touching = facts.filter((edge) => edge.from === id || edge.to === id).sort((a, b) => side(a) - side(b));
    panel.replaceChildren(make("h2", node.name), make("p", words[node.type] || node.type, "meta"));
    panel.append(list([[words.aliases, node.aliases.join(", ")], [words.claims, node.claims === null ? "" : String(node.claims)]]));
    const rows = make("ul", null, "facts");
    for (const edge of touching) {
      const item = make("li");
      const button = make("button");
      button.type = "button";
      button.append(make("span", sentence(edge) + " "), make("small", worded(edge)));
      button.addEventListener("click", () => openEdge(edge.id, true));
      item.append(button);
      rows.append(item);
    }
    panel.append(touching.length ? rows : make("p", words["no relation"], "hint"), ...disagreements(node.conflicts));
  };
  const showEdge = (edge) => {
    panel.replaceChildren(make("h2", sentence(edge)), chips(edge));
    const dates = [[words.since, edge.since], [words.until, edge.until], [words.why, edge.why]];
    if (edge.quotes && edge.quotes.length) panel.append(list(dates), ...edge.quotes.flatMap(quote));
    else {
      panel.append(edge.evidence ? make("blockquote", edge.evidence) : make("p", words["no quote"], "hint"));
      panel.append(list([
        [words.source, edge.source], [words.according, edge.attributed_to], [words.modality, words[edge.modality] || edge.modality],
        [words.date, edge.date], ...dates, [words.claims, edge.count ? String(edge.count) : ""],
      ]));
    }
    panel.append(...disagreements(edge.conflicts), names([edge.from, edge.to].filter((end) => end !== null)));
  };
  const remember = (text) => { try { history.replaceState(null, "", text); } catch { /* a page without an address of its own */ } };
  const motion = () => (still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });
  const openNode = (id, move) => {
    nodes.update({ id, hidden: false });
    network.selectNodes([id]);
    if (move) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: motion() });
    showNode(id);
    panel.parentElement.scrollTop = 0;
    soon(0);
    remember("#" + encodeURIComponent(id));
  };
  const openEdge = (id, move) => {
    const edge = factById.get(id);
    if (edge.to !== null) network.setSelection({ nodes: [], edges: [id] });
    if (move && edge.to !== null) network.fit({ nodes: [edge.from, edge.to], maxZoomLevel: 1.2, animation: motion() });
    showEdge(edge);
    panel.parentElement.scrollTop = 0;
    soon(0);
  };
  network.on("click", (event) => {
    if (event.nodes.length) openNode(event.nodes[0], false);
    else if (event.edges.length) openEdge(event.edges[0], false);
  });
  const step = (factor) => { network.moveTo({ scale: network.getScale() * factor, animation: motion() }); soon(400); };
  $("closer").addEventListener("click", () => step(1.4));
  $("farther").addEventListener("click", () => step(1 / 1.4));
  $("fit").addEventListener("click", () => { showAll(false); soon(0); });

  // Search: accents, case and ligatures do not matter; the beginning of a name counts more than its middle.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss").replace(/’/g, "'");
  const index = things.map((node) => ({ node, keys: [node.name].concat(node.aliases).map(plain) }));
  const find = (text) => {
    const wanted = plain(text.trim());
    if (!wanted) return [];
    const rank = (keys) => Math.min(...keys.map((key, place) => {
      const at = key.indexOf(wanted);
      if (at < 0) return Infinity;
      return (key === wanted ? 0 : at === 0 ? 1 : /[\s\-'(]/.test(key[at - 1]) ? 2 : 3) + (place ? 0.5 : 0);
    }));
    return index.map((entry) => [rank(entry.keys), entry.node]).filter(([order]) => order < Infinity)
      .sort((a, b) => a[0] - b[0] || b[1].size - a[1].size || a[1].name.localeCompare(b[1].name)).slice(0, 8).map(([, node]) => node);
  };
  const search = $("search");
  const suggestions = $("suggestions");
  let chosen = -1;
  const close = () => { suggestions.hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); };
  const choose = (place) => {
    const items = [...suggestions.children].filter((item) => item.dataset.id);
    if (!items.length) return;
    chosen = (place + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    search.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (id) => { search.value = name(id); close(); openNode(id, true); };
  search.addEventListener("input", () => {
    const found = find(search.value);
    suggestions.replaceChildren(...found.map((node, number) => {
      const item = make("li", node.name);
      item.id = "suggestion-" + number;
      item.dataset.id = node.id;
      item.setAttribute("role", "option");
      item.append(make("small", words[node.type] || node.type));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(node.id); });
      return item;
    }));
    if (!search.value.trim()) return close();
    if (!found.length) suggestions.append(make("li", words["no name"]));
    suggestions.hidden = false;
    search.setAttribute("aria-expanded", "true");
    choose(0);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen - 1); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && !suggestions.hidden) {
      const item = [...suggestions.children].filter((one) => one.dataset.id)[chosen];
      if (item) { event.preventDefault(); take(item.dataset.id); panel.focus({ preventScroll: true }); }
    }
  });
  search.addEventListener("blur", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  });

  // Filters: an edge is drawn when both its status and its relation are ticked; a node that thereby loses all its edges goes too.
  const boxes = [...document.querySelectorAll("input[data-filter]")];
  const filter = () => {
    const off = { style: new Set(), relation_label: new Set() };
    for (const box of boxes) if (!box.checked) off[box.dataset.filter].add(box.value);
    const shown = drawn.filter((edge) => !off.style.has(edge.style) && !off.relation_label.has(edge.relation_label));
    const seen = new Set(shown.map((edge) => edge.id));
    const linked = new Set(drawn.flatMap((edge) => [edge.from, edge.to]));
    const alive = new Set(shown.flatMap((edge) => [edge.from, edge.to]));
    edges.update(data.edges.map((edge) => ({ id: edge.id, hidden: !seen.has(edge.id) })));
    nodes.update(data.nodes.map((node) => ({ id: node.id, hidden: linked.has(node.id) && !alive.has(node.id) })));
    soon(0);
  };
  for (const box of boxes) box.addEventListener("change", filter);
  const all = (state) => { for (const box of boxes) if (box.dataset.filter === "relation_label") box.checked = state; filter(); };
  $("every").addEventListener("click", () => all(true));
  $("none").addEventListener("click", () => all(false));
  for (const button of document.querySelectorAll("button[data-conflict]")) button.addEventListener("click", () => openConflict(Number(button.dataset.conflict)));
  if (matchMedia("(max-width: 720px)").matches) $("key").open = false;

  let wanted = "";
  try { wanted = decodeURIComponent(location.hash.slice(1)); } catch { /* not an address of ours */ }
  if (byId.has(wanted)) openNode(wanted, true);
  // For whoever wants to go on from here in the browser's console.
  window.graph = { network, nodes, edges };
})();
