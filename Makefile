# Two commands on a fresh machine with Python ≥ 3.11 (with venv) and make:  make demo   make test
PYTHON ?= python3
VENV ?= .venv
OUTPUT ?= output
BIN := $(VENV)/bin

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# What the tests use beyond the program; `make test EXTRAS=test,ftm` also checks the export for FollowTheMoney with its own library.
EXTRAS ?= test

.PHONY: help demo test bench soak ui lint check train screenshot clean
.DELETE_ON_ERROR:

help:  ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

# A stamp is younger than what it was installed from: nothing is installed twice.
$(VENV)/.kg-installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.kg-test-installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[$(EXTRAS)]'
	@touch $@ $(VENV)/.kg-installed

demo: $(VENV)/.kg-installed  ## build the graph of the articles in seeds/ into output/
	$(BIN)/kg build seeds -o $(OUTPUT)

# The explorer's scripts, where there is Node: third-party packages come from the registry at build time and are not committed.
UI := kg/web/static/ui/pages.js
$(UI): $(wildcard kg/web/ui/src/*.ts) kg/web/ui/package.json kg/web/ui/package-lock.json kg/web/ui/vite.config.ts
	@if command -v npm >/dev/null; then cd kg/web/ui && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build; \
	else echo "no Node on this machine: the explorer's pages work without its scripts"; fi

ui: $(UI)  ## the explorer's scripts (graph in WebGL, SPARQL editor); needs Node 18 or later

test: $(VENV)/.kg-test-installed $(UI)  ## every test, style and types among them
	$(BIN)/python -m pytest -ra

bench: $(VENV)/.kg-test-installed $(UI)  ## how long things take, with limits; alone, on a quiet machine
	$(BIN)/python -m pytest -n 0 -s $(addprefix tests/benchmarks/bench_,speed.py jobs.py growth.py scale.py search.py endpoint.py explorer.py)

soak: $(VENV)/.kg-test-installed  ## hostile requests by the thousand, kills of `kg build` and `kg serve`, and ten minutes of mixed load
	$(BIN)/python -m pytest -n 0 -s --timeout 3600 tests/soak/soak_builds.py tests/soak/soak_fuzz.py tests/soak/soak_kills.py tests/soak/soak_load.py

lint: $(VENV)/.kg-test-installed  ## style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

check: $(VENV)/.kg-installed  ## ontology, rules and the rules' examples
	$(BIN)/kg check

train: $(VENV)/.kg-installed  ## the French and English pipelines, from corpora (see kg/training/README.md)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[train]'
	$(BIN)/kg train fr
	$(BIN)/kg train en

screenshot: $(VENV)/.kg-test-installed $(UI)  ## the README's pictures, from the seeds; needs Chromium and Node
	$(BIN)/kg build seeds -o $(OUTPUT) --quiet
	$(BIN)/python tests/web/screenshot.py $(OUTPUT) kg/web

clean:  ## what the demo and the tools left behind; the virtual environment stays
	$(RM) -r .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
	cd $(OUTPUT) && $(RM) -r store claims claims.jsonl extractions extractions.jsonl issues.jsonl moved.jsonl manifest.json sent graph.ttl graph.trig graph.html .lock
