// The SPARQL editor over the service's own endpoint, with its prefixes and example queries; nothing is looked up elsewhere.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

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
  show.call(null, place.dataset.query!);
  if (asked) document.querySelector<HTMLElement>(".scroll")?.remove();
  document.querySelector<HTMLElement>("form[data-plain]")!.hidden = true;
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".examples a[data-query]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(link.dataset.query!);
      place.scrollIntoView();
    });
}

/** The classes or properties that the data use, from the service's VoID. */
async function terms(kind: "class" | "property"): Promise<string[]> {
  const answer = await fetch("/.well-known/void", { headers: { Accept: "application/n-triples" } });
  const found = [...(await answer.text()).matchAll(new RegExp(`<http://rdfs.org/ns/void#${kind}> <([^>]+)>`, "g"))];
  return [...new Set(found.map((one) => one[1]))].sort();
}
