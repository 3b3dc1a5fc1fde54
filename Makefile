# Tillit: setup, run, test. Needs Python 3.11 or newer and a package registry; nothing else.
# Stamps in .venv and node_modules make repeated runs fast.

PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STATIC := src/tillit/web/static
STATIC_FILES := $(shell find $(STATIC) -type f -not -path '*/vendor/*' 2>/dev/null)

.PHONY: help setup dev run test check lix walk bench prove mutants clean

help: ## what can be done here
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: .venv/run.done $(STATIC)/vendor/designsystemet.css .venv/fonts.done var/static/staticfiles.json ## everything that running needs

.venv/bin/python:
	@sh scripts/setup_python.sh

.venv/run.done: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "Installing Python packages."
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.done: requirements/dev.txt .venv/run.done
	@echo "Installing the tools of the tests."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/npm.done: package.json package-lock.json | .venv/run.done
	@echo "Fetching the design system and the fonts."
	@sh scripts/setup_node.sh
	@touch $@

$(STATIC)/vendor/designsystemet.css: node_modules/npm.done scripts/setup_front.py $(STATIC)/tillit.css
	@$(BIN)/python scripts/setup_front.py

.venv/fonts.done: node_modules/npm.done $(wildcard scripts/make_fonts.py)
	@if [ -f scripts/make_fonts.py ]; then $(BIN)/python scripts/make_fonts.py; fi
	@touch $@

var/static/staticfiles.json: $(STATIC)/vendor/designsystemet.css $(STATIC_FILES)
	@$(BIN)/python -m django collectstatic --noinput --clear --verbosity 0 --settings tillit.config.settings
	@touch $@

dev: setup .venv/dev.done

run: setup ## start Tillit on http://127.0.0.1:8000 (PORT=, HOST=)
	@TILLIT_DEMO=1 $(BIN)/tillit prepare
	@echo
	@echo "  Tillit: http://$(HOST):$(PORT)"
	@echo "  Log in: http://$(HOST):$(PORT)/demo/ lists every role; choose one. Mail is kept in var/mail."
	@echo "  Stop with Ctrl-C."
	@echo
	@TILLIT_DEMO=1 TILLIT_WORK=1 TILLIT_ADDRESS=http://$(HOST):$(PORT) \
		exec $(BIN)/gunicorn -c python:tillit.config.server --bind $(HOST):$(PORT) tillit.config.wsgi

test: dev ## everything that CI runs
	@sh scripts/setup_chromium.sh
	@sh scripts/setup_postgres.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@if [ -f .importlinter ] || grep -q tool.importlinter pyproject.toml; then $(BIN)/lint-imports; fi
	TILLIT_DATABASE= $(BIN)/python -m pytest -n 2 --dist worksteal --durations 8
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n 2 --dist worksteal --database-only --reuse-db

check: dev ## fast: style, types, import contracts, the rules of the subject
	$(BIN)/ruff check .
	$(BIN)/mypy
	@if [ -f .importlinter ] || grep -q tool.importlinter pyproject.toml; then $(BIN)/lint-imports; fi
	$(BIN)/python -m pytest -q tests/domain

prove: dev ## the large numbers: every history, manipulation, upload and letter (an hour)
	TILLIT_FULL=1 TILLIT_DATABASE= $(BIN)/python -m pytest -n 2 --dist worksteal tests/actions tests/queries tests/web/test_files.py tests/walk tests/journeys/test_signed_in.py

mutants: dev ## remove one guard at a time: every one must turn the tests red
	$(BIN)/python scripts/mutants.py $(NAMES)

walk: dev ## every page as every kind of visitor: 10,000 requests each (TILLIT_SEED= repeats a run)
	TILLIT_WALK=10000 $(BIN)/python -m pytest -n 2 --dist worksteal -rA tests/walk

lix: setup ## how hard our own texts are to read, goal at most 40
	@$(BIN)/python scripts/lix.py

bench: setup .venv/bench.done ## measure, print a table, write var/bench.json
	@sh scripts/setup_bench.sh
	$(BIN)/python -m bench

.venv/bench.done: requirements/bench.txt .venv/run.done
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

clean: ## remove what setup made
	rm -rf .venv node_modules var/static $(STATIC)/vendor src/tillit/documents/fonts
