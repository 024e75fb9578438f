// What every page gains from a script: suggestions while one types, evidence and claims that light each other up, links that open what they name.

const field = document.querySelector<HTMLInputElement>("input[data-suggest]");
if (field) suggest(field, field.dataset.suggest!);
light();
window.addEventListener("hashchange", reveal);
reveal();

interface Suggestion {
  label: string;
  type: string;
  href: string;
}

/** A list under a search field, by the pattern of an ARIA combobox. */
function suggest(input: HTMLInputElement, address: string): void {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.form!.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-autocomplete", "list");
  let found: Suggestion[] = [];
  let chosen = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place: number) => {
    chosen = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    if (place >= 0) input.setAttribute("aria-activedescendant", `suggestion-${place}`);
  };
  input.addEventListener("input", async () => {
    const number = ++asked;
    const text = input.value.trim();
    if (!text) return close();
    const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || number !== asked) return;
    const kept = found[chosen]?.href; // what is chosen stays so when a later answer has it too
    found = (await answer.json()) as Suggestion[];
    list.replaceChildren(
      ...found.map((one, place) => {
        const item = document.createElement("li");
        item.id = `suggestion-${place}`;
        item.setAttribute("role", "option");
        const dot = document.createElement("span");
        dot.className = `dot ${one.type}`;
        item.append(dot, one.label);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          location.assign(one.href);
        });
        return item;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(found.findIndex((one) => one.href === kept));
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose((chosen + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(found[chosen].href);
    } else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}

/** In an article: the claims of the evidence under the pointer, and the evidence of the claim under it. */
function light(): void {
  const mark = (ids: string[], on: boolean) => {
    for (const id of ids) {
      document.getElementById(`claim-${id}`)?.classList.toggle("lit", on);
      for (const run of document.querySelectorAll<HTMLElement>(`.evidence[data-claims~="${id}"]`)) run.classList.toggle("lit", on);
    }
  };
  for (const run of document.querySelectorAll<HTMLElement>(".evidence")) {
    const ids = run.dataset.claims!.split(" ");
    for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]] as const)
      run.addEventListener(name, () => mark(ids, on));
  }
  for (const told of document.querySelectorAll<HTMLElement>(".told")) {
    const ids = [told.id.replace("claim-", "")];
    told.addEventListener("mouseenter", () => mark(ids, true));
    told.addEventListener("mouseleave", () => mark(ids, false));
  }
}

/** Opens whatever is folded over the thing that the address names. */
function reveal(): void {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let over = target.closest("details"); over; over = over.parentElement!.closest("details")) over.open = true;
  target.scrollIntoView({ block: "center" });
}
