// A drawing as the server sends it, in columns, and what of it is seen: things and facts by their numbers.
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

/** What the filters let through: 1 for each thing and fact that is drawn; `count` facts are. */
export interface Seen {
  things: Uint8Array;
  facts: Uint8Array;
  count: number;
}

export class Drawn {
  readonly order: number;
  readonly size: number;
  /** In how many facts a thing stands. */
  readonly degree: Uint32Array;

  constructor(readonly columns: Columns) {
    const { nodes, edges } = columns;
    this.order = nodes.id.length;
    this.size = edges.id.length;
    this.degree = new Uint32Array(this.order);
    for (let i = 0; i < this.size; i++) {
      this.degree[edges.source[i]]++;
      this.degree[edges.target[i]]++;
    }
  }

  /** The ids of all things. */
  nodes(): string[] {
    return this.columns.nodes.id;
  }

  type(thing: number): string {
    return this.columns.types[this.columns.nodes.type[thing]].name;
  }

  /** What stands on the line of a fact. */
  label(fact: number): string {
    const { relation, value } = this.columns.edges;
    const label = this.columns.relations[relation[fact]].label;
    return value[fact] ? `${label} ${value[fact]}` : label;
  }

  /** Things by how many facts they stand in, those with most first. */
  byDegree(): Uint32Array {
    return Uint32Array.from({ length: this.order }, (_, i) => i).sort((a, b) => this.degree[b] - this.degree[a] || a - b);
  }

  /** For each fact its number among those between the same two things: 0, 1, 2 … */
  parallels(): Uint16Array {
    const { source, target } = this.columns.edges;
    const met = new Map<number, number>();
    return Uint16Array.from({ length: this.size }, (_, i) => {
      const [low, high] = source[i] < target[i] ? [source[i], target[i]] : [target[i], source[i]];
      const number = met.get(low * this.order + high) ?? 0;
      met.set(low * this.order + high, number + 1);
      return number;
    });
  }
}
