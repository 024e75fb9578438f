// The SPARQL editor over the service's own endpoint, with its prefixes and example queries; nothing is looked up elsewhere.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import { views } from "./results";

const place = document.getElementById("yasgui");
if (place) open(place);

function open(place: HTMLElement): void {
  const prefixes = JSON.parse(place.dataset.prefixes!) as Record<string, string>;
  const endpoint = new URL("/sparql", location.href).href;
  const asked = new URLSearchParams(location.search).has("query");
  Yasgui.Yasqe.defaults.autocompleters = (Yasgui.Yasqe.defaults.autocompleters ?? []).filter((name) => name === "variables");
  Yasgui.Yasqe.forkAutocompleter("prefixes", {
    name: "ours-prefixes",
    persistenceId: null,
    get: async () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort(),
  } as never);
  for (const [name, kind] of [["class", "class"], ["property", "property"]] as const)
    Yasgui.Yasqe.forkAutocompleter(name, { name: `ours-${name}`, persistenceId: null, bulk: true, get: () => terms(kind) } as never);
  // The Tab key leads out of the editor, as it leads out of every field; and what is sought and sorted by is plain text.
  Object.assign(Yasgui.Yasqe.defaults.extraKeys as object, { Tab: false, "Shift-Tab": false });
  plainly((Yasgui.Yasr.plugins as unknown as Record<string, { prototype: Tabular }>).table.prototype);
  for (const [name, view] of Object.entries(views(JSON.parse(place.dataset.words!)))) Yasgui.Yasr.registerPlugin(name, view as never);
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    yasqe: { value: place.dataset.query },
  } as never);
  const show = (query: string) => {
    const tab = yasgui.getTab();
    tab?.setQuery(query);
    void tab?.query();
  };
  label(place);
  show(place.dataset.query!);
  if (asked) document.querySelector<HTMLElement>(".scroll")?.remove();
  document.querySelector<HTMLElement>("form[data-plain]")!.hidden = true;
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".examples a[data-query]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.dataset.query!);
      place.scrollIntoView();
    });
}

interface Column {
  render?: (value: unknown, use: string | undefined, ...rest: unknown[]) => unknown;
}
interface Tabular {
  getColumns(): Column[];
}

/** The table parses what it sorts and seeks by as markup; articles have markup in their words, which is not ours to run. */
function plainly(table: Tabular): void {
  const made = table.getColumns;
  table.getColumns = function () {
    return made.call(this).map((column) => {
      const render = column.render;
      if (!render) return column;
      const plain: Column["render"] = (value, use, ...rest) => {
        const text = (value as { value?: string } | null)?.value;
        return use !== "display" && use !== "type" && text !== undefined ? text.replace(/[<>&]/g, " ") : render(value, use, ...rest);
      };
      return { ...column, render: plain };
    });
  };
}

/** Labels for screen readers where the editor has none, as its parts come. */
function label(place: HTMLElement): void {
  const labels = JSON.parse(place.dataset.labels!) as Record<string, string>;
  const give = () => {
    for (const [what, words] of Object.entries(labels))
      for (const part of place.querySelectorAll(`${what}:not([aria-label])`)) part.setAttribute("aria-label", words);
    // The button that adds a tab stands among the tabs, where only tabs may stand.
    for (const part of place.querySelectorAll("[role=tablist] button:not([role])")) part.setAttribute("role", "tab");
  };
  give();
  new MutationObserver(give).observe(place, { childList: true, subtree: true });
}

/** The classes or properties that the data use, from the service's VoID. */
async function terms(kind: "class" | "property"): Promise<string[]> {
  const answer = await fetch("/.well-known/void", { headers: { Accept: "application/n-triples" } });
  const found = [...(await answer.text()).matchAll(new RegExp(`<http://rdfs.org/ns/void#${kind}> <([^>]+)>`, "g"))];
  return [...new Set(found.map((one) => one[1]))].sort();
}
