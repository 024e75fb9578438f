// From where the drawing is seen, and the sheet on which it is painted.

/** Things are laid out in a square with this side. */
export const SIDE = 1000;

/** Which place of the layout is in the middle, and pixels for each of its units. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}

/** What is painted on: pixels of the page, and pixels of the device for each of them. */
export interface Sheet {
  width: number;
  height: number;
  ratio: number;
}

export const same = (one: Camera | null, other: Camera | null) => one?.x === other?.x && one?.y === other?.y && one?.scale === other?.scale;

/** From where all is in view. */
export function whole(width: number, height: number): Camera {
  return { x: SIDE / 2, y: SIDE / 2, scale: Math.min(width, height) / (1.06 * SIDE) };
}

/** Nearer by so many times, so that what is so many pixels right of the middle and below it stays where it is. */
export function nearer(from: Camera, times: number, right: number, down: number, least: number): Camera {
  const scale = Math.min(least * 500, Math.max(least / 4, from.scale * times));
  const aside = 1 / from.scale - 1 / scale;
  return { x: from.x + right * aside, y: from.y + down * aside, scale };
}

/** Whether a sheet painted from one place still shows a stage all that is to be seen from another, and neither coarse nor tiny. */
export function covers(painted: Camera, now: Camera, sheet: { width: number; height: number }, stage: { width: number; height: number }): boolean {
  const times = now.scale / painted.scale;
  if (times > 2 || times < 0.5) return false;
  const lies = (from: number, to: number, paper: number, seen: number) => {
    const half = paper / 2 / painted.scale;
    const everything = from - half <= 0 && from + half >= SIDE; // nothing lies beyond the sheet
    return everything || Math.abs(to - from) * painted.scale <= paper / 2 - seen / 2 / times;
  };
  return lies(painted.x, now.x, sheet.width, stage.width) && lies(painted.y, now.y, sheet.height, stage.height);
}
