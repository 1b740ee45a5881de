# Needs Python 3.11 or newer, git and make; everything else is installed into .venv from the locks, with hashes.
PYTHON ?= python3
RAW ?= raw
OUTPUT ?= output
BIN := .venv/bin

.PHONY: run test check lock bench mutants clean

run: .venv/.run  ## the Prefect flow over RAW, the result in OUTPUT
	$(BIN)/python flows.py run $(RAW) --output $(OUTPUT)

test: .venv/.dev  ## the tests
	$(BIN)/python -m pytest

check: .venv/.dev  ## lint, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

lock:  ## the locks anew, from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
		--custom-compile-command "make lock" --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
		--group dev --extra parquet --constraint requirements.lock \
		--custom-compile-command "make lock" --quiet --output-file requirements-dev.lock

bench: .venv/.dev  ## CPU a page of each stage, beside spaCy's model over the same texts
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.speed $(RAW)

mutants: .venv/.dev  ## takes each rule out in turn and names those that no test misses
	$(BIN)/python -m benchmarks.mutants

clean:  ## what runs and tests leave behind
	rm -rf output build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

# The stamps make a second call quick; a changed lock installs again. A lock is complete: nothing is left to resolve.
.venv/.run: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
