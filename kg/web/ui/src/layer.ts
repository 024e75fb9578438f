// Many things and facts in WebGL: all dots in one call, all lines in another, which is cut in slices where it takes longer than a frame.
import type { Camera, Sheet } from "./camera";
import type { Drawn, Seen } from "./data";
import { bend, colourOfFact, colourOfType, PAPER, rgb } from "./looks";
import { Program } from "./program";
import { DOTS, HAIRS, STROKES } from "./shaders";
import { CORNER, shapesOf } from "./shapes";

/** So many lines in sight are drawn with widths, dashes and arrows; more are hairs. */
const NEAR = 3000;
/** So many hairs are quickly drawn: a draft has no more of them, each the stronger. */
const DRAFT = 20_000;
/** Corners of the first slice of lines in a picture, at most; of the smallest and largest. */
const SLICE = { first: 16_000, least: 2000, most: 60_000 };

/** Radii of dots, in pixels. */
const SMALLEST = 0.6;
export const LARGEST = 24;

export class Layer {
  /** The facts of the present picture of which an end lies on the sheet; whether their lines have widths, dashes and arrows. */
  facts: Uint32Array = new Uint32Array(0);
  near = false;
  /** Whether it leaves out hairs. */
  draft = false;
  private readonly gl: WebGL2RenderingContext;
  private readonly dots: Program;
  private readonly hairs: Program;
  private readonly strokes: Program;
  /** In the order in which they are drawn: things with most facts and facts in doubt come last, on top. */
  private readonly things: Uint32Array;
  private readonly order: Uint32Array;
  private readonly parallels: Uint16Array;
  private readonly board: WebGLFramebuffer;
  private readonly store: WebGLRenderbuffer;
  private camera: Camera = { x: 0, y: 0, scale: 1 };
  private grown = 1;
  /** How many dots there are, and corners of hairs and of strokes; how many of these corners are drawn; every which hair is. */
  private points = 0;
  private hairy = 0;
  private skip = 1;
  private stroked = 0;
  private done = 0;
  private slice = SLICE.first;
  private fence: WebGLSync | null = null;
  private waited = 0;

  /** `sizes` are the things' radii in pixels where the whole is in view. */
  constructor(
    private readonly canvas: HTMLCanvasElement, private readonly drawn: Drawn, private readonly sizes: Float32Array,
    private readonly dark: boolean, private sheet: Sheet,
  ) {
    const gl = canvas.getContext("webgl2", { alpha: false, antialias: false, depth: false, stencil: false });
    if (!gl) throw new Error("no WebGL 2");
    this.gl = gl;
    this.dots = new Program(gl, DOTS, { place: [2], size: [1], colour: [4, "bytes"] });
    this.hairs = new Program(gl, HAIRS, { place: [2], colour: [4, "bytes"] });
    this.strokes = new Program(gl, STROKES, { place: [2], on: [2], stroke: [3], colour: [4, "bytes"] });
    this.things = drawn.byDegree().reverse();
    this.order = inOrder(drawn);
    this.parallels = drawn.parallels();
    this.fill();
    this.board = gl.createFramebuffer()!;
    this.store = gl.createRenderbuffer()!;
    gl.disable(gl.DEPTH_TEST);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    this.resize(sheet);
  }

  resize(sheet: Sheet): void {
    const { gl, canvas } = this;
    this.sheet = sheet;
    canvas.width = Math.round(sheet.width * sheet.ratio);
    canvas.height = Math.round(sheet.height * sheet.ratio);
    gl.bindRenderbuffer(gl.RENDERBUFFER, this.store);
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, canvas.width, canvas.height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.board);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, this.store);
    gl.viewport(0, 0, canvas.width, canvas.height);
  }

  /** The corners of dots and hairs, which stay as they are. */
  private fill(): void {
    const { nodes, edges } = this.drawn.columns;
    const tints = this.drawn.columns.types.map((type) => rgb(colourOfType(type.name)));
    const points = new Float32Array(this.drawn.order * 4);
    const pointBytes = new Uint8Array(points.buffer);
    for (let i = 0; i < this.drawn.order; i++) {
      points.set([nodes.x[i], nodes.y[i], this.sizes[i]], i * 4);
      pointBytes.set(tints[nodes.type[i]], i * 16 + 12);
    }
    this.dots.fill(points);
    const ends = new Float32Array(this.drawn.size * 6);
    const endBytes = new Uint8Array(ends.buffer);
    for (let i = 0; i < this.drawn.size; i++) {
      const tint = rgb(colourOfFact(this.drawn, i, this.dark));
      [edges.source[i], edges.target[i]].forEach((end, k) => {
        const at = i * 6 + k * 3;
        ends[at] = nodes.x[end];
        ends[at + 1] = nodes.y[end];
        endBytes.set(tint, at * 4 + 8);
        endBytes[at * 4 + 11] = edges.disputed[i] ? 255 : 120;
      });
    }
    this.hairs.fill(ends);
  }

  /** Begin a picture of what is seen from `camera`, or a draft; a dot is `grown` times as large as where the whole is in view. */
  begin(camera: Camera, grown: number, seen: Seen, draft: boolean): void {
    const { nodes, edges } = this.drawn.columns;
    const { x, y } = nodes;
    const [right, down] = [this.sheet.width / 2 / camera.scale, this.sheet.height / 2 / camera.scale];
    const [x1, x2, y1, y2] = [camera.x - right, camera.x + right, camera.y - down, camera.y + down];
    this.camera = { ...camera };
    this.grown = grown;
    const inside = this.things.reduce((found, thing) => {
      found[thing] = Number(x[thing] >= x1 && x[thing] <= x2 && y[thing] >= y1 && y[thing] <= y2);
      return found;
    }, new Uint8Array(this.drawn.order));
    const [ending, passing] = [new Uint32Array(this.drawn.size), new Uint32Array(this.drawn.size)];
    let [ends, passes] = [0, 0];
    for (const fact of this.order) {
      if (!seen.facts[fact]) continue;
      const [from, to] = [edges.source[fact], edges.target[fact]];
      if (inside[from] || inside[to]) ending[ends++] = fact;
      else if (x[from] < x1 && x[to] < x1) continue;
      else if (x[from] > x2 && x[to] > x2) continue;
      else if (y[from] < y1 && y[to] < y1) continue;
      else if (y[from] > y2 && y[to] > y2) continue;
      else passing[passes++] = fact;
    }
    this.facts = ending.subarray(0, ends);
    this.near = ends <= NEAR;
    this.choose(seen, passing.subarray(0, passes), draft);
    this.done = 0;
    this.slice = Math.min(this.slice, SLICE.first);
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.board);
    gl.disable(gl.BLEND);
    const [red, green, blue] = this.ground();
    gl.clearColor(red, green, blue, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  private choose(seen: Seen, passing: Uint32Array, draft: boolean): void {
    const things = this.things.filter((thing) => seen.things[thing]);
    this.dots.choose(things);
    this.points = things.length;
    const hairs = this.near ? [passing] : [passing, this.facts];
    const every = hairs.reduce((sum, facts) => sum + facts.length, 0);
    this.skip = draft ? Math.ceil(every / DRAFT) || 1 : 1;
    this.draft = this.skip > 1;
    const corners = new Uint32Array(2 * Math.ceil(every / this.skip));
    let [number, at] = [0, 0];
    for (const facts of hairs)
      for (const fact of facts) {
        if (number++ % this.skip) continue;
        corners[at++] = 2 * fact;
        corners[at++] = 2 * fact + 1;
      }
    this.hairy = corners.length;
    this.hairs.choose(corners);
    this.stroked = 0;
    if (!this.near) return;
    const { nodes } = this.drawn.columns;
    const { width, height } = this.sheet;
    const spot = (thing: number) => ({
      x: (nodes.x[thing] - this.camera.x) * this.camera.scale + width / 2,
      y: (nodes.y[thing] - this.camera.y) * this.camera.scale + height / 2,
      radius: this.radius(thing),
    });
    const shapes = shapesOf(this.drawn, this.facts, this.parallels, this.dark, spot, this.sheet);
    this.strokes.fill(shapes);
    this.stroked = shapes.length / CORNER;
  }

  /** The radius of a thing's dot in the present picture, in pixels of the page. */
  radius(thing: number): number {
    return Math.min(LARGEST, Math.max(SMALLEST, this.sizes[thing] * this.grown));
  }

  /** How far the line of a fact bends in the present picture, as a share of its length. */
  bends(fact: number): number {
    const { source, target } = this.drawn.columns.edges;
    return this.near ? bend(this.parallels[fact], source[fact] < target[fact]) : 0;
  }

  /** Go on with the picture for about so many frames; whether it is done. Everything at once if `whole`. */
  step(frames: number, whole = false): boolean {
    const { gl } = this;
    if (this.fence && !whole) {
      this.waited++;
      if (gl.getSyncParameter(this.fence, gl.SYNC_STATUS) !== gl.SIGNALED) return false;
      const next = this.waited > 2 * frames ? this.slice / 2 : this.waited > frames ? this.slice : this.slice * 2;
      this.slice = Math.min(SLICE.most, Math.max(SLICE.least, next));
    }
    this.forget();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.board);
    gl.enable(gl.BLEND);
    if (this.done < this.hairy) {
      const count = Math.min(whole ? this.hairy : 2 * Math.floor(this.slice / 2), this.hairy - this.done);
      // The more lines, the fainter each, so that one sees where they are thick.
      const every = (this.hairy / 2) * this.skip;
      const strength = Math.min(this.near ? 0.5 : 1.5, 1.4 * (NEAR / every) ** 0.75) * this.skip;
      this.hairs.draw(gl.LINES, this.done, count, true, { view: this.view(), strength: [strength] });
      this.done += count;
    } else {
      const first = this.done - this.hairy;
      const count = Math.min(whole ? this.stroked : 3 * Math.floor(this.slice / 12), this.stroked - first);
      const { width, height, ratio } = this.sheet;
      this.strokes.draw(gl.TRIANGLES, first, count, false, { sheet: [width, height], ratio: [ratio] });
      this.done += count;
    }
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.waited = 0;
    gl.flush();
    return this.done >= this.hairy + this.stroked;
  }

  /** Put the picture on the sheet, as far as it is done, with its dots. */
  present(): void {
    const { gl } = this;
    const { width, height } = this.canvas;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.board);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.enable(gl.BLEND);
    const grow = [this.grown, SMALLEST, LARGEST, this.sheet.ratio];
    this.dots.draw(gl.POINTS, 0, this.points, true, { view: this.view(), grow, ground: this.ground() });
  }

  /** Wait for nothing more. */
  forget(): void {
    if (this.fence) this.gl.deleteSync(this.fence);
    this.fence = null;
  }

  kill(): void {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }

  private view(): number[] {
    const { x, y, scale } = this.camera;
    return [x, y, (2 * scale) / this.sheet.width, (-2 * scale) / this.sheet.height];
  }

  private ground(): number[] {
    return rgb(PAPER[this.dark ? "dark" : "light"].ground).map((part) => part / 255);
  }
}

/** Facts as they are drawn: what is over first, what is in doubt last. */
function inOrder(drawn: Drawn): Uint32Array {
  const { disputed, ended, status } = drawn.columns.edges;
  const rank = (fact: number) => (disputed[fact] || status[fact] === "denied" ? 2 : ended[fact] ? 0 : 1);
  const order = new Uint32Array(drawn.size);
  let count = 0;
  for (const wanted of [0, 1, 2]) for (let i = 0; i < drawn.size; i++) if (rank(i) === wanted) order[count++] = i;
  return order;
}
