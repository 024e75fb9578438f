// The twin of the drawing: the facts that are drawn, as rows of a table, by which everything can be done that the drawing is for.
import type { Drawn, Seen } from "./data";
import { element } from "./dom";
import type { Words } from "./view";

/** Rows that the table has at most. */
const MOST = 300;

export interface Does {
  open(fact: string, opener: HTMLElement): void;
  unfold(id: string): void;
}

export function rowsOf(drawn: Drawn, seen: Seen, about: string[], words: Words, does: Does): HTMLTableRowElement[] {
  const rows: HTMLTableRowElement[] = [];
  for (let i = 0; i < drawn.size && rows.length < MOST; i++) if (seen.facts[i]) rows.push(row(drawn, i, about, words, does));
  return rows;
}

function row(drawn: Drawn, fact: number, about: string[], words: Words, does: Does): HTMLTableRowElement {
  const { nodes, edges, relations, statuses } = drawn.columns;
  const status = edges.status[fact];
  const marks: (Node | string)[] = [element("span", `badge ${status}`, statuses[status] ?? status)];
  if (edges.disputed[fact]) marks.push(" ", element("span", "badge disputed-mark", words.disputed));
  if (edges.ended[fact]) marks.push(" ", element("span", "badge", words.ended));
  const opens = link("fact", edges.id[fact], relations[edges.relation[fact]].label);
  opens.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    does.open(edges.id[fact], opens);
  });
  const thing = (number: number): (Node | string)[] => {
    const [id, name] = [nodes.id[number], nodes.label[number]];
    if (about.includes(id)) return [link("entity", id, name)];
    const more = element("button", "unfold", "+");
    more.setAttribute("aria-label", `${words.unfold} ${name}`);
    more.addEventListener("click", () => does.unfold(id));
    return [link("entity", id, name), " ", more];
  };
  const cells = [thing(edges.source[fact]), [opens], thing(edges.target[fact]), [edges.value[fact] ?? ""], [edges.since[fact] ?? ""], marks];
  const made = element("tr");
  for (const content of cells) {
    const cell = element("td");
    cell.append(...content);
    made.append(cell);
  }
  return made;
}

function link(kind: string, key: string, label: string): HTMLAnchorElement {
  const made = element("a", "", label);
  made.href = `/${kind}/${encodeURIComponent(key)}`;
  return made;
}
