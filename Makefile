# Parvis: `make run` opens the site, `make test` proves it. Both do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run test check style types unit unit-postgresql journeys coverage explore drill fix lock audit clean

help:
	@echo "make run        start the site with sample content on http://localhost:8000"
	@echo "make setup      prepare $(VENV) and start nothing"
	@echo "make test       the whole suite: style, types, contracts, SQLite, PostgreSQL, browser"
	@echo "make coverage   the tests on SQLite again, counting which branches they take"
	@echo "make explore    the tests that make up their examples, on new ones: as often as you like"
	@echo "make drill      lose a house's machine and bring it back from its backup, on both databases"
	@echo "make fix        format the code and mend what can be mended"
	@echo "make lock       write requirements*.txt anew from pyproject.toml"
	@echo "make bench-...  a bench each; see docs/benchmarks.md"

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Parvis needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make an environment here: install its venv module (Debian: python3-venv)."; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv || echo "uv cannot be had; going on with pip, which is slower."

# A stamp a lock file: nothing is asked of a registry when nothing changed.
$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/uv
	@sh tools/install.sh $(BIN) requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml | $(VENV)/bin/uv
	@sh tools/install.sh $(BIN) requirements-dev.txt
	@touch $(VENV)/.ready $@

setup: $(VENV)/.ready
	@$(BIN)/parvis messages --compile

run: setup
	@$(BIN)/parvis up

test: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/parvis messages --compile
	@$(MAKE) --no-print-directory -j2 check
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory unit-postgresql
	@$(MAKE) --no-print-directory journeys

check: style types

style:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/*.html')
	$(BIN)/djlint --lint --quiet $$(git ls-files 'src/*.html')
	$(BIN)/lint-imports
	$(BIN)/bandit -q -r src -c pyproject.toml
	$(BIN)/parvis makemigrations --check --dry-run
	$(BIN)/parvis messages --check

types:
	$(BIN)/mypy

unit:
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not journey" --durations=20

unit-postgresql:
	$(BIN)/python tools/with_postgresql.py $(BIN)/python -m pytest -n 2 --dist loadgroup -m "not journey and not data" --durations=20 src tests/promises

journeys:
	$(BIN)/python -m pytest -n 2 --dist worksteal -m journey

# Apart from `make test`: counting every branch takes half as long again.
coverage: $(VENV)/.ready-dev
	$(BIN)/parvis messages --compile
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not journey" --cov --cov-report=term:skip-covered

# `make test` asks the same examples each time; these are others each time (PARTS names files or rooms).
explore: $(VENV)/.ready-dev
	@$(BIN)/parvis messages --compile
	EXPLORE=yes $(BIN)/python -m pytest -n 2 --dist loadgroup --timeout=0 $${PARTS:-$$(git grep -l hypothesis -- 'src/*/test_*.py' 'tests/*/test_*.py')}

drill: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/parvis messages --compile
	@$(BIN)/python -m tools.drill

fix: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/*.html') || true

lock: $(VENV)/bin/uv
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.txt -q
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt -q

audit: $(VENV)/.ready-dev
	$(BIN)/pip-audit --require-hashes --disable-pip -r requirements.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis

-include bench/bench.mk
