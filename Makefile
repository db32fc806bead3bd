# Every target sets up what it needs: a virtual environment in .venv, with uv where it is
# installed and pip where it is not. Only Python ≥ 3.11 and make have to be there.

MAKEFLAGS += --warn-undefined-variables --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
URL ?=
REPORT ?= report
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OVERLAYS := $(wildcard overlays/*.overlay.yml)
GENERATOR := $(shell find src/fine_tuning_contract/codegen src/fine_tuning_contract/description -name '*.py' -o -name '*.jinja')
NORMALIZED := generated/openapi.normalized.yml
TOOL := $(BIN)/fine-tuning-contract

.PHONY: help contract test generate serve lint prove bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python of version 3.11 or newer found; install one, or say PYTHON=/path/to/python"; exit 2; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
		VIRTUAL_ENV=$(VENV) uv pip install --quiet --constraint constraints.txt --editable '.[dev]'; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'; \
	fi
	@touch $@

$(NORMALIZED): openapi.yml $(OVERLAYS) $(GENERATOR) | $(READY)
	@$(TOOL) generate
	@touch $@

generate: $(READY) ## openapi.yml and overlays/ → generated/
	@$(TOOL) generate

contract: $(READY) $(NORMALIZED) ## generate what is stale, check the client and the emulator, or the server at URL=…
	@$(TOOL) check $(URL) --report $(REPORT)

test: $(READY) $(NORMALIZED) ## run every test of the project
	@$(BIN)/pytest -q

prove: $(READY) $(NORMALIZED) ## break every rule on purpose, and see that it says so
	@$(BIN)/python -u -m contract_tests.violations

serve: $(READY) $(NORMALIZED) ## serve the emulator
	@$(TOOL) serve

lint: $(READY) $(NORMALIZED) ## style, types, and what may import what
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pyright
	@$(BIN)/lint-imports

bench: $(READY) $(NORMALIZED) ## measure, side by side with others
	@$(BIN)/python -m benchmarks

clean: ## remove what the targets made, but for generated/
	rm -rf $(VENV) $(REPORT) .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist site
