// What lies under the pointer: looked for among all places, which takes less than a millisecond or two for a hundred thousand.
import type { Drawn, Seen } from "./data";

/** The thing whose dot is at a place of the layout, or within `reach` of it (all in units of the layout; no dot is larger than `largest`); else -1. */
export function thingAt(drawn: Drawn, seen: Seen, x: number, y: number, reach: number, largest: number, radius: (thing: number) => number): number {
  const { nodes } = drawn.columns;
  let [best, least] = [-1, 0];
  const furthest = reach + largest;
  for (let i = 0; i < drawn.order; i++) {
    const [right, down] = [nodes.x[i] - x, nodes.y[i] - y];
    if (right > furthest || right < -furthest || down > furthest || down < -furthest || !seen.things[i]) continue;
    const beyond = Math.hypot(right, down) - radius(i) - reach;
    if (beyond < least) [best, least] = [i, beyond];
  }
  return best;
}

/** The facts whose lines pass a place of the layout within `reach`, the nearest first; `among` are those that may, `bends` how far each line bends. */
export function factsAt(drawn: Drawn, among: Uint32Array, x: number, y: number, reach: number, bends: (fact: number) => number): number[] {
  const { nodes, edges } = drawn.columns;
  const found: [number, number][] = [];
  for (const fact of among) {
    const [from, to] = [edges.source[fact], edges.target[fact]];
    const [x1, y1, x2, y2] = [nodes.x[from], nodes.y[from], nodes.x[to], nodes.y[to]];
    const aside = bends(fact);
    const far = aside ? toCurve(x, y, x1, y1, x2, y2, aside) : toLine(x, y, x1, y1, x2, y2);
    if (far <= reach) found.push([far, fact]);
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, fact]) => fact);
}

function toLine(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

function toCurve(x: number, y: number, x1: number, y1: number, x2: number, y2: number, aside: number): number {
  const [cx, cy] = [(x1 + x2) / 2 - (y2 - y1) * aside, (y1 + y2) / 2 + (x2 - x1) * aside];
  let [px, py, best] = [x1, y1, Infinity];
  for (let piece = 1; piece <= 16; piece++) {
    const t = piece / 16;
    const [qx, qy] = [(1 - t) ** 2 * x1 + 2 * t * (1 - t) * cx + t * t * x2, (1 - t) ** 2 * y1 + 2 * t * (1 - t) * cy + t * t * y2];
    best = Math.min(best, toLine(x, y, px, py, qx, qy));
    [px, py] = [qx, qy];
  }
  return best;
}
