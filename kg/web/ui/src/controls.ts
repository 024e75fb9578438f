// What stands above the drawing: the slider through time, the filters, the buttons.
import { element } from "./dom";

/** The state of knowledge: at each day on which an article came out, and at the end all there is ("" is told then). */
export function slider(label: string, all: string, dates: string[], asOf: string, choose: (date: string) => void): HTMLElement {
  const box = element("label", "slider", `${label} `);
  const input = element("input");
  const said = element("output");
  input.type = "range";
  input.min = "0";
  input.max = String(dates.length);
  const found = dates.findIndex((date) => date >= asOf);
  input.value = String(asOf && found >= 0 ? found : dates.length);
  const chosen = () => dates[Number(input.value)] ?? "";
  const tell = () => {
    said.textContent = chosen() || all;
    input.setAttribute("aria-valuetext", said.textContent);
  };
  tell();
  input.addEventListener("input", tell);
  input.addEventListener("change", () => choose(chosen()));
  box.append(input, " ", said);
  return box;
}

/** A box to fold open, with a mark for each value that is shown; `hidden` is kept up to date. */
export function choices(title: string, values: [string, string][], hidden: Set<string>, changed: () => void): HTMLElement {
  const box = element("details", "choice");
  box.append(element("summary", "", title));
  for (const [value, label] of values) {
    const line = element("label");
    const input = element("input");
    input.type = "checkbox";
    input.checked = !hidden.has(value);
    input.addEventListener("change", () => {
      if (input.checked) hidden.delete(value);
      else hidden.add(value);
      changed();
    });
    line.append(input, ` ${label}`);
    box.append(line);
  }
  return box;
}

export function button(label: string, does: () => void): HTMLElement {
  const made = element("button", "", label);
  made.addEventListener("click", does);
  return made;
}
