// Results of a query as a chart: bars, a line or a pie of a column of numbers by a column of labels or dates; without numbers, how often each label comes.

export interface Value {
  value: string;
  type: string;
  datatype?: string;
}
export type Row = Record<string, Value | undefined>;
export type Words = Record<string, string>;
export interface Series {
  label: string;
  measure: string;
  dated: boolean;
  points: { label: string; value: number }[];
  left: number;
}

/** Points that one chart has at most, a pie slices. */
const MOST = { bar: 40, line: 400, pie: 9 };
export type Shape = keyof typeof MOST;
const NS = "http://www.w3.org/2000/svg";
const INKS = ["#3b7dd8", "#d9822b", "#2e9e6b", "#a25ddc", "#d1495b", "#2a9db0", "#8a7a3c", "#5a6876", "#1d5fb4", "#b3261e"];

const numeric = (one: Value | undefined): boolean =>
  one?.type !== "uri" && /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(one?.value ?? "") && !/#g(Year|YearMonth)$/.test(one?.datatype ?? "");
const dated = (one: Value | undefined): boolean => one?.type !== "uri" && /^\d{4}(-\d\d(-\d\d.*)?)?$/.test(one?.value ?? "");
export const short = (one: Value | undefined): string =>
  one?.type === "uri" ? decodeURIComponent(one.value.split(/[#/]/).filter(Boolean).pop() ?? one.value) : (one?.value ?? "");

/** The columns of a table that a chart is made of; nothing when it has no rows. */
export function seriesOf(names: string[], rows: Row[], words: Words): Series | undefined {
  if (!rows.length) return undefined;
  const all = (name: string, is: (one: Value | undefined) => boolean) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || is(row[name]));
  const dates = names.filter((name) => all(name, dated));
  const numbers = names.filter((name) => all(name, numeric) && !dates.includes(name));
  if (!numbers.length && dates.length > 1) numbers.push(...dates.filter((name) => all(name, numeric)).slice(0, 1));
  const measure = numbers.at(-1);
  const label = dates.find((name) => name !== measure) ?? names.find((name) => name !== measure && !numbers.includes(name)) ?? names.find((name) => name !== measure);
  if (!label) return undefined;
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = short(row[label]);
    const value = measure === undefined ? 1 : Number(row[measure]?.value ?? 0);
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  const points = [...sums].map(([name, value]) => ({ label: name, value }));
  const time = dates.includes(label);
  if (time) points.sort((one, other) => (one.label < other.label ? -1 : 1));
  else if (measure === undefined) points.sort((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
  return { label, measure: measure ?? words.count, dated: time, points, left: 0 };
}

export function svg(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

const told = (value: number) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The chart as a picture; what finds no room in it is counted in `left`. */
export function draw(series: Series, shape: Shape): SVGElement {
  const points = series.points.slice(0, MOST[shape]);
  const rest = series.points.slice(MOST[shape]);
  series.left = shape === "pie" ? 0 : rest.length;
  if (shape === "pie") return pie(rest.length ? [...points, { label: "…", value: rest.reduce((sum, one) => sum + one.value, 0) }] : points, series);
  return shape === "line" ? line(points, series) : bars(points, series);
}

function frame(width: number, height: number, series: Series): SVGElement {
  const label = `${series.measure} / ${series.label}`;
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label, class: "chart", "font-size": 13, fill: "#1c2733" });
}

function titled(element: SVGElement, label: string, value: number): SVGElement {
  element.append(svg("title", {}, `${label}: ${told(value)}`));
  return element;
}

function bars(points: Series["points"], series: Series): SVGElement {
  const [high, low] = [Math.max(0, ...points.map((one) => one.value)), Math.min(0, ...points.map((one) => one.value))];
  const made = frame(800, points.length * 26 + 10, series);
  const at = (value: number) => 250 + ((value - low) / (high - low || 1)) * 450;
  points.forEach(({ label, value }, number) => {
    const y = number * 26 + 5;
    const [left, right] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))];
    made.append(svg("text", { x: 240, y: y + 15, "text-anchor": "end" }, cut(label, 34)));
    made.append(titled(svg("rect", { x: left, y, width: Math.max(1, right - left), height: 20, rx: 2, fill: value < 0 ? INKS[4] : INKS[0], class: "mark" }), label, value));
    made.append(svg("text", { x: right + 6, y: y + 15, fill: "#5a6876" }, told(value)));
  });
  return made;
}

function line(points: Series["points"], series: Series): SVGElement {
  const [high, low] = [Math.max(0, ...points.map((one) => one.value)), Math.min(0, ...points.map((one) => one.value))];
  const made = frame(800, 360, series);
  const days = points.map((one) => Date.parse(one.label));
  const timed = series.dated && points.length > 1 && days.every((day) => !Number.isNaN(day)) && days.at(-1)! > days[0];
  const x = (number: number) => 70 + (timed ? (days[number] - days[0]) / (days.at(-1)! - days[0]) : number / Math.max(1, points.length - 1)) * 700;
  const y = (value: number) => 310 - ((value - low) / (high - low || 1)) * 280;
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const value = low + (high - low) * part;
    made.append(svg("line", { x1: 70, x2: 770, y1: y(value), y2: y(value), stroke: "#d9dfe6" }));
    made.append(svg("text", { x: 62, y: y(value) + 4, "text-anchor": "end", fill: "#5a6876" }, told(value)));
  }
  made.append(svg("polyline", { points: points.map((one, number) => `${x(number)},${y(one.value)}`).join(" "), fill: "none", stroke: INKS[0], "stroke-width": 2 }));
  let last = -99;
  points.forEach(({ label, value }, number) => {
    made.append(titled(svg("circle", { cx: x(number), cy: y(value), r: 4, fill: INKS[0], class: "mark" }), label, value));
    if (x(number) - last < 85) return;
    last = x(number);
    made.append(svg("text", { x: last, y: 335, "text-anchor": "middle" }, cut(label, 12)));
  });
  return made;
}

function pie(points: Series["points"], series: Series): SVGElement {
  const made = frame(800, 360, series);
  const positive = points.filter((one) => one.value > 0);
  const sum = positive.reduce((whole, one) => whole + one.value, 0);
  let angle = -Math.PI / 2;
  positive.forEach(({ label, value }, number) => {
    const turn = Math.min((value / sum) * 2 * Math.PI, 2 * Math.PI - 1e-4);
    const [x1, y1, x2, y2] = [Math.cos(angle), Math.sin(angle), Math.cos(angle + turn), Math.sin(angle + turn)].map((one) => one * 150);
    const d = `M180 180l${x1} ${y1}A150 150 0 ${turn > Math.PI ? 1 : 0} 1 ${180 + x2} ${180 + y2}Z`;
    made.append(titled(svg("path", { d, fill: INKS[number % INKS.length], stroke: "#fff", class: "mark" }), label, value));
    made.append(svg("rect", { x: 370, y: number * 26 + 30, width: 14, height: 14, fill: INKS[number % INKS.length] }));
    made.append(svg("text", { x: 394, y: number * 26 + 42 }, `${cut(label, 40)}: ${told(value)} (${told((100 * value) / sum)} %)`));
    angle += turn;
  });
  return made;
}
