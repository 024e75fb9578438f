// Names beside the dots: as many as find room, those of the things with most facts first.
import type { Sheet } from "./camera";
import { PAPER } from "./looks";

/** What can have a name on the sheet: where it stands in pixels, how large it is. */
export interface Named {
  x: number;
  y: number;
  radius: number;
  name: string;
}

/** Pixels of the sheet that one name has for itself, and things that are looked at for it. */
const ROOM = 14_000;
const TRIED = 3000;

/** Write names on a canvas that lies on the sheet. */
export function write(canvas: HTMLCanvasElement, sheet: Sheet, things: Iterable<Named>, lines: Iterable<Named>, dark: boolean): void {
  const context = ready(canvas, sheet);
  context.clearRect(0, 0, sheet.width, sheet.height);
  const room = rooms((sheet.width * sheet.height) / ROOM);
  let tried = 0;
  context.font = "12px system-ui, sans-serif";
  for (const { x, y, radius, name } of things) {
    if (++tried > TRIED) break;
    const left = x + radius + 3;
    if (room(left - 2, y - 9, left + 6.5 * name.length + 6, y + 9)) word(context, name, left, y + 4, dark);
  }
  context.font = "11px system-ui, sans-serif";
  context.textAlign = "center";
  for (const { x, y, name } of lines) {
    const half = 3 * name.length;
    if (room(x - half, y - 8, x + half, y + 8)) word(context, name, x, y + 4, dark);
  }
  context.textAlign = "start";
}

/** Gives boxes away, so many at most, as long as they do not meet: whether one was given. */
export function rooms(most: number): (x1: number, y1: number, x2: number, y2: number) => boolean {
  const given: [number, number, number, number][] = [];
  return (x1, y1, x2, y2) => {
    if (given.length >= most || given.some((box) => x1 < box[2] && x2 > box[0] && y1 < box[3] && y2 > box[1])) return false;
    given.push([x1, y1, x2, y2]);
    return true;
  };
}

/** A canvas with as many pixels as a sheet has. */
export function ready(canvas: HTMLCanvasElement, { width, height, ratio }: Sheet): CanvasRenderingContext2D {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) [canvas.width, canvas.height] = [across, down];
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** A word with a seam of the ground's colour, so that it can be read on lines. */
export function word(context: CanvasRenderingContext2D, text: string, x: number, y: number, dark: boolean): void {
  const { ground, ink } = PAPER[dark ? "dark" : "light"];
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = ground;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
