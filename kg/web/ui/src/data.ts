// A drawing as the server sends it, in columns, and as the page holds it: a graph of things and facts.
import Graph from "graphology";

export interface Columns {
  nodes: { id: string[]; label: string[]; type: number[]; x: number[]; y: number[] };
  edges: {
    id: string[];
    source: number[];
    target: number[];
    relation: number[];
    value: (string | null)[];
    status: string[];
    disputed: number[];
    ended: number[];
    since: (string | null)[];
    until: (string | null)[];
    first: (string | null)[];
    claims: number[];
  };
  relations: { name: string; label: string }[];
  types: { name: string; label: string }[];
  statuses: Record<string, string>;
  dates: string[];
  left_out: number;
}

export interface Thing {
  label: string;
  type: string;
  x: number;
  y: number;
  size: number;
  color: string;
}

export interface Fact {
  relation: string;
  label: string;
  value: string | null;
  status: string;
  disputed: boolean;
  ended: boolean;
  since: string | null;
  until: string | null;
  first: string | null;
  claims: number;
  size: number;
  color: string;
  /** The colour of the line where it is drawn through; nothing where it is dashed. */
  solid: string;
  dash: number;
  gap: number;
}

/** Colours by type, the same as on all pages and in all files. */
export const COLOURS: Record<string, string> = {
  Organisation: "#3b7dd8",
  Person: "#d9822b",
  Place: "#2e9e6b",
  DataCentre: "#2a9db0",
  Programme: "#a25ddc",
  Product: "#d1495b",
  Technology: "#8a7a3c",
};

export function graphOf(columns: Columns, dark: boolean): Graph<Thing, Fact> {
  const graph = new Graph<Thing, Fact>({ multi: true, type: "directed" });
  const { nodes, edges } = columns;
  const degree = new Uint32Array(nodes.id.length);
  for (let i = 0; i < edges.id.length; i++) {
    degree[edges.source[i]]++;
    degree[edges.target[i]]++;
  }
  const small = nodes.id.length > 2000;
  nodes.id.forEach((id, i) => {
    const type = columns.types[nodes.type[i]].name;
    const size = (small ? 1.5 : 5) + (small ? 0.7 : 2.2) * Math.sqrt(degree[i]);
    graph.addNode(id, { label: nodes.label[i], type, x: nodes.x[i], y: 1000 - nodes.y[i], size, color: COLOURS[type] ?? "#6b7a90" });
  });
  edges.id.forEach((id, i) => {
    const relation = columns.relations[edges.relation[i]];
    const status = edges.status[i];
    const disputed = edges.disputed[i] === 1;
    const { dash, gap } = strokes(status);
    const color = colour(status, disputed, edges.ended[i] === 1, dark);
    graph.addDirectedEdgeWithKey(id, nodes.id[edges.source[i]], nodes.id[edges.target[i]], {
      relation: relation.name,
      label: edges.value[i] ? `${relation.label} ${edges.value[i]}` : relation.label,
      value: edges.value[i],
      status,
      disputed,
      ended: edges.ended[i] === 1,
      since: edges.since[i],
      until: edges.until[i],
      first: edges.first[i],
      claims: edges.claims[i],
      size: small ? 0.7 : width(edges.value[i]),
      color,
      solid: gap ? "rgba(0,0,0,0)" : color,
      dash,
      gap,
    });
  });
  return graph;
}

/** A rumour is dashed, a plan dotted, all else drawn through. */
export function strokes(status: string): { dash: number; gap: number } {
  if (status === "rumoured") return { dash: 9, gap: 6 };
  if (status === "planned") return { dash: 3, gap: 4 };
  return { dash: 1, gap: 0 };
}

/** As wide as the stake. */
function width(value: string | null): number {
  const found = value?.match(/(\d+(?:\.\d+)?)\s*%/);
  return found ? 1.5 + (5 * Number(found[1])) / 100 : 1.5;
}

export function colour(status: string, disputed: boolean, ended: boolean, dark: boolean): string {
  if (disputed || status === "denied") return dark ? "#ff8f86" : "#b3261e";
  if (ended) return dark ? "#4a5765" : "#c3ccd6";
  return dark ? "#8496a9" : "#7d8b9a";
}
