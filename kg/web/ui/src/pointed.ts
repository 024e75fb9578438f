// What the pointer rests on, on a sheet of glass above the drawing: a thing with all its facts, or one fact, with its name.
import type { Sheet } from "./camera";
import type { Drawn, Seen } from "./data";
import { colourOfFact, PAPER } from "./looks";
import { ready, word } from "./names";

/** How things lie on the stage at the moment. */
export interface Lie {
  at(thing: number): { x: number; y: number };
  radius(thing: number): number;
  /** How far the line of a fact bends, as a share of its length. */
  bends(fact: number): number;
}

export class Glass {
  constructor(readonly canvas: HTMLCanvasElement, private readonly drawn: Drawn, private readonly dark: boolean) {}

  clear(): void {
    this.canvas.hidden = true;
  }

  thing(thing: number, seen: Seen, lie: Lie, stage: Sheet): void {
    const context = this.fresh(stage, 1.5);
    const { source, target } = this.drawn.columns.edges;
    context.globalAlpha = Math.min(1, Math.max(0.1, Math.sqrt(100 / this.drawn.degree[thing])));
    for (let fact = 0; fact < this.drawn.size; fact++)
      if (seen.facts[fact] && (source[fact] === thing || target[fact] === thing)) this.line(context, fact, lie);
    context.globalAlpha = 1;
    const { x, y } = lie.at(thing);
    const radius = lie.radius(thing);
    context.strokeStyle = PAPER[this.dark ? "dark" : "light"].ink;
    context.beginPath();
    context.arc(x, y, radius + 2, 0, 2 * Math.PI);
    context.stroke();
    context.font = "600 13px system-ui, sans-serif";
    word(context, this.drawn.columns.nodes.label[thing], x + radius + 5, y + 4, this.dark);
  }

  fact(fact: number, at: { x: number; y: number }, lie: Lie, stage: Sheet): void {
    const context = this.fresh(stage, 3);
    this.line(context, fact, lie);
    context.font = "13px system-ui, sans-serif";
    word(context, this.drawn.label(fact), at.x + 8, at.y - 8, this.dark);
  }

  private fresh(stage: Sheet, thick: number): CanvasRenderingContext2D {
    this.canvas.hidden = false;
    const context = ready(this.canvas, stage);
    context.clearRect(0, 0, stage.width, stage.height);
    context.lineWidth = thick;
    return context;
  }

  private line(context: CanvasRenderingContext2D, fact: number, lie: Lie): void {
    const { source, target } = this.drawn.columns.edges;
    const [from, to] = [lie.at(source[fact]), lie.at(target[fact])];
    const aside = lie.bends(fact);
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    context.strokeStyle = colourOfFact(this.drawn, fact, this.dark);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo((from.x + to.x) / 2 - dy * aside, (from.y + to.y) / 2 + dx * aside, to.x, to.y);
    context.stroke();
  }
}
