// Few things, drawn by sigma: curved parallels, arrows, labels on lines. It takes a moment for each line, so many are drawn otherwise.
import Graph from "graphology";
import Sigma from "sigma";
import { extremityArrow, layerDashed, layerPlain, pathCurved, pathLine } from "sigma/rendering";
import type { Drawn, Seen } from "./data";
import { colourOfFact, colourOfType, PAPER, strokes, width } from "./looks";
import type { Told, View } from "./view";

interface Thing {
  label: string;
  x: number;
  y: number;
  size: number;
  color: string;
}

interface Fact {
  label: string;
  size: number;
  color: string;
  /** The colour of the line where it is drawn through; nothing where it is dashed. */
  solid: string;
  dash: number;
  gap: number;
}

export class Few implements View {
  private readonly graph: Graph<Thing, Fact>;
  private readonly renderer: Sigma<Thing, Fact>;
  private seen: Seen;

  constructor(drawn: Drawn, stage: HTMLElement, dark: boolean, told: Told) {
    this.graph = graphOf(drawn, dark);
    this.seen = { things: new Uint8Array(drawn.order).fill(1), facts: new Uint8Array(drawn.size).fill(1), count: drawn.size };
    const { ground, ink } = PAPER[dark ? "dark" : "light"];
    const narrow = stage.clientWidth < 600;
    this.renderer = new Sigma<Thing, Fact>(this.graph as never, stage, {
      primitives: {
        nodes: { label: { font: { family: "system-ui, sans-serif" } } as never },
        edges: {
          variables: {
            solid: { type: "color", default: "#7d8b9a" },
            dash: { type: "number", default: 1 },
            gap: { type: "number", default: 0 },
          },
          paths: [pathLine(), pathCurved()],
          extremities: [extremityArrow()],
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
          backdropColor: dark ? "#1a222b" : ground,
          visibility: { whenState: "isHidden", then: "hidden", else: "visible" },
          cursor: "pointer",
        },
        edges: {
          path: "line",
          parallelPath: "curved",
          size: { attribute: "size" },
          color: { attribute: "color" },
          solid: { attribute: "solid" },
          dash: { attribute: "dash" },
          gap: { attribute: "gap" },
          head: "arrow",
          label: { attribute: "label" },
          labelColor: ink,
          labelSize: 11,
          labelVisibility: (_: Fact, state: { isHovered: boolean; parallelCount: number }) =>
            state.isHovered ? "visible" : narrow || state.parallelCount > 3 ? "hidden" : "auto",
          visibility: { whenState: "isHidden", then: "hidden", else: "visible" },
          cursor: "pointer",
        },
      } as never,
      settings: {
        renderEdgeLabels: true,
        enableEdgeEvents: true,
        antialiasEdges: true,
        autoRescaleContent: "labels",
        allowInvalidContainer: true, // a page that is not shown yet has no width
        labelDensity: 1.5,
        labelRenderedSizeThreshold: 0,
        gestureTarget: "graph",
      },
    } as never);
    this.renderer.on("clickNode", ({ node }) => told.thing(Number(node)));
    this.renderer.on("clickEdge" as never, (({ edge }: { edge: string }) => told.fact(Number(edge))) as never);
    this.renderer.once("afterRender", told.drawn);
  }

  /** Only what changes is told to the renderer. */
  show(seen: Seen): void {
    const changed = (now: Uint8Array, before: Uint8Array, tell: (key: string, state: never) => void) => {
      for (let i = 0; i < now.length; i++) if (now[i] !== before[i]) tell(String(i), { isHidden: !now[i] } as never);
    };
    changed(seen.things, this.seen.things, (key, state) => this.renderer.setNodeState(key, state));
    changed(seen.facts, this.seen.facts, (key, state) => this.renderer.setEdgeState(key, state));
    this.seen = seen;
    this.renderer.refresh();
  }

  at(thing: number): { x: number; y: number } {
    return this.renderer.graphToViewport(this.graph.getNodeAttributes(String(thing)));
  }

  camera(): { x: number; y: number; ratio: number } {
    return this.renderer.getCamera().getState();
  }

  pan(right: number, down: number): void {
    const { x, y, ratio } = this.camera();
    this.renderer.getCamera().setState({ x: x + right * ratio, y: y - down * ratio });
  }

  zoom(times: number): void {
    this.renderer.getCamera().setState({ ratio: this.camera().ratio / times });
  }

  fit(): void {
    void this.renderer.getCamera().animate({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  kill(): void {
    this.renderer.kill();
  }
}

function graphOf(drawn: Drawn, dark: boolean): Graph<Thing, Fact> {
  const { nodes, edges } = drawn.columns;
  const graph = new Graph<Thing, Fact>({ multi: true, type: "directed" });
  graph.import({
    nodes: nodes.label.map((label, i) => ({
      key: String(i),
      attributes: { label, x: nodes.x[i], y: 1000 - nodes.y[i], size: 5 + 2.2 * Math.sqrt(drawn.degree[i]), color: colourOfType(drawn.type(i)) },
    })),
    edges: edges.source.map((source, i) => {
      const { dash, gap } = strokes(edges.status[i]);
      const color = colourOfFact(drawn, i, dark);
      const attributes = { label: drawn.label(i), size: width(edges.value[i]), color, solid: gap ? "rgba(0,0,0,0)" : color, dash, gap };
      return { key: String(i), source: String(source), target: String(edges.target[i]), attributes };
    }),
  });
  return graph;
}
