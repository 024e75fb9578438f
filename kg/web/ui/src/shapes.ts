// Lines seen from near, as triangles: as wide as they are, dashed, curved where they run beside others, with an arrow at the end.
import type { Drawn } from "./data";
import { bend, colourOfFact, rgb, strokes, width } from "./looks";

/** A corner of a triangle: x, y in pixels of the sheet; how far across and along the line; half its width, dash, gap; colour in one. */
export const CORNER = 8;

/** Where a thing stands on the sheet, in pixels, and how large it is. */
export interface Spot {
  x: number;
  y: number;
  radius: number;
}

/** The triangles of some facts, `CORNER` numbers a corner; `parallels` is each fact's number among those of the same two things. */
export function shapesOf(
  drawn: Drawn, facts: Uint32Array, parallels: Uint16Array, dark: boolean, spot: (thing: number) => Spot, sheet: { width: number; height: number },
): Float32Array {
  const { source, target, status, value } = drawn.columns.edges;
  let made = new Float32Array(4096 * CORNER);
  let bytes = new Uint8Array(made.buffer);
  let colour = [0, 0, 0, 255];
  // The more there are, the finer they are.
  const fine = Math.min(1, Math.max(0.4, Math.sqrt(400 / facts.length)));
  let used = 0;
  const corner = (x: number, y: number, across: number, along: number, half: number, dash: number, gap: number) => {
    if (used + CORNER > made.length) {
      const larger = new Float32Array(made.length * 2);
      larger.set(made);
      made = larger;
      bytes = new Uint8Array(made.buffer);
    }
    made.set([x, y, across, along, half, dash, gap], used);
    bytes.set(colour, 4 * (used + CORNER - 1));
    used += CORNER;
  };
  for (const fact of facts) {
    if (source[fact] === target[fact]) continue;
    const [from, to] = [spot(source[fact]), spot(target[fact])];
    const { dash, gap } = strokes(status[fact]);
    const half = (width(value[fact]) / 2) * fine;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    colour = [...rgb(colourOfFact(drawn, fact, dark)), 255];
    const aside = bend(parallels[fact], source[fact] < target[fact]);
    const [cx, cy] = [(from.x + to.x) / 2 - dy * aside, (from.y + to.y) / 2 + dx * aside];
    // The arrow's tip touches the thing, and the line ends where the arrow begins.
    const [ex, ey] = [to.x - cx, to.y - cy];
    const end = Math.hypot(ex, ey) || 1;
    const long = Math.min((6 + 3 * half) * fine, length / 3);
    const tip = [to.x - (ex / end) * to.radius, to.y - (ey / end) * to.radius];
    const foot = [tip[0] - (ex / end) * long, tip[1] - (ey / end) * long];
    const inside = Math.max(Math.abs(cx - sheet.width / 2) - length / 2 - sheet.width / 2, Math.abs(cy - sheet.height / 2) - length / 2 - sheet.height / 2) < 0;
    const pieces = aside && inside ? Math.max(4, Math.min(16, Math.round(length / 12))) : 1;
    let [x1, y1, along] = [from.x, from.y, 0];
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      const [x2, y2] = [
        (1 - t) ** 2 * from.x + 2 * t * (1 - t) * cx + t * t * foot[0],
        (1 - t) ** 2 * from.y + 2 * t * (1 - t) * cy + t * t * foot[1],
      ];
      const step = Math.hypot(x2 - x1, y2 - y1) || 1;
      const soft = half + 1;
      const [nx, ny] = [(-(y2 - y1) / step) * soft, ((x2 - x1) / step) * soft];
      const corners = [
        [x1 + nx, y1 + ny, soft, along], [x1 - nx, y1 - ny, -soft, along], [x2 + nx, y2 + ny, soft, along + step],
        [x1 - nx, y1 - ny, -soft, along], [x2 + nx, y2 + ny, soft, along + step], [x2 - nx, y2 - ny, -soft, along + step],
      ];
      for (const [x, y, across, on] of corners) corner(x, y, across, on, half, dash, gap);
      [x1, y1, along] = [x2, y2, along + step];
    }
    const broad = ((3 + 1.5 * half) * fine) / end;
    corner(tip[0], tip[1], 0, 0, 9, 1, 0);
    corner(foot[0] - ey * broad, foot[1] + ex * broad, 0, 0, 9, 1, 0);
    corner(foot[0] + ey * broad, foot[1] - ex * broad, 0, 0, 9, 1, 0);
  }
  return made.subarray(0, used);
}
