# Two commands matter: `make run` and `make test`. Both need Python 3.11 or newer and make, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
WORKERS ?= 3
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# A node is several processes, and its tests start hundreds: what Python has compiled is kept beside the sources.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test checks suite suite-postgres base dev machine messages format lock docs pictures bench soak clean

help:
	@echo "make run              the demonstration node on http://127.0.0.1:8000 (ENTRAIDE_PORT changes the port)"
	@echo "make test             every check, the whole suite on SQLite, and on PostgreSQL what works on a database"
	@echo "make checks           the checks alone     make suite   the suite on SQLite alone"
	@echo "make bench NAME=desk  measure              make soak    the long tests"
	@echo "make messages         bring the French catalogues up to date"
	@echo "make docs             re-make docs/refusals.md, docs/openapi.json, docs/clocks.md and docs/protocol/schemas"
	@echo "make pictures         re-make docs/images with the browser tests"
	@echo "make format           lay out the code      make lock    re-make requirements/*.txt"

run: base
	@exec $(BIN)/entraide demo

test: checks suite suite-postgres

base:
	@$(PYTHON) tools/venv.py base
	@$(BIN)/python tools/messages.py compile

dev:
	@$(PYTHON) tools/venv.py dev
	@$(BIN)/python tools/messages.py compile

machine: dev
	@$(BIN)/python tools/machine.py

checks: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet src
	$(BIN)/codespell
	$(BIN)/mypy
	PYTHONPATH=tools $(BIN)/lint-imports --no-cache
	$(BIN)/python tools/messages.py check

suite: machine
	$(PYTEST) -m "not soak"

# Exit code 3 of the tool means: no PostgreSQL here, and it has said so.
suite-postgres: machine
	@if $(BIN)/python tools/postgres.py find >/dev/null 2>&1; then \
	  echo '$(BIN)/python tools/postgres.py run -- $(PYTEST) -m "database and not soak"'; \
	  $(BIN)/python tools/postgres.py run -- $(PYTEST) -m "database and not soak"; \
	else echo "SKIPPED: the suite on PostgreSQL; no server is on this machine."; fi

# The longest walks meet the second database here.
soak: machine
	$(BIN)/python -m pytest -m soak
	@if $(BIN)/python tools/postgres.py find >/dev/null 2>&1; then \
	  $(BIN)/python tools/postgres.py run -- $(BIN)/python -m pytest -m once; \
	else echo "SKIPPED: the walks on PostgreSQL; no server is on this machine."; fi

messages: dev
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py check

docs: dev
	$(BIN)/python tools/refusals.py write
	$(BIN)/python tools/openapi.py write
	$(BIN)/python tools/clocks.py write
	$(BIN)/python tools/schemas.py write

pictures: machine
	ENTRAIDE_PICTURES=docs/images $(BIN)/python -m pytest -m browser tests/journeys

bench: dev
	$(BIN)/python -m benchmarks.$(NAME)

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# uv resolves for every platform at once; it lives in a folder of its own for as long as that takes.
lock:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && $(PYTHON) -m venv "$$folder" && \
	"$$folder/bin/pip" --disable-pip-version-check --quiet install uv && \
	for name in base dev; do \
	  "$$folder/bin/uv" pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    --universal --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
