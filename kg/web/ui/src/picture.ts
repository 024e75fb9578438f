// The drawing as a picture to keep: SVG made of what is visible, and PNG made of that.
import type Graph from "graphology";
import type { Fact, Thing } from "./data";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const text = (words: string) => words.replace(/[&<>"]/g, (mark) => ESCAPES[mark]);

export function svgOf(graph: Graph<Thing, Fact>, shown: { node(id: string): boolean; edge(id: string): boolean }, dark: boolean): string {
  const side = 1200;
  const at = (id: string) => {
    const { x, y } = graph.getNodeAttributes(id);
    return [60 + x * 1.08, 60 + (1000 - y) * 1.08] as const;
  };
  const lines: string[] = [];
  const seen = new Map<string, number>();
  graph.forEachEdge((id, fact, source, target) => {
    if (!shown.edge(id) || source === target) return;
    const pair = [source, target].sort().join("\n");
    const number = seen.get(pair) ?? 0;
    seen.set(pair, number + 1);
    const [[x1, y1], [x2, y2]] = [at(source), at(target)];
    const bend = (number % 2 ? 1 : -1) * Math.ceil(number / 2) * 0.18 * (source < target ? 1 : -1);
    const [cx, cy] = [(x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend];
    const dashes = fact.gap ? ` stroke-dasharray="${fact.dash} ${fact.gap}"` : "";
    lines.push(
      `<path d="M${x1.toFixed(1)} ${y1.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${x2.toFixed(1)} ${y2.toFixed(1)}" fill="none" stroke="${fact.color}" stroke-width="${fact.size}"${dashes}><title>${text(fact.label)}</title></path>`,
    );
  });
  const dots: string[] = [];
  graph.forEachNode((id, thing) => {
    if (!shown.node(id)) return;
    const [x, y] = at(id);
    dots.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${thing.size.toFixed(1)}" fill="${thing.color}"/>`);
    dots.push(`<text x="${(x + thing.size + 4).toFixed(1)}" y="${(y + 4).toFixed(1)}">${text(thing.label)}</text>`);
  });
  const [ground, ink] = dark ? ["#12181f", "#e4e9ef"] : ["#ffffff", "#1c2733"];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}" font-family="sans-serif" font-size="13" fill="${ink}">` +
    `<rect width="${side}" height="${side}" fill="${ground}"/>${lines.join("")}${dots.join("")}</svg>\n`
  );
}

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
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
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
