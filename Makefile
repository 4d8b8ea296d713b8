# What one types. Every target that needs it makes .venv first, from the pinned versions of constraints.txt.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help run portal ui defs validate docs test test-browser test-ckan lint bench bench-corpus kills mutants rules weights clean

help:  ## show what there is
	@echo "zq-pipeline: reports in raw/, a validated data package in datapackage/"
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16 | sed 's/^/  make /'

run: $(READY)  ## read raw/, check, and publish datapackage/
	@$(BIN)/python -m zq_pipeline run

portal: $(READY)  ## serve the releases of portal/ (http://127.0.0.1:8000)
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory portal 8000

ui: $(READY)  ## open Dagster on this workspace (http://127.0.0.1:3000)
	@$(BIN)/python -m zq_pipeline ui

defs: $(READY)  ## check what Dagster loads, and list it (dg check defs, dg list defs)
	@$(BIN)/python -m tests.tools.dg check defs
	@$(BIN)/python -m tests.tools.dg list defs

validate: $(READY)  ## put datapackage/ through every gate
	@$(BIN)/python -m zq_pipeline validate

docs: $(READY)  ## the documentation as a site, English and Chinese, in docs/_build, and beside the releases of portal/
	@rm -rf docs/_build docs/_doctrees
	@$(BIN)/python -m sphinx -qW --keep-going -d docs/_doctrees/en docs docs/_build
	@$(BIN)/python -m sphinx -qW --keep-going -d docs/_doctrees/zh -c docs -D language=zh_CN docs/zh docs/_build/zh
	@rm -rf docs/_doctrees
	@if [ -d portal ]; then rm -rf portal/docs && cp -R docs/_build portal/docs; fi
	@echo "docs/_build/index.html, docs/_build/zh/index.html"

test: $(READY) lint  ## style, types, layers, tests and doctests
	@$(BIN)/python -m pytest -n 3 -m "not browser and not ckan"

test-browser: $(READY)  ## open the page in Debian's Chromium, axe-core included
	@npm install --no-save --no-audit --no-fund --silent axe-core@4 || echo "axe-core can't be installed: its test is skipped"
	@$(BIN)/python -m pytest -m browser tests/portal

test-ckan: $(READY)  ## publish to a real CKAN on 127.0.0.1, which is installed into .ckan/ once
	@tests/ckan/install.sh .ckan
	@$(BIN)/python -m pytest -m ckan tests/ckan

lint: $(READY)  ## style, types, layers, and the word lists of the lexicon
	@$(BIN)/ruff check zq_pipeline tests docs
	@$(BIN)/ruff format --check zq_pipeline tests docs
	@$(BIN)/mypy zq_pipeline
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.lint

bench: $(READY)  ## how fast: the run beside an empty one, the parts, the reader beside an older commit (AGAINST=COMMIT: that alone)
	@$(BIN)/python -m tests.bench $(if $(AGAINST),--against $(AGAINST))

bench-corpus: $(READY)  ## how fast a corpus is read: one process, two, twice the reports; and what of it 40 would wait for
	@$(BIN)/python -m tests.bench.corpus
	@$(BIN)/python -m tests.bench.corpus_growth

kills: $(READY)  ## kill runs, the daemon's runs and a corpus at random moments, and see whether a hand is needed (COUNT=30 SEED=1)
	@$(BIN)/python -m tests.tools.kills --count $(or $(COUNT),30) --seed $(or $(SEED),1)

mutants: $(READY)  ## change one thing at a time in the reader, and see which changes no test notices (COUNT=20 SEED=1)
	@$(BIN)/python -m tests.tools.mutants --count $(or $(COUNT),20) --seed $(or $(SEED),1)

# A folder may follow the name of these: make rules my-reports
ifneq ($(filter rules weights,$(firstword $(MAKECMDGOALS))),)
FOLDER ?= $(word 2,$(MAKECMDGOALS))
$(FOLDER):
	@:
endif

rules: $(READY)  ## what each rule of the reader earns on a folder of annotated reports: make rules FOLDER=my-reports
	@$(BIN)/python -m tests.tools.rules $(FOLDER)

weights: $(READY)  ## how well the reader reads a folder of annotated reports, and its weights fitted with each left out (WRITE=1 writes them)
	@$(BIN)/python -m tests.tools.weights $(FOLDER) --fit $(if $(WRITE),--write)
	@$(BIN)/python -m tests.tools.names $(FOLDER)

clean:  ## remove the environment, caches and run history (not raw/ nor datapackage/)
	rm -rf $(VENV) docs/_build .ckan .dagster .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info

$(READY): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing the pinned packages into $(VENV) (about a minute, once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[all,dev,docs]'
	@touch $@
