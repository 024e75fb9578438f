"""The graph: claims and facts as RDF (triples), the store that holds them, and the views that read it."""
