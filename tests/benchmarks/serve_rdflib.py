"""rdflib-endpoint over a copy of our store, as its own documentation sets it up; runs in its own virtual environment.

Usage: serve_rdflib.py STORE PORT
"""

import sys

import uvicorn
from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint

graph = Dataset(store=OxigraphStore(store=Store(sys.argv[1])))
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="warning")
