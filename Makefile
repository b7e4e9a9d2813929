# Needs Python 3.11 or newer and make; the rest is fetched into .venv.
# `make run PYTHON=/path/to/python3.11` names the Python; `make test ARGS="tests/roles -q"` narrows the tests.

CANDIDATES := python3 python3.14 python3.13 python3.12 python3.11
ifndef PYTHON
PYTHON := $(shell for python in $(CANDIDATES); do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
endif
BIN := .venv/bin
ARGS ?=

# Tests and checks run with settings of their own, whatever the developer's shell or .env says.
# What Python compiles is kept: pytest rewrites each test file, in each worker anew where it may not write.
CLEAN_ENV := env -u VAR_DIR -u EMAIL_URL -u CACHE_URL -u PYTHONDONTWRITEBYTECODE ENVIRONMENT=development ROLECRAFT_READ_DOTENV=0
ON_SQLITE := env -u DATABASE_URL $(CLEAN_ENV)

# The browser that was found to start, for what comes after it on the line.
WITH_CHROMIUM := CHROMIUM=$$($(BIN)/python scripts/ensure_chromium.py --path) && export CHROMIUM &&

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres check bench screenshots lock messages clean python installed installed-dev

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: installed ## set up what is missing, then serve Rolecraft with demo data (Ctrl-C stops it)
	@$(BIN)/python scripts/run.py

test: test-sqlite test-postgres ## run every test on SQLite and on PostgreSQL, browser tests included

test-sqlite: installed-dev ## run every test on SQLite
	@$(WITH_CHROMIUM) $(ON_SQLITE) $(BIN)/pytest -n 2 $(ARGS)

test-postgres: installed-dev ## run every test on PostgreSQL (TEST_POSTGRES_URL, else an embedded server)
	@$(WITH_CHROMIUM) $(CLEAN_ENV) $(BIN)/python scripts/with_postgres.py $(BIN)/pytest -n 2 $(ARGS)

check: installed-dev ## check format, lint, templates, migrations, production settings, imports, catalogue
	@$(ON_SQLITE) $(BIN)/python scripts/check.py

bench: installed-dev ## measure what bench/README.md names, fail where a goal is missed (QUICK=1: on small data)
	@$(CLEAN_ENV) $(BIN)/python bench/run.py $(if $(QUICK),--quick) $(ARGS)

screenshots: installed-dev ## take the README's pictures into docs/img
	@$(WITH_CHROMIUM) $(BIN)/python scripts/screenshots.py $(ARGS)

lock: installed-dev ## pin requirements*.txt from requirements*.in
	@$(BIN)/python scripts/lock.py $(ARGS)

messages: installed-dev ## collect translatable texts into locale/ and compile the catalogues
	@$(ON_SQLITE) $(BIN)/python scripts/messages.py

clean: ## remove what can be made again (.venv, collected files); data in var/ stays
	rm -rf .venv staticfiles .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

installed: python
	@$(PYTHON) scripts/set_up.py requirements.txt

installed-dev: python
	@$(PYTHON) scripts/set_up.py requirements-dev.txt

python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Rolecraft needs Python 3.11 or newer; $(or $(PYTHON),$(CANDIDATES)) is not."; \
		echo "Install one, or name it: make run PYTHON=/path/to/python3.11"; exit 1; }
