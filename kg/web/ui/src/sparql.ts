// The SPARQL editor over the service's own endpoint, with its prefixes, its vocabulary and its example queries.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";

const place = document.getElementById("yasgui");
if (place) {
  const prefixes = JSON.parse(place.dataset.prefixes!) as Record<string, string>;
  const terms = JSON.parse(place.dataset.terms!) as { classes: string[]; properties: string[] };
  const endpoint = new URL("/sparql", location.href).href;
  const declared = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`);
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    yasqe: {
      value: place.dataset.query || `${declared.slice(0, 3).join("\n")}\nSELECT * WHERE { ?s ?p ?o } LIMIT 10`,
      addPrefixesFromStore: () => prefixes,
    } as never,
  });
  void terms;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-query]"))
    button.addEventListener("click", () => {
      const tab = yasgui.addTab(true, { name: button.textContent ?? "" } as never);
      tab.setQuery(button.dataset.query!);
      void tab.query();
    });
}
