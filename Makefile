# Two commands on a fresh machine: `make run` and `make test`. Both first bring the machine up to what
# resources/setup/pins.py names and do nothing when that is there. Arguments: make run ARGS="--data-dir /tmp/x".

PYTHON ?= python3
ARGS ?=
ifeq ($(OS),Windows_NT)
VENV_PYTHON := .venv/Scripts/python.exe
else
VENV_PYTHON := .venv/bin/python
endif

.PHONY: help run test check bench faults gallery sbom licences lock clean prepared

help: ## what can be asked for
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/'

run: ## open the window (without a screen: a driven run on a virtual one)
	@$(PYTHON) resources/setup/prepare.py run $(ARGS)

test: check ## all checks and all tests; ARGS goes to pytest
	@$(VENV_PYTHON) -m pytest -n auto $(ARGS)

check: prepared ## format, lint, types
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m mypy

bench: prepared ## the figures the program promises, one JSON line each
	@$(VENV_PYTHON) -m tests.benchmarks $(ARGS)

faults: prepared ## break things at length, one JSON line a figure; ARGS names faults
	@$(VENV_PYTHON) -m tests.faults $(ARGS)

gallery: prepared ## a picture of every screen and state in build/gallery; ARGS names states
	@$(VENV_PYTHON) -m tests.gallery $(ARGS)

sbom: prepared ## what the program is shipped with, as CycloneDX, in build/desktop-chat.cdx.json
	@$(VENV_PYTHON) resources/setup/sbom.py build/desktop-chat.cdx.json

licences: prepared ## take the licences of what is shipped from its packages again
	@$(VENV_PYTHON) resources/setup/licences.py

lock: ## write the requirement files again; ARGS=--upgrade for newer versions
	@$(PYTHON) resources/setup/prepare.py lock $(ARGS)

clean: ## forget what builds and test runs left, but not .venv
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find desktop_chat tests resources -type d -name __pycache__ -prune -exec rm -rf {} +

prepared:
	@$(PYTHON) resources/setup/prepare.py test
