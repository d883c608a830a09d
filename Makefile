# `make demo` builds the graph of examples/; `make test` runs everything that has to hold.
# PYTHON is the interpreter that makes .venv, 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := setup.cfg pyproject.toml

.PHONY: demo test lint train clean

demo: .venv/.installed
	$(BIN)/kg build examples -o output
	@echo
	@echo "Look at the graph:  open output/graph.html in a browser"
	@echo "Ask it a question:  $(BIN)/kg query output who-said-what    (all of them: $(BIN)/kg query --list)"

test: lint browser stores
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Trains the entity component anew from training/sentences and puts it where the package loads it from.
CORPUS := build/training
train: .venv/.tested
	$(BIN)/python -m training.make_corpus $(CORPUS)
	OMP_NUM_THREADS=1 $(BIN)/python -m spacy train training/config.cfg --code training/labels.py --output $(CORPUS) \
		--paths.model "$$($(BIN)/python -c 'from kg.extract.versions import bundled; print(bundled())')" \
		--paths.train $(CORPUS)/train.spacy --paths.dev $(CORPUS)/held.spacy
	$(BIN)/python -m training.ship $(CORPUS)/model-last

lint: .venv/.tested
	$(BIN)/ruff check .

# How sure relations are, after a change of patterns: writes ontology/confidence.json.
.PHONY: calibrate
calibrate: .venv/.installed
	$(BIN)/python -m benchmarks.calibrate

# The vocabulary as a page for people: writes docs/ontology.html.
.PHONY: ontology-page
ontology-page: .venv/.installed
	$(BIN)/python -c 'from pathlib import Path; from kg.export.vocabulary_page import write_page; \
		from kg.ontology import Ontology; write_page(Path("docs/ontology.html"), Ontology.load())'

# Makes the editor of /sparql anew from the versions in its package-lock.json; needs Node.js and npm.
STATIC := kg/serve/static
.PHONY: editor
editor:
	mkdir -p build/editor && cp editor/* build/editor/
	cd build/editor && npm ci --ignore-scripts --no-fund --no-audit
	cd build/editor && node_modules/.bin/esbuild editor.js --bundle --minify --format=esm --charset=utf8 \
		--legal-comments=none --target=es2022 --outfile=out.js && node licences.mjs > licences.txt
	cp build/editor/out.js $(STATIC)/editor.js && cp build/editor/licences.txt $(STATIC)/editor.LICENSE.txt
	cd $(STATIC) && sha256sum editor.js > editor.sha256

# The stamps are newer than what they were made from as long as nothing has to be installed again.
.venv/.installed: $(SOURCES) | .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.tested: $(SOURCES) | .venv
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch .venv/.installed $@

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "kg needs Python 3.11 or newer: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make virtual environments: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

# The tests of the page open it in Chromium, and one in Firefox; CHROMIUM and FIREFOX name those that are not on the path.
.PHONY: browser
browser:
	@missing=""; \
	[ -n "$$CHROMIUM" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="chromium"; \
	[ -n "$$FIREFOX" ] || command -v firefox-esr >/dev/null || command -v firefox >/dev/null \
		|| missing="$$missing firefox-esr"; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $$missing; \
	else \
		echo "The tests need browsers: install $$missing, or set CHROMIUM and FIREFOX to their paths." >&2; exit 1; \
	fi

# Graphs are sent to other people's stores: Oxigraph's server comes with the packages, Virtuoso from Debian.
.PHONY: stores
stores:
	@if command -v virtuoso-t >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q \
			&& DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends virtuoso-opensource-7-bin; \
	else \
		echo "The tests need Virtuoso 7: install virtuoso-opensource-7-bin." >&2; exit 1; \
	fi

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
