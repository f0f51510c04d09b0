# The tasks of the project: the same by hand, in pre-commit and in CI. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
GOLD := ../shared/gold

.PHONY: help edition test lint score bench model schemas clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' Makefile

edition: $(VENV)/.installed  ## installs pecia, and builds the sample edition into build/
	$(BIN)/pecia build tei --output build

test: lint  ## lints, checks types and floors, and runs every test
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

score: $(VENV)/.tools  ## measures the annotators: what must hold, calibration, errors, cost
	@cd tests && ../$(BIN)/python -m score $(WHAT)

bench: $(VENV)/.tools  ## measures speed, side by side with the engines underneath
	$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' -s

model: $(VENV)/.installed  ## makes the model of persons anew (see src/pecia/languages/en/persons.md)
	@test -d $(GOLD)/train || { echo "no gold at $(GOLD)/train: nothing to learn from"; exit 1; }
	rm -rf build/train
	$(BIN)/python -m pecia.learning $(GOLD)/train/*.jsonl.gz --output-dir build/train
	$(BIN)/pecia train --plain build/train/*.xml --output src/pecia/languages/en/persons.model \
		--about "Letters of Maria Edgeworth: The Maria Edgeworth Letters Project, CC BY 4.0" \
		--about "Foreign Relations of the United States: Office of the Historian, public domain"

schemas: $(VENV)/.installed  ## compiles schemas/pecia.odd into RELAX NG, XSD and Schematron
	$(BIN)/python -m pecia.odd compile

clean:  ## removes whatever the other tasks made, but for the virtual environment
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "pecia needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# The group is read here because pip knows --group only from 25.1 on.
$(VENV)/.tools: $(VENV)/.installed
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["test"], sep="\n")' > $(VENV)/test-requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(VENV)/test-requirements.txt
	@touch $@
