# The commands of this project. `make` alone lists them.

PORT ?= 8000
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv/bin
export PORT KINROAD_DATA KINROAD_KEYS KINROAD_DEMO_PASSWORD DATABASE_URL

.DEFAULT_GOAL := help
.PHONY: help run test check bench words lock base-environment test-environment
.PHONY: test-sqlite test-postgres test-journeys

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: base-environment  ## get everything ready and serve http://127.0.0.1:$PORT (8000)
	@exec $(VENV)/kinroad up

test: check test-sqlite test-postgres test-journeys  ## prove everything: lint, types, both databases, browser
	@echo "Everything holds."

check: test-environment  ## lint, types, contracts, settings, migrations, words
	$(VENV)/ruff format --check --quiet .
	$(VENV)/ruff check --quiet .
	$(VENV)/djlint --lint --quiet kinroad
	$(VENV)/lint-imports --no-logo
	$(VENV)/mypy kinroad
	$(VENV)/python scripts/without_a_house.py check --deploy --fail-level WARNING
	$(VENV)/python scripts/without_a_house.py makemigrations --check --dry-run
	$(VENV)/python scripts/words.py --check
	$(VENV)/python scripts/packages.py

PYTEST := $(VENV)/python -m pytest
AT_ONCE := $(shell n=$$(nproc 2>/dev/null || echo 2); [ "$$n" -gt 4 ] && n=4; [ "$$n" -lt 2 ] && n=2; echo $$n)

test-sqlite: test-environment  ## the suite on SQLite
	$(PYTEST) -n $(AT_ONCE) --nomigrations -m "not journey"

test-postgres: test-environment  ## the suite on PostgreSQL: TEST_DATABASE_URL, or a throwaway server
	$(VENV)/python scripts/with_postgres.py -- $(PYTEST) -n $(AT_ONCE) --database-only -m "not journey"

test-journeys: test-environment  ## the browser journeys, with accessibility checks
	CHROMIUM="$$($(VENV)/python scripts/find_browser.py)" && export CHROMIUM && $(PYTEST) -n 2 --dist loadgroup -p no:randomly -m journey tests/journeys

bench: test-environment  ## the same work at growing sizes; writes benchmarks/results.json
	$(VENV)/python benchmarks/run.py

words: test-environment  ## gather and compile the words of both languages
	$(VENV)/python scripts/words.py

lock: test-environment  ## pin every package again, with hashes
	$(VENV)/python -m pip install --quiet uv
	$(VENV)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml --output-file requirements/base.txt
	$(VENV)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra test pyproject.toml --output-file requirements/test.txt

base-environment test-environment:
	@test -n "$(PYTHON)" || { echo "Kinroad needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) scripts/environment.py $(@:-environment=)
