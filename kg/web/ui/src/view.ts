// What every drawing can do, whatever draws it: few things are drawn by sigma, many by a layer of our own.
import type { Seen } from "./data";

export interface View {
  /** Draw what is seen and nothing else. */
  show(seen: Seen): void;
  /** Where a thing stands, in pixels of the stage. */
  at(thing: number): { x: number; y: number };
  /** Where the middle of what is seen lies; the lower the ratio, the nearer. */
  camera(): { x: number; y: number; ratio: number };
  /** Move by shares of what is seen. */
  pan(right: number, down: number): void;
  zoom(times: number): void;
  /** Everything in view. */
  fit(): void;
  /** What is seen as a PNG; without it, pictures are made of the shapes alone. */
  picture?(): Promise<Blob>;
  kill(): void;
}

/** What a view tells the page: numbers of things and facts. */
export interface Told {
  thing(number: number): void;
  fact(number: number): void;
  /** The first picture stands. */
  drawn(): void;
  /** The graphics card has let go of the drawing. */
  lost(): void;
}

export type Words = Record<string, string>;
