# Tocsin: `make demo` shows what it does, `make test` proves it. Nothing else is needed but Python 3.11 to 3.13.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types imports unit wheel pins bench-places bench-lookup bench-events bench-delivery bench-faults bench-feeds bench-replay bench-memory bench-joining clean

help:
	@echo 'make demo           the whole pipeline on sample feeds, in this terminal, no account needed'
	@echo 'make test           style, types, import rules and all tests'
	@echo 'make bench-places DATA=folder, bench-lookup, bench-events DATA=folder, bench-delivery, bench-faults, bench-feeds, bench-replay, bench-memory, bench-joining'
	@echo 'make wheel          build the package into dist/'
	@echo 'make pins           renew constraints.txt from pyproject.toml'

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "Tocsin needs Python 3.11, 3.12 or 3.13; %s is %d.%d. Name another with: make PYTHON=python3.12 ..." % ((sys.executable,) + v))'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python cannot make virtual environments here. On Debian and Ubuntu: apt-get install python3-venv' >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

setup: $(READY)

demo: $(READY)
	@$(BIN)/tocsin demo

test: $(READY) lint types imports unit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

wheel: $(READY)
	$(BIN)/python -m build --no-isolation --wheel

pins: $(READY)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header --quiet --upgrade --output-file constraints.txt

bench-places: $(READY)
	$(BIN)/python -m bench.places $(DATA)

bench-lookup: $(READY)
	$(BIN)/python -m bench.places_lookup

bench-events: $(READY)
	$(BIN)/python -m bench.events $(DATA)

bench-delivery: $(READY)
	$(BIN)/python -m bench.delivery

bench-faults: $(READY)
	$(BIN)/python -m bench.faults
	$(BIN)/python -m bench.filing_faults

bench-feeds: $(READY)
	$(BIN)/python -m bench.feeds

bench-replay: $(READY)
	$(BIN)/python -m bench.joining_score

bench-memory: $(READY)
	$(BIN)/python -m bench.replay_memory

bench-joining: $(READY)
	$(BIN)/python -m bench.joining

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
