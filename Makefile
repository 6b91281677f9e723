# Each target does its own set-up. On a fresh Debian 12: make, git, python3-venv; root only for the browser of the tests.
.DEFAULT_GOAL := help
.PHONY: help setup setup-s3 setup-tests run test check bench soak fmt messages
VENV := .venv
# The system's own Python where it is new enough: Debian's is built with profiles of its use, one built by hand often is not, and takes a quarter longer.
PYTHON3 ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check
INSTALL := $(PIP) --no-deps --no-build-isolation --editable .

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/bin/python:
	@$(PYTHON3) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt requirements/build.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r requirements/run.txt -r requirements/build.txt
	@$(INSTALL)
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(PIP) --no-compile --require-hashes -r requirements/dev.txt  # most of it is never imported
	@touch $@

setup: $(VENV)/.run ## make .venv with the command .venv/bin/sanggar

setup-s3: $(VENV)/.run ## what uploads in an S3-compatible store need
	@$(PIP) --require-hashes -r requirements/s3.txt

setup-tests:
	@tests/install-browser & browser=$$!; $(MAKE) --silent $(VENV)/.dev && wait $$browser

run: setup ## serve the demo programme on 127.0.0.1:8000
	@$(VENV)/bin/sanggar run --demo

check: $(VENV)/.dev ## style, types, direction between rooms, dependencies, templates, migrations
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/ruff format --quiet --check .
	@$(VENV)/bin/djlint --quiet --lint src
	@$(VENV)/bin/deptry src
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/mypy
	@SANGGAR_VAR=$$(mktemp -d) $(VENV)/bin/sanggar manage makemigrations --check --dry-run

test: setup-tests ## everything on SQLite, and what can differ on PostgreSQL where a server answers
	@tests/run

$(VENV)-peer/.done: requirements/bench.txt
	@$(PYTHON3) -m venv $(VENV)-peer
	@$(VENV)-peer/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: $(VENV)/.dev $(if $(filter no,$(PEER)),,$(VENV)-peer/.done) ## print figures (BENCH=name for one, PEER=no: ours alone)
	@PEER=$(PEER) $(PYTHON) bench/run.py $(BENCH)

soak: $(VENV)/.dev ## kill web server, database and both under load, 50 times (ROUNDS=n), run every test on both, make ten times the examples
	@SANGGAR_KILL_ROUNDS=$(or $(ROUNDS),50) $(VENV)/bin/pytest -n 0 -rP tests/journeys/test_kill.py
	@SANGGAR_TEST_DATABASE=postgres SANGGAR_KILL_ROUNDS=$(or $(ROUNDS),50) $(VENV)/bin/pytest -n 0 -rP tests/journeys/test_kill.py
	@$(VENV)/bin/pytest -n 0 tests/cli/test_first_start.py
	@SANGGAR_TEST_DAY=all SANGGAR_TEST_REQUIRE_POSTGRES=1 tests/run
	@SANGGAR_TEST_EXAMPLES=10 $(VENV)/bin/pytest -n 2 -q $$(grep -rl --include='test_*.py' 'hypothesis\|factories.examples\|from hostile' tests)

fmt: $(VENV)/.dev ## put code and templates into the house's form
	@$(VENV)/bin/ruff check --quiet --fix . ; $(VENV)/bin/ruff format --quiet .

messages: $(VENV)/.dev ## collect texts into the English catalogue and compile it (needs gettext)
	@cd src/sanggar && export SANGGAR_VAR=$$(mktemp -d) && ../../$(VENV)/bin/sanggar manage makemessages -l en --no-obsolete --add-location file -v0 && ../../$(VENV)/bin/sanggar manage compilemessages -l en -v0
