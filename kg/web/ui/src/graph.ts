// The graph in WebGL: what is drawn around some things, or the whole; unfolded, filtered, set back in time, opened down to the sentence.
import type Graph from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, layerPlain, pathCurved, pathLine } from "sigma/rendering";
import { type Columns, type Fact, type Thing, graphOf } from "./data";
import { pngOf, save, svgOf } from "./picture";

type Filtered = "relation" | "type" | "status";
const FILTERED: Filtered[] = ["relation", "type", "status"];

class Explorer {
  private readonly words: Record<string, string>;
  private readonly dark = isDark();
  private readonly hidden: Record<Filtered, Set<string>>;
  private about: string[];
  private asOf: string;
  private columns!: Columns;
  private graph!: Graph<Thing, Fact>;
  private renderer?: Sigma<Thing, Fact>;
  private readonly stage = element("div", "stage");
  private readonly tools = element("div", "tools");
  private readonly panel = element("aside", "panel");
  private readonly told = element("p", "hidden");
  private dates: string[] = [];
  /** What the panel was opened from, which has the focus again when it is closed. */
  private opener: HTMLElement | null = null;
  /** What is not drawn at the moment. */
  private out = new Set<string>();

  constructor(private readonly place: HTMLElement) {
    this.words = JSON.parse(place.dataset.words!);
    this.about = place.dataset.about ? place.dataset.about.split(",") : [];
    this.asOf = place.dataset.asOf ?? "";
    const parameters = new URLSearchParams(location.search);
    this.hidden = Object.fromEntries(
      FILTERED.map((name) => [name, new Set((parameters.get(`without_${name}`) ?? "").split(",").filter(Boolean))]),
    ) as Record<Filtered, Set<string>>;
    this.panel.hidden = true;
    this.panel.setAttribute("aria-live", "polite");
    this.told.setAttribute("role", "status");
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-label", `${this.words.graph}. ${this.words.keys}`);
    this.stage.tabIndex = 0;
    this.stage.addEventListener("keydown", (event) => this.move(event));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    place.append(this.tools, this.stage, this.panel, this.told);
  }

  /** Fetch what is to be drawn, and draw it. */
  async open(): Promise<void> {
    this.stage.dataset.loading = "…";
    const query = new URLSearchParams({ lang: this.place.dataset.lang! });
    if (this.about.length) query.set("about", this.about.join(","));
    if (this.about.length && this.asOf) query.set("as_of", this.asOf);
    const answer = await fetch(`${this.place.dataset.source}?${query}`);
    if (!answer.ok) {
      this.told.className = "failure";
      this.told.textContent = await answer.text();
      return;
    }
    this.columns = (await answer.json()) as Columns;
    if (!this.dates.length || this.columns.dates.length > this.dates.length) this.dates = this.columns.dates;
    this.graph = graphOf(this.columns, this.dark);
    delete this.stage.dataset.loading;
    this.draw();
    this.controls();
    this.remember();
  }

  private draw(): void {
    this.renderer?.kill();
    this.out = new Set();
    const ink = this.dark ? "#e4e9ef" : "#1c2733";
    const large = this.graph.order > 2000;
    const bent = large ? "line" : "curved";
    const narrow = this.stage.clientWidth < 600;
    this.renderer = new Sigma<Thing, Fact>(this.graph as never, this.stage, {
      primitives: {
        nodes: { label: { font: { family: "system-ui, sans-serif" } } as never },
        edges: {
          variables: {
            solid: { type: "color", default: "#7d8b9a" },
            dash: { type: "number", default: 1 },
            gap: { type: "number", default: 0 },
          },
          paths: [pathLine(), pathCurved()],
          extremities: large ? [] : [extremityArrow()],
          layers: [
            layerPlain({ color: { attribute: "solid" } }),
            layerDashed({ dashSize: { attribute: "dash", default: 1, mode: "pixels" }, gapSize: { attribute: "gap", default: 0, mode: "pixels" } }),
          ],
        },
      },
      styles: {
        nodes: {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { attribute: "size" },
          color: { attribute: "color" },
          label: { attribute: "label" },
          labelColor: ink,
          labelVisibility: { whenState: "isHovered", then: "visible", else: "auto" },
          backdropVisibility: { whenState: "isHovered", then: "visible", else: "hidden" },
          backdropColor: this.dark ? "#1a222b" : "#ffffff",
          visibility: { whenState: "isHidden", then: "hidden", else: "visible" },
          cursor: "pointer",
        },
        edges: {
          path: "line",
          parallelPath: bent,
          size: { attribute: "size" },
          color: { attribute: "color" },
          solid: { attribute: "solid" },
          dash: { attribute: "dash" },
          gap: { attribute: "gap" },
          head: large ? "none" : "arrow",
          label: { attribute: "label" },
          labelColor: ink,
          labelSize: 11,
          labelVisibility: (_: Fact, state: { isHovered: boolean; parallelCount: number }) =>
            state.isHovered ? "visible" : large || narrow || state.parallelCount > 3 ? "hidden" : "auto",
          visibility: { whenState: "isHidden", then: "hidden", else: "visible" },
          cursor: "pointer",
        },
      } as never,
      settings: {
        renderEdgeLabels: !large,
        enableEdgeEvents: !large,
        // A large graph moves as dots, and gets its lines and labels back when it stands.
        hideEdgesOnMove: large,
        hideLabelsOnMove: large,
        antialiasEdges: !large,
        autoRescaleContent: large ? "positions" : "labels",
        allowInvalidContainer: true, // a page that is not shown yet has no width
        labelDensity: large ? 0.3 : 1.5,
        labelRenderedSizeThreshold: large ? 8 : 0,
        gestureTarget: "graph",
      },
    } as never);
    this.renderer.on("clickNode", ({ node }) => void this.unfold(node));
    this.renderer.on("clickEdge" as never, (({ edge }: { edge: string }) => {
      this.opener = null;
      void this.evidence(edge);
    }) as never);
    this.apply();
    // For whoever looks in from outside: where a thing is on the screen, and that all is drawn.
    (window as unknown as { explorer: Explorer }).explorer = this;
    this.renderer.once("afterRender", () => (this.place.dataset.drawn = String(this.graph.order)));
  }

  /** More around a thing; in the whole graph, what is around it alone. */
  private async unfold(node: string): Promise<void> {
    if (this.about.includes(node)) {
      location.assign(`/entity/${encodeURIComponent(node)}`);
      return;
    }
    this.about = [...this.about, node];
    await this.open();
  }

  /** The sentences behind a fact, in the panel. */
  private async evidence(edge: string): Promise<void> {
    const answer = await fetch(`/fact/${encodeURIComponent(edge)}`, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const close = element("button", "close", this.words.close);
    close.addEventListener("click", () => this.close());
    this.panel.replaceChildren(close, ...page.querySelector("main")!.childNodes);
    this.panel.hidden = false;
    close.focus();
  }

  private close(): void {
    this.panel.hidden = true;
    (this.opener?.isConnected ? this.opener : this.stage).focus();
  }

  /** Arrows pan, plus and minus zoom. */
  private move(event: KeyboardEvent): void {
    const camera = this.renderer!.getCamera();
    const { x, y, ratio } = camera.getState();
    const step = 0.1 * ratio;
    const moves: Record<string, { x?: number; y?: number; ratio?: number }> = {
      ArrowLeft: { x: x - step }, ArrowRight: { x: x + step }, ArrowUp: { y: y + step }, ArrowDown: { y: y - step },
      "+": { ratio: ratio / 1.3 }, "-": { ratio: ratio * 1.3 },
    };
    if (event.target !== this.stage || !moves[event.key]) return;
    event.preventDefault();
    camera.setState(moves[event.key]);
  }

  /** Where a thing stands, in pixels of the window. */
  at(node: string): { x: number; y: number } {
    const { x, y } = this.renderer!.graphToViewport(this.graph.getNodeAttributes(node));
    const box = this.stage.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  private shown = {
    edge: (id: string): boolean => {
      const fact = this.graph.getEdgeAttributes(id);
      if (this.hidden.relation.has(fact.relation) || this.hidden.status.has(fact.status)) return false;
      if (!this.about.length && this.asOf && (fact.first === null || fact.first > this.asOf)) return false;
      return this.shown.node(this.graph.source(id)) && this.shown.node(this.graph.target(id));
    },
    node: (id: string): boolean => !this.hidden.type.has(this.graph.getNodeAttribute(id, "type")),
  };

  /** What the filters hide, in the drawing and in its table. Only what changes is told to the renderer. */
  private apply(): void {
    const renderer = this.renderer!;
    const out = new Set<string>();
    let seen = 0;
    const rows: HTMLTableRowElement[] = [];
    this.graph.forEachNode((id) => {
      if (!this.shown.node(id)) out.add(`n${id}`);
    });
    this.graph.forEachEdge((id, fact, source, target) => {
      if (!this.shown.edge(id)) out.add(`e${id}`);
      else if (++seen <= 300) rows.push(this.row(id, fact, source, target));
    });
    for (const changed of [...out, ...this.out])
      if (out.has(changed) !== this.out.has(changed)) {
        const [kind, id] = [changed[0], changed.slice(1)];
        const state = { isHidden: out.has(changed) } as never;
        if (kind === "n") renderer.setNodeState(id, state);
        else renderer.setEdgeState(id, state);
      }
    this.out = out;
    document.querySelector("#table tbody")?.replaceChildren(...rows);
    this.told.textContent = `${seen} ${this.words.facts}`;
    renderer.refresh();
  }

  private row(id: string, fact: Fact, source: string, target: string): HTMLTableRowElement {
    const row = document.createElement("tr");
    const link = (kind: string, key: string, label: string) => {
      const made = element("a", "", label) as HTMLAnchorElement;
      made.href = `/${kind}/${encodeURIComponent(key)}`;
      return made;
    };
    const badge = element("span", `badge ${fact.status}`, this.columns.statuses[fact.status] ?? fact.status);
    const marks: (Node | string)[] = [badge];
    if (fact.disputed) marks.push(" ", element("span", "badge disputed-mark", this.words.disputed));
    if (fact.ended) marks.push(" ", element("span", "badge", this.words.ended));
    const label = this.columns.relations.find((one) => one.name === fact.relation)!.label;
    const opens = link("fact", id, label);
    opens.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.opener = opens;
      void this.evidence(id);
    });
    const thing = (key: string): (Node | string)[] => {
      const name = this.graph.getNodeAttribute(key, "label");
      if (this.about.includes(key)) return [link("entity", key, name)];
      const more = element("button", "unfold", "+");
      more.setAttribute("aria-label", `${this.words.unfold} ${name}`);
      more.addEventListener("click", () => void this.unfold(key));
      return [link("entity", key, name), " ", more];
    };
    const cells: (Node | string)[][] = [
      thing(source),
      [opens],
      thing(target),
      [fact.value ?? ""],
      [fact.since ?? ""],
      marks,
    ];
    for (const content of cells) {
      const cell = document.createElement("td");
      cell.append(...content);
      row.append(cell);
    }
    return row;
  }

  private controls(): void {
    const parts: HTMLElement[] = [];
    if (this.dates.length > 1) parts.push(this.slider());
    const labels: Record<Filtered, [string, [string, string][]]> = {
      relation: [this.words.relations, this.columns.relations.map((one) => [one.name, one.label])],
      type: [this.words.types, this.columns.types.map((one) => [one.name, one.label])],
      status: [this.words.statuses, Object.entries(this.columns.statuses)],
    };
    for (const name of FILTERED) parts.push(this.choices(name, ...labels[name]));
    const button = (label: string, does: () => void) => {
      const made = element("button", "", label);
      made.addEventListener("click", does);
      return made;
    };
    parts.push(
      button(this.words.fit, () => void this.renderer!.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })),
      button(this.words.png, () => void pngOf(this.svg()).then((blob) => save(blob, "graph.png"))),
      button(this.words.svg, () => save(new Blob([this.svg()], { type: "image/svg+xml" }), "graph.svg")),
    );
    this.tools.replaceChildren(...parts);
  }

  private svg(): string {
    return svgOf(this.graph, this.shown, this.dark);
  }

  /** The state of knowledge: at each day on which an article came out. */
  private slider(): HTMLElement {
    const label = element("label", "slider", `${this.words.as_of} `);
    const input = document.createElement("input");
    const said = document.createElement("output");
    input.type = "range";
    input.min = "0";
    input.max = String(this.dates.length);
    const found = this.dates.findIndex((date) => date >= this.asOf);
    input.value = String(this.asOf && found >= 0 ? found : this.dates.length);
    const chosen = () => this.dates[Number(input.value)] ?? "";
    const tell = () => {
      said.textContent = chosen() || this.words.all;
      input.setAttribute("aria-valuetext", said.textContent);
    };
    tell();
    input.addEventListener("input", tell);
    input.addEventListener("change", async () => {
      this.asOf = chosen();
      if (this.about.length) {
        await this.open();
        this.tools.querySelector<HTMLInputElement>("input[type=range]")?.focus();
      } else {
        this.apply();
        this.remember();
      }
    });
    label.append(input, " ", said);
    return label;
  }

  private choices(name: Filtered, title: string, values: [string, string][]): HTMLElement {
    const box = document.createElement("details");
    box.className = "choice";
    box.append(element("summary", "", title));
    for (const [value, label] of values) {
      const line = document.createElement("label");
      const input = document.createElement("input");
      input.type = "checkbox";
      input.checked = !this.hidden[name].has(value);
      input.addEventListener("change", () => {
        if (input.checked) this.hidden[name].delete(value);
        else this.hidden[name].add(value);
        this.apply();
        this.remember();
      });
      line.append(input, ` ${label}`);
      box.append(line);
    }
    return box;
  }

  /** The address says what is drawn: it can be sent on. */
  private remember(): void {
    const parameters = new URLSearchParams();
    if (this.about.length) parameters.set("about", this.about.join(","));
    if (this.asOf) parameters.set("as_of", this.asOf);
    for (const name of FILTERED) if (this.hidden[name].size) parameters.set(`without_${name}`, [...this.hidden[name]].sort().join(","));
    const query = parameters.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", query ? `/graph?${query}` : "/graph");
  }
}

function element(name: string, kind: string, words = ""): HTMLElement {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (words) made.textContent = words;
  return made;
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const place = document.getElementById("graph");
if (place) void new Explorer(place).open();
