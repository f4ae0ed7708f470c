# Two commands for a newcomer: `make run` and `make test`. `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
PY := $(VENV)/bin/python
APP := $(VENV)/bin/verkemiddel
QUIET := --quiet --disable-pip-version-check --no-input

.PHONY: help run words pango mo test check lint types contracts translations data spelling dictionaries bench bench-relevance assets theme format messages requirements clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

run: $(VENV)/.installed words mo pango ## Everything a fresh machine needs, then serve on http://127.0.0.1:8000 (PORT=…)
	@$(PY) tools/assets.py || echo "Going on without the front-end files: pages work, but unstyled."
	@$(APP) catalogue load
	@$(APP) plan load
	@exec $(APP) serve

test: $(VENV)/.installed-dev mo assets ## All tests, fast ones first
	@$(MAKE) --no-print-directory pango
	@tools/system_packages.sh chromium "the browser tests" fonts-liberation "the browser tests"
	@tools/system_packages.sh postgresql "the PostgreSQL tests"
	@$(VENV)/bin/pytest --numprocesses auto --maxprocesses 4 --dist loadfile tests/unit tests/architecture tests/integration
	@$(VENV)/bin/pytest tests/browser

check: $(VENV)/.installed-dev mo assets lint types contracts translations spelling data ## Formatting, lint, types, import contracts, translations, spelling, data

lint: $(VENV)/.installed-dev
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .

types: $(VENV)/.installed-dev
	@$(VENV)/bin/mypy

contracts: $(VENV)/.installed-dev
	@$(VENV)/bin/lint-imports | tail -n 12

translations: $(VENV)/.installed-dev
	@$(PY) tools/messages.py --check

data: $(VENV)/.installed dictionaries
	@$(APP) catalogue check
	@$(APP) plan check

spelling: $(VENV)/.installed dictionaries ## The texts of the pages against the dictionaries of their language; `data` reads the entries
	@$(PY) tools/spelling.py

dictionaries:
	@tools/system_packages.sh hunspell "the spelling check" hunspell-no "the spelling check" hunspell-en-gb "the spelling check" apertium-nno-nob "the spelling check"

bench: $(VENV)/.installed-dev words mo assets ## The speed of pages and API beside a bare hello, as figures
	@tools/system_packages.sh wrk "the benchmarks"
	@$(PY) tests/bench/web.py

bench-relevance: $(VENV)/.installed-dev words ## How often the search finds what was meant
	@$(PY) tests/bench/relevance.py

assets: ## Front-end files, from npm packages
	@$(PY) tools/assets.py

theme: ## The theme's CSS anew, from tools/designsystemet.config.json (fetches Designsystemet's own tool, 100 MB)
	@made=$$(mktemp -d) && cp tools/designsystemet.config.json $$made && (cd $$made && \
	  $(DESIGNSYSTEMET) tokens create --config designsystemet.config.json && $(DESIGNSYSTEMET) tokens build) && \
	  cp $$made/design-tokens-build/fjell.css app/static/css/theme.css && rm -r $$made

DESIGNSYSTEMET := npx --yes @digdir/designsystemet@1.15.0

words: $(VENV)/.installed ## The table of Norwegian words that the search reads, from Debian's apertium-nno-nob
	@tools/system_packages.sh apertium-nno-nob "a search that knows more Norwegian words"
	@$(PY) tools/word_table.py "$${VERKEMIDDEL_VAR:-var}" || echo "Going on without the table of words: rules serve instead."

pango:
	@tools/system_packages.sh libpango-1.0-0 "documents as PDF" libpangoft2-1.0-0 "documents as PDF" libharfbuzz-subset0 "documents as PDF"

mo: $(VENV)/.installed
	@$(PY) tools/messages.py --compile

format: $(VENV)/.installed-dev ## Format the code
	@$(VENV)/bin/ruff format .
	@$(VENV)/bin/ruff check --fix .

messages: $(VENV)/.installed-dev ## Collect interface texts into translations/
	@$(PY) tools/messages.py --update

requirements: $(VENV)/.installed-dev ## Pin the newest allowed versions, with hashes
	@$(VENV)/bin/pip install $(QUIET) uv
	@$(VENV)/bin/uv pip compile --quiet --upgrade pyproject.toml --extra build $(PIN) -o requirements.txt
	@$(VENV)/bin/uv pip compile --quiet --upgrade pyproject.toml --extra build --extra dev $(PIN) -c requirements.txt -o requirements-dev.txt

PIN := --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11

$(VENV)/bin/python:
	@command -v python3 >/dev/null || { echo "Python 3.11 or later is needed: install python3 and python3-venv."; exit 1; }
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; this is $$(python3 --version)."; exit 1; }
	@python3 -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: install python3-venv."; exit 1; }

$(VENV)/.installed: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing Python packages …"
	@$(VENV)/bin/pip install $(QUIET) --require-hashes -r requirements.txt
	@$(VENV)/bin/pip install $(QUIET) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what tests and checks need …"
	@$(VENV)/bin/pip install $(QUIET) --require-hashes -r requirements-dev.txt
	@touch $@

clean: ## Remove everything that was built (the data folder var/ is kept)
	@rm -rf $(VENV) node_modules app/static/built .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
