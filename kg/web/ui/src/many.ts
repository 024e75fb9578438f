// Many things: they are painted on a sheet larger than the stage, and it is the sheet that moves; painted anew when it has come to rest, first as a draft.
import { type Camera, covers, nearer, same, type Sheet, whole } from "./camera";
import type { Drawn, Seen } from "./data";
import { element } from "./dom";
import { follow } from "./gestures";
import { LARGEST, Layer } from "./layer";
import { type Named, write } from "./names";
import { factsAt, thingAt } from "./nearest";
import { blobOf } from "./picture";
import { Glass, type Lie } from "./pointed";
import type { Told, View, Words } from "./view";

/** How far the sheet is larger than the stage, how many pixels it has at most; milliseconds after which it has come to rest. */
const LARGER = 1.5;
const PIXELS = 8_000_000;
const STILL = 120;
/** Facts in sight up to which lines have their labels; milliseconds after which the first picture shows how far it is. */
const LABELLED = 120;
const AGAIN = 300;

export class Many implements View {
  private readonly paper = element("div", "sheet");
  private readonly canvas = element("canvas");
  private readonly names = element("canvas");
  private readonly glass: Glass;
  private readonly note = element("p", "from-afar");
  private readonly layer: Layer;
  private readonly order: Uint32Array;
  private readonly ended = new AbortController();
  private readonly watching = new ResizeObserver(() => this.resize());
  private now: Camera;
  /** From where the picture on the sheet is seen, and the one that is being made. */
  private painted: Camera | null = null;
  private making: Camera | null = null;
  private changed = true;
  private moved = 0;
  private shown = 0;
  private frame = 0;
  private stage: Sheet;
  private sheet: Sheet;

  constructor(
    private readonly drawn: Drawn, private readonly place: HTMLElement, private readonly dark: boolean, private seen: Seen, words: Words, private readonly told: Told,
  ) {
    this.order = drawn.byDegree();
    const room = Math.min(place.clientWidth, place.clientHeight) / 600;
    const small = Math.min(2.5, Math.max(0.2, room * Math.sqrt(2000 / drawn.order)));
    const sizes = Float32Array.from(drawn.degree, (degree) => (1.5 + 0.8 * Math.sqrt(degree)) * small);
    this.glass = new Glass(element("canvas", "glass"), drawn, dark);
    this.note.textContent = words.from_afar;
    this.note.hidden = true;
    this.paper.append(this.canvas, this.names);
    [this.stage, this.sheet] = this.measure();
    this.now = whole(this.stage.width, this.stage.height);
    this.layer = new Layer(this.canvas, drawn, sizes, dark, this.sheet);
    place.append(this.paper, this.glass.canvas, this.note);
    place.classList.add("many");
    this.canvas.addEventListener("webglcontextlost", () => told.lost(), { signal: this.ended.signal });
    this.watching.observe(place);
    const hand = {
      drag: (right: number, down: number) => this.move({ ...this.now, x: this.now.x - right / this.now.scale, y: this.now.y - down / this.now.scale }),
      near: (times: number, x: number, y: number) => this.near(times, x, y),
      click: (x: number, y: number) => this.click(x, y),
      rest: (at: { x: number; y: number } | null) => this.point(at),
    };
    follow(place, hand, this.ended.signal);
    this.soon();
  }

  show(seen: Seen): void {
    this.seen = seen;
    this.changed = true;
    this.making = null;
    this.soon();
  }

  at(thing: number): { x: number; y: number } {
    return on(this.drawn, thing, this.now, this.stage);
  }

  camera(): { x: number; y: number; ratio: number } {
    return { x: this.now.x, y: this.now.y, ratio: 1 / this.nearness(this.now) };
  }

  pan(right: number, down: number): void {
    const { x, y, scale } = this.now;
    this.move({ x: x + (right * this.stage.width) / scale, y: y + (down * this.stage.height) / scale, scale });
  }

  zoom(times: number): void {
    this.near(times, this.stage.width / 2, this.stage.height / 2);
  }

  fit(): void {
    this.move(whole(this.stage.width, this.stage.height));
  }

  async picture(): Promise<Blob> {
    this.begin(false);
    while (!this.layer.step(1, true));
    this.finish();
    const { width, height, ratio } = this.stage;
    const canvas = element("canvas");
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const context = canvas.getContext("2d")!;
    const [left, top] = [((width - this.sheet.width) / 2) * ratio, ((height - this.sheet.height) / 2) * ratio];
    for (const part of [this.canvas, this.names]) context.drawImage(part, left, top);
    return blobOf(canvas);
  }

  kill(): void {
    this.ended.abort();
    this.watching.disconnect();
    cancelAnimationFrame(this.frame);
    this.layer.kill();
    for (const part of [this.paper, this.glass.canvas, this.note]) part.remove();
    this.place.classList.remove("many");
    delete this.place.dataset.ready;
    delete this.place.dataset.drawn;
  }

  /** How many times nearer than where all is in view. */
  private nearness(camera: Camera): number {
    return camera.scale / whole(this.stage.width, this.stage.height).scale;
  }

  private measure(): [Sheet, Sheet] {
    const [width, height] = [Math.max(1, this.place.clientWidth), Math.max(1, this.place.clientHeight)];
    const [wide, high] = [Math.round(width * LARGER), Math.round(height * LARGER)];
    const ratio = Math.min(devicePixelRatio, Math.sqrt(PIXELS / wide / high));
    Object.assign(this.paper.style, { width: `${wide}px`, height: `${high}px`, left: `${(width - wide) / 2}px`, top: `${(height - high) / 2}px` });
    return [{ width, height, ratio }, { width: wide, height: high, ratio }];
  }

  private resize(): void {
    const { width, height } = this.stage;
    const near = this.nearness(this.now);
    [this.stage, this.sheet] = this.measure();
    if (width === this.stage.width && height === this.stage.height) return;
    this.now.scale = whole(this.stage.width, this.stage.height).scale * near;
    this.painted = null;
    this.layer.resize(this.sheet);
    this.show(this.seen);
  }

  private near(times: number, x: number, y: number): void {
    const least = whole(this.stage.width, this.stage.height).scale;
    this.move(nearer(this.now, times, x - this.stage.width / 2, y - this.stage.height / 2, least));
  }

  private move(to: Camera): void {
    this.point(null);
    this.now = to;
    this.moved = performance.now();
    this.soon();
  }

  private soon(): void {
    this.frame ||= requestAnimationFrame(() => this.tick());
  }

  /** A frame: the sheet moves; a picture is begun when it has come to rest or no longer covers the stage, given up when it moves on. */
  private tick(): void {
    this.frame = 0;
    this.lay();
    const still = performance.now() - this.moved > STILL;
    const enough = this.painted !== null && covers(this.painted, this.now, this.sheet, this.stage);
    if (this.making && !same(this.making, this.now) && !still && enough) this.making = null;
    if (!this.making && (this.changed || !enough || (still && !same(this.painted, this.now)))) this.begin(true);
    if (!this.making && still && this.layer.draft) this.begin(false);
    if (this.making) {
      if (this.layer.step(still ? 4 : 1)) this.finish();
      else if (!this.painted && performance.now() - this.shown > AGAIN) this.present();
    }
    if (this.making || this.changed || this.layer.draft || !same(this.painted, this.now)) this.soon();
  }

  private begin(draft: boolean): void {
    this.making = { ...this.now };
    this.changed = false;
    this.layer.forget();
    this.layer.begin(this.making, Math.sqrt(this.nearness(this.making)), this.seen, draft);
  }

  private present(): void {
    this.layer.present();
    this.shown = performance.now();
    this.place.dataset.ready = "yes";
  }

  private finish(): void {
    const first = !("drawn" in this.place.dataset);
    this.present();
    this.painted = this.making;
    this.making = null;
    this.note.hidden = this.layer.near;
    this.lay();
    write(this.names, this.sheet, this.named(), this.lines(), this.dark);
    if (this.layer.draft) return;
    this.place.dataset.drawn = "yes";
    if (first) this.told.drawn();
  }

  /** Put the sheet where its picture belongs. */
  private lay(): void {
    const from = this.painted ?? this.making ?? this.now;
    const [right, down] = [(from.x - this.now.x) * this.now.scale, (from.y - this.now.y) * this.now.scale];
    this.paper.style.transform = `translate(${right}px, ${down}px) scale(${this.now.scale / from.scale})`;
  }

  /** Things on the sheet, those with most facts first. */
  private *named(): Iterable<Named> {
    for (const thing of this.order) {
      if (!this.seen.things[thing]) continue;
      const { x, y } = on(this.drawn, thing, this.painted!, this.sheet);
      if (x > 0 && x < this.sheet.width && y > 0 && y < this.sheet.height)
        yield { x, y, radius: this.layer.radius(thing), name: this.drawn.columns.nodes.label[thing] };
    }
  }

  /** Facts on the sheet whose lines are long enough for what they say; none where there are many. */
  private *lines(): Iterable<Named> {
    if (this.layer.facts.length > LABELLED) return;
    const { source, target } = this.drawn.columns.edges;
    for (const fact of this.layer.facts) {
      const [from, to] = [source[fact], target[fact]].map((end) => on(this.drawn, end, this.painted!, this.sheet));
      const [dx, dy, aside] = [to.x - from.x, to.y - from.y, this.layer.bends(fact) / 2];
      const name = this.drawn.label(fact);
      if (Math.hypot(dx, dy) > 6 * name.length + 40) yield { x: from.x + dx / 2 - dy * aside, y: from.y + dy / 2 + dx * aside, radius: 0, name };
    }
  }

  /** What lies at a place of the stage: a thing, else the facts whose lines pass there. */
  private under(x: number, y: number): { thing: number; facts: number[] } {
    const { scale } = this.now;
    const [right, down] = [this.now.x + (x - this.stage.width / 2) / scale, this.now.y + (y - this.stage.height / 2) / scale];
    const thing = thingAt(this.drawn, this.seen, right, down, 3 / scale, LARGEST / scale, (one) => this.layer.radius(one) / scale);
    const facts = thing >= 0 ? [] : factsAt(this.drawn, this.layer.facts, right, down, 4 / scale, (fact) => this.layer.bends(fact));
    return { thing, facts: this.layer.near ? facts.slice(0, 1) : facts };
  }

  /** A thing unfolds, a line opens; where lines are too many to be told apart, they come nearer. */
  private click(x: number, y: number): void {
    const { thing, facts } = this.under(x, y);
    if (thing >= 0) this.told.thing(thing);
    else if (facts.length === 1) this.told.fact(facts[0]);
    else if (facts.length) this.near(2, x, y);
  }

  /** Say what the pointer rests on, and show what it hangs together with. */
  private point(at: { x: number; y: number } | null): void {
    const { thing, facts } = at && this.painted ? this.under(at.x, at.y) : { thing: -1, facts: [] };
    this.place.style.cursor = thing >= 0 || facts.length === 1 ? "pointer" : facts.length ? "zoom-in" : "";
    this.glass.clear();
    const lie: Lie = { at: (one) => this.at(one), radius: (one) => this.layer.radius(one), bends: (fact) => this.layer.bends(fact) };
    if (thing >= 0) this.glass.thing(thing, this.seen, lie, this.stage);
    else if (at && facts.length === 1) this.glass.fact(facts[0], at, lie, this.stage);
  }
}

/** Where a thing stands on a sheet that is seen by a camera. */
function on(drawn: Drawn, thing: number, camera: Camera, sheet: Sheet): { x: number; y: number } {
  const { x, y } = drawn.columns.nodes;
  return { x: (x[thing] - camera.x) * camera.scale + sheet.width / 2, y: (y[thing] - camera.y) * camera.scale + sheet.height / 2 };
}
