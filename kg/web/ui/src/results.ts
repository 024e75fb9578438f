// Views of a query's results beside the table: a chart, and a graph of what they link.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { type Row, type Series, type Shape, type Value, type Words, draw, seriesOf, short, svg } from "./chart";

interface Results {
  getVariables(): string[];
  getBindings(): Row[];
  getStatements(): { subject: Term; predicate: Term; object: Term }[];
}
interface Term {
  termType: string;
  value: string;
}
interface Yasr {
  results?: Results;
  resultsEl: HTMLElement;
}

/** Lines that a graph of results has at most. */
const MOST = 500;

function icon(path: string): Element {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6">${path}</svg>`;
  return new DOMParser().parseFromString(drawing, "image/svg+xml").documentElement;
}

/** Both views in the words of the page, for the results' list of views. */
export function views(words: Words): { chart: unknown; graph: unknown } {
  class Chart {
    priority = 5;
    label = words.chart;
    private shape: Shape | undefined;
    constructor(private readonly yasr: Yasr) {}

    private series(): Series | undefined {
      const found = this.yasr.results;
      return found && seriesOf(found.getVariables(), found.getBindings() ?? [], words);
    }
    canHandleResults(): boolean {
      return this.series() !== undefined;
    }
    draw(): void {
      const series = this.series();
      if (!series) return;
      const chosen = this.shape ?? (series.dated ? "line" : "bar");
      const group = document.createElement("p");
      group.className = "shapes";
      group.setAttribute("role", "group");
      for (const shape of ["bar", "line", "pie"] as const) {
        const button = document.createElement("button");
        button.textContent = words[shape];
        button.setAttribute("aria-pressed", String(shape === chosen));
        button.addEventListener("click", () => {
          this.shape = shape;
          this.draw();
          [...this.yasr.resultsEl.querySelectorAll<HTMLElement>(".shapes button")].find((one) => one.textContent === words[shape])?.focus();
        });
        group.append(button);
      }
      const picture = draw(series, chosen);
      const note = document.createElement("p");
      note.textContent = `${series.measure} / ${series.label}` + (series.left ? ` · ${series.left} ${words.left}` : "");
      this.yasr.resultsEl.replaceChildren(group, note, picture);
    }
    getIcon(): Element {
      return icon('<path d="M2 14h12M4 12V7M8 12V3M12 12V9"/>');
    }
  }

  class Network {
    priority = 4;
    label = words.graph;
    constructor(private readonly yasr: Yasr) {}

    canHandleResults(): boolean {
      return linksOf(this.yasr.results).length > 0;
    }
    draw(): void {
      const links = linksOf(this.yasr.results);
      const picture = pictureOf(links.slice(0, MOST));
      picture.setAttribute("aria-label", `${words.graph}: ${Math.min(links.length, MOST)}`);
      const note = document.createElement("p");
      note.textContent = links.length > MOST ? `${links.length - MOST} ${words.left}` : "";
      this.yasr.resultsEl.replaceChildren(note, picture);
    }
    getIcon(): Element {
      return icon('<circle cx="3" cy="8" r="2"/><circle cx="13" cy="3" r="2"/><circle cx="13" cy="13" r="2"/><path d="M5 7l6-3M5 9l6 3"/>');
    }
  }
  return { chart: Chart, graph: Network };
}

type Link = [string, string, string];

/** What results link: the triples of a CONSTRUCT; in each row of a table its first thing with the others, by the names of their columns. */
function linksOf(results: Results | undefined): Link[] {
  const found: Link[] = [];
  if (!results) return found;
  const names = results.getVariables() ?? [];
  const told = (term: Term) => short({ value: term.value, type: term.termType === "Literal" ? "literal" : "uri" });
  if (!names.length)
    return (results.getStatements() ?? []).filter((one) => one.object.termType === "NamedNode").map((one) => [told(one.subject), told(one.predicate), told(one.object)]);
  for (const row of results.getBindings() ?? []) {
    const things = names.filter((name) => row[name]?.type === "uri");
    for (const name of things.slice(1)) found.push([short(row[things[0]] as Value), name, short(row[name] as Value)]);
  }
  return found;
}

/** The links drawn, things placed by their forces: the same every time. */
function pictureOf(links: Link[]): SVGElement {
  const graph = new Graph<{ x: number; y: number }>({ multi: true, type: "directed" });
  const add = (label: string) => {
    const [turn, far] = [graph.order * 2.4, 1 + graph.order]; // a spiral to begin with
    if (!graph.hasNode(label)) graph.addNode(label, { x: Math.cos(turn) * far, y: Math.sin(turn) * far });
  };
  for (const [subject, predicate, object] of links) {
    add(subject);
    add(object);
    graph.addDirectedEdge(subject, object, { predicate });
  }
  forceAtlas2.assign(graph, { iterations: 300, settings: { ...forceAtlas2.inferSettings(graph), gravity: 1.5 } });
  const every = graph.mapNodes((_, one) => one);
  const [left, low] = [Math.min(...every.map((one) => one.x)), Math.min(...every.map((one) => one.y))];
  const [wide, high] = [Math.max(...every.map((one) => one.x)) - left || 1, Math.max(...every.map((one) => one.y)) - low || 1];
  const at = (label: string) => {
    const { x, y } = graph.getNodeAttributes(label);
    return [30 + ((x - left) / wide) * 800, 30 + ((y - low) / high) * 540];
  };
  const made = svg("svg", { viewBox: "0 0 1000 600", width: 1000, height: 600, role: "img", class: "chart", "font-size": 13, fill: "#1c2733" });
  graph.forEachDirectedEdge((_, one, source, target) => {
    const [[x1, y1], [x2, y2]] = [at(source), at(target)];
    const line = svg("line", { x1, y1, x2, y2, stroke: "#7d8b9a" });
    line.append(svg("title", {}, `${source} ${String(one.predicate)} ${target}`));
    made.append(line);
    if (links.length <= 40) made.append(svg("text", { x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 4, fill: "#5a6876", "font-size": 11, "text-anchor": "middle" }, String(one.predicate)));
  });
  graph.forEachNode((label) => {
    const [cx, cy] = at(label);
    made.append(svg("circle", { cx, cy, r: 6, fill: "#3b7dd8" }), svg("text", { x: cx + 10, y: cy + 4 }, label));
  });
  return made;
}
