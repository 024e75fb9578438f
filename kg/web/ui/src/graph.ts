// The graph in WebGL: what is drawn around some things, or the whole; unfolded, filtered, set back in time, opened down to the sentence.
import { button, choices, slider } from "./controls";
import { type Columns, Drawn, type Seen } from "./data";
import { element, isDark, unaided } from "./dom";
import { Many } from "./many";
import { Panel } from "./panel";
import { pngOf, save, svgOf } from "./picture";
import { rowsOf } from "./table";
import type { View, Words } from "./view";

type Filtered = "relation" | "type" | "status";
const FILTERED: Filtered[] = ["relation", "type", "status"];
/** Things and facts up to which sigma draws, which takes a moment for each; where no graphics card helps, that adds up sooner. */
const FEW = { things: 1000, facts: 2000 };
const FEW_UNAIDED = { things: 200, facts: 400 };

class Explorer {
  /** What is drawn. */
  graph!: Drawn;
  private readonly words: Words;
  private readonly dark = isDark();
  private readonly hidden: Record<Filtered, Set<string>>;
  private about: string[];
  private asOf: string;
  private dates: string[] = [];
  private seen!: Seen;
  private view?: View;
  private readonly stage = element("div", "stage");
  private readonly tools = element("div", "tools");
  private readonly told = element("p", "hidden");
  private readonly panel: Panel;

  constructor(private readonly place: HTMLElement) {
    this.words = JSON.parse(place.dataset.words!);
    this.about = place.dataset.about ? place.dataset.about.split(",") : [];
    this.asOf = place.dataset.asOf ?? "";
    const parameters = new URLSearchParams(location.search);
    this.hidden = Object.fromEntries(
      FILTERED.map((name) => [name, new Set((parameters.get(`without_${name}`) ?? "").split(",").filter(Boolean))]),
    ) as Record<Filtered, Set<string>>;
    this.told.setAttribute("role", "status");
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-label", `${this.words.graph}. ${this.words.keys}`);
    this.stage.tabIndex = 0;
    this.stage.addEventListener("keydown", (event) => this.move(event));
    this.panel = new Panel(this.words.close, this.stage);
    place.append(this.tools, this.stage, this.panel.element, this.told);
    // For whoever looks in from outside: where a thing is on the screen.
    (window as unknown as { explorer: Explorer }).explorer = this;
  }

  /** Fetch what is to be drawn, and draw it. */
  async open(): Promise<void> {
    this.stage.dataset.loading = "…";
    const query = new URLSearchParams({ lang: this.place.dataset.lang! });
    if (this.about.length) query.set("about", this.about.join(","));
    if (this.about.length && this.asOf) query.set("as_of", this.asOf);
    const answer = await fetch(`${this.place.dataset.source}?${query}`);
    if (!answer.ok) return this.fail(await answer.text());
    const columns = (await answer.json()) as Columns;
    if (!this.dates.length || columns.dates.length > this.dates.length) this.dates = columns.dates;
    this.graph = new Drawn(columns);
    delete this.stage.dataset.loading;
    await this.draw();
    this.controls();
    this.remember();
  }

  private fail(why: string): void {
    delete this.stage.dataset.loading;
    this.told.className = "failure";
    this.told.textContent = why;
  }

  private async draw(): Promise<void> {
    this.view?.kill();
    this.view = undefined;
    delete this.place.dataset.drawn;
    this.choose();
    const told = {
      thing: (number: number) => void this.unfold(this.graph.nodes()[number]),
      fact: (number: number) => void this.panel.show(this.graph.columns.edges.id[number]),
      drawn: () => (this.place.dataset.drawn = String(this.graph.order)),
      lost: () => void this.draw(),
    };
    try {
      if (this.beyond(FEW) || (this.beyond(FEW_UNAIDED) && unaided())) this.view = new Many(this.graph, this.stage, this.dark, this.seen, this.words, told);
      else this.view = new (await import("./few")).Few(this.graph, this.stage, this.dark, told);
      this.view.show(this.seen);
    } catch (error) {
      console.warn(error);
      this.fail(this.words.no_webgl);
    }
  }

  private beyond(few: { things: number; facts: number }): boolean {
    return this.graph.order > few.things || this.graph.size > few.facts;
  }

  /** More around a thing; in the whole graph, what is around it alone. */
  private async unfold(id: string): Promise<void> {
    if (this.about.includes(id)) {
      location.assign(`/entity/${encodeURIComponent(id)}`);
      return;
    }
    this.about = [...this.about, id];
    await this.open();
  }

  /** Arrows pan, plus and minus zoom. */
  private move(event: KeyboardEvent): void {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.view?.pan(-0.1, 0), ArrowRight: () => this.view?.pan(0.1, 0), ArrowUp: () => this.view?.pan(0, -0.1),
      ArrowDown: () => this.view?.pan(0, 0.1), "+": () => this.view?.zoom(1.3), "-": () => this.view?.zoom(1 / 1.3),
    };
    if (event.target !== this.stage || !moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }

  /** Where a thing stands, in pixels of the window. */
  at(id: string): { x: number; y: number } {
    const { x, y } = this.view!.at(this.graph.nodes().indexOf(id));
    const box = this.stage.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  /** What is in the middle of the stage; the lower the ratio, the nearer. */
  camera(): { x: number; y: number; ratio: number } {
    return this.view!.camera();
  }

  /** What the filters let through, in the drawing, its table and its pictures. */
  private choose(): void {
    const { nodes, edges, relations, types } = this.graph.columns;
    const things = Uint8Array.from(nodes.type, (type) => Number(!this.hidden.type.has(types[type].name)));
    const related = relations.map((one) => !this.hidden.relation.has(one.name));
    const until = this.about.length ? "" : this.asOf;
    const facts = new Uint8Array(this.graph.size);
    let count = 0;
    for (let i = 0; i < facts.length; i++) {
      if (!related[edges.relation[i]] || this.hidden.status.has(edges.status[i])) continue;
      const first = edges.first[i];
      if (until && (first === null || first > until)) continue;
      if (things[edges.source[i]] && things[edges.target[i]]) count += facts[i] = 1;
    }
    this.seen = { things, facts, count };
    this.told.textContent = `${count} ${this.words.facts}`;
    const rows = rowsOf(this.graph, this.seen, this.about, this.words, {
      open: (fact, opener) => void this.panel.show(fact, opener),
      unfold: (id) => void this.unfold(id),
    });
    document.querySelector("#table tbody")?.replaceChildren(...rows);
  }

  private apply(): void {
    this.choose();
    this.view?.show(this.seen);
    this.remember();
  }

  private controls(): void {
    const parts: HTMLElement[] = [];
    const { columns } = this.graph;
    if (this.dates.length > 1)
      parts.push(
        slider(this.words.as_of, this.words.all, this.dates, this.asOf, async (date) => {
          this.asOf = date;
          if (!this.about.length) return this.apply();
          await this.open();
          this.tools.querySelector<HTMLInputElement>("input[type=range]")?.focus();
        }),
      );
    const labels: Record<Filtered, [string, [string, string][]]> = {
      relation: [this.words.relations, columns.relations.map((one) => [one.name, one.label])],
      type: [this.words.types, columns.types.map((one) => [one.name, one.label])],
      status: [this.words.statuses, Object.entries(columns.statuses)],
    };
    for (const name of FILTERED) parts.push(choices(...labels[name], this.hidden[name], () => this.apply()));
    const svg = () => svgOf(this.graph, this.seen, this.dark, this.beyond(FEW));
    parts.push(
      button(this.words.fit, () => this.view?.fit()),
      button(this.words.png, () => void (this.view?.picture?.() ?? pngOf(svg())).then((blob) => save(blob, "graph.png"))),
      button(this.words.svg, () => save(new Blob([svg()], { type: "image/svg+xml" }), "graph.svg")),
    );
    this.tools.replaceChildren(...parts);
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

const place = document.getElementById("graph");
if (place) void new Explorer(place).open();
