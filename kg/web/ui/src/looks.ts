// How things and facts look, the same in all drawings and pictures.
import type { Drawn } from "./data";

/** Colours by type, the same as on all pages and in all files. */
const COLOURS: Record<string, string> = {
  Organisation: "#3b7dd8",
  Person: "#d9822b",
  Place: "#2e9e6b",
  DataCentre: "#2a9db0",
  Programme: "#a25ddc",
  Product: "#d1495b",
  Technology: "#8a7a3c",
};

/** Ground and ink of a drawing. */
export const PAPER = { light: { ground: "#ffffff", ink: "#1c2733" }, dark: { ground: "#12181f", ink: "#e4e9ef" } };

export const colourOfType = (type: string): string => COLOURS[type] ?? "#6b7a90";

/** A rumour is dashed, a plan dotted, all else drawn through: pixels of line and of gap. */
export function strokes(status: string): { dash: number; gap: number } {
  if (status === "rumoured") return { dash: 9, gap: 6 };
  if (status === "planned") return { dash: 3, gap: 4 };
  return { dash: 1, gap: 0 };
}

/** As wide as the stake. */
export function width(value: string | null): number {
  const found = value?.match(/(\d+(?:\.\d+)?)\s*%/);
  return found ? 1.5 + (5 * Number(found[1])) / 100 : 1.5;
}

export function colourOfFact(drawn: Drawn, fact: number, dark: boolean): string {
  const { status, disputed, ended } = drawn.columns.edges;
  if (disputed[fact] || status[fact] === "denied") return dark ? "#ff8f86" : "#b3261e";
  if (ended[fact]) return dark ? "#4a5765" : "#c3ccd6";
  return dark ? "#8496a9" : "#7d8b9a";
}

/** How far the line of a fact bends aside, as a share of its length: the first of a pair is straight, others alternate. */
export function bend(number: number, forth: boolean): number {
  return (number % 2 ? 1 : -1) * Math.ceil(number / 2) * 0.18 * (forth ? 1 : -1);
}

/** Red, green and blue of a colour, 0 to 255. */
export const rgb = (colour: string): [number, number, number] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
