// What a hand does on the stage: dragging, pinching, turning the wheel, clicking, resting.
export interface Hand {
  /** Moved by so many pixels. */
  drag(right: number, down: number): void;
  /** Nearer by so many times, at a place of the stage. */
  near(times: number, x: number, y: number): void;
  click(x: number, y: number): void;
  /** The pointer rests on a place, or has left it. */
  rest(at: { x: number; y: number } | null): void;
}

/** Pixels that a click may slip; milliseconds after which a pointer rests. */
const SLIP = 4;
const REST = 60;

export function follow(stage: HTMLElement, hand: Hand, until: AbortSignal): void {
  const down = new Map<number, { x: number; y: number }>();
  let slipped = 0;
  let resting = 0;
  const place = (event: MouseEvent) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - stage.clientLeft, y: event.clientY - box.top - stage.clientTop };
  };
  const on = <Name extends keyof HTMLElementEventMap>(name: Name, does: (event: HTMLElementEventMap[Name]) => void) =>
    stage.addEventListener(name, does, { signal: until, passive: false });
  const unrest = () => {
    clearTimeout(resting);
    hand.rest(null);
  };
  on("pointerdown", (event) => {
    if (event.button) return;
    stage.setPointerCapture(event.pointerId);
    if (!down.size) slipped = 0;
    down.set(event.pointerId, place(event));
    unrest();
  });
  on("pointermove", (event) => {
    const now = place(event);
    const before = down.get(event.pointerId);
    if (!before) {
      unrest();
      resting = window.setTimeout(() => hand.rest(now), REST);
      return;
    }
    const [right, fall] = [now.x - before.x, now.y - before.y];
    slipped += Math.abs(right) + Math.abs(fall);
    if (slipped <= SLIP) return;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    hand.drag(down.size > 1 ? right / 2 : right, down.size > 1 ? fall / 2 : fall);
    if (other) {
      const far = (one: { x: number; y: number }) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      hand.near(far(now) / far(before), (now.x + other.x) / 2, (now.y + other.y) / 2);
    }
  });
  const lift = (event: PointerEvent) => {
    if (!down.delete(event.pointerId) || down.size || slipped > SLIP || event.type !== "pointerup") return;
    const { x, y } = place(event);
    hand.click(x, y);
  };
  on("pointerup", lift);
  on("pointercancel", lift);
  on("pointerleave", unrest);
  on("wheel", (event) => {
    event.preventDefault();
    unrest();
    const { x, y } = place(event);
    const turned = event.deltaY * (event.deltaMode ? 20 : 1);
    hand.near(Math.exp(-Math.max(-200, Math.min(200, turned)) * 0.002), x, y);
  });
}
