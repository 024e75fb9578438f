// The drawing as a picture to keep: SVG made of what is visible, and PNG made of that.
import type { Drawn, Seen } from "./data";
import { bend, colourOfFact, colourOfType, PAPER, strokes, width } from "./looks";
import { rooms } from "./names";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const text = (words: string) => words.replace(/[&<>"]/g, (mark) => ESCAPES[mark]);
/** Names that a picture of many things has at most: those of the things that stand in most facts, where they do not meet. */
const NAMES = 150;

export function svgOf(drawn: Drawn, seen: Seen, dark: boolean, many: boolean): string {
  const side = 1200;
  const { nodes, edges } = drawn.columns;
  const at = (thing: number) => [60 + nodes.x[thing] * 1.08, 60 + nodes.y[thing] * 1.08] as const;
  const lines: string[] = [];
  const met = new Map<number, number>();
  for (let i = 0; i < drawn.size; i++) {
    const [source, target] = [edges.source[i], edges.target[i]];
    if (!seen.facts[i] || source === target) continue;
    const pair = Math.min(source, target) * drawn.order + Math.max(source, target);
    const number = met.get(pair) ?? 0;
    met.set(pair, number + 1);
    const [[x1, y1], [x2, y2]] = [at(source), at(target)];
    const aside = bend(number, source < target);
    const [cx, cy] = [(x1 + x2) / 2 - (y2 - y1) * aside, (y1 + y2) / 2 + (x2 - x1) * aside];
    const { dash, gap } = strokes(edges.status[i]);
    const way = aside ? `Q${cx.toFixed(1)} ${cy.toFixed(1)} ` : "L";
    lines.push(
      `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}${way}${x2.toFixed(1)} ${y2.toFixed(1)}" stroke="${colourOfFact(drawn, i, dark)}"` +
        ` stroke-width="${many ? 0.3 : width(edges.value[i])}"${gap && !many ? ` stroke-dasharray="${dash} ${gap}"` : ""}><title>${text(drawn.label(i))}</title></path>`,
    );
  }
  const { ground, ink } = PAPER[dark ? "dark" : "light"];
  const room = rooms(NAMES);
  const seam = ` stroke="${ground}" stroke-width="2" paint-order="stroke"`;
  const dots: string[] = [];
  const names: string[] = [];
  for (const thing of drawn.byDegree()) {
    if (!seen.things[thing]) continue;
    const [x, y] = at(thing);
    const size = many ? 1 + 0.3 * Math.sqrt(drawn.degree[thing]) : 5 + 2.2 * Math.sqrt(drawn.degree[thing]);
    dots.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${size.toFixed(1)}" fill="${colourOfType(drawn.type(thing))}"/>`);
    const [left, name] = [x + size + (many ? 2 : 4), nodes.label[thing]];
    if (!many || room(left, y - 4, left + 5 * name.length, y + 5))
      names.push(`<text x="${left.toFixed(1)}" y="${(y + (many ? 3 : 4)).toFixed(1)}"${many ? seam : ""}>${text(name)}</text>`);
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}" font-family="sans-serif" font-size="${many ? 8 : 13}" fill="${ink}">` +
    `<rect width="${side}" height="${side}" fill="${ground}"/><g fill="none">${lines.join("")}</g>${dots.join("")}${names.join("")}</svg>\n`
  );
}

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2400;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await blobOf(canvas);
  } finally {
    URL.revokeObjectURL(address);
  }
}
