# Every target sets up what it needs: a virtual environment in .venv, with uv where it is
# installed and pip where it is not. Only Python ≥ 3.11 and make have to be there.

MAKEFLAGS += --warn-undefined-variables --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3.14 python3 python; do \
	command -v $$python >/dev/null 2>&1 && $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
URL ?=
USERS ?= 10
SECONDS ?= 30
SPEC ?=
UNMATCHED ?= error
REPORT ?= report
REQUESTS ?= 1000000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OVERLAYS := $(wildcard overlays/*.overlay.yml)
GENERATOR := $(shell find src/fine_tuning_contract/codegen src/fine_tuning_contract/description -name '*.py' -o -name '*.jinja')
NORMALIZED := generated/openapi.normalized.yml
TOOL := $(BIN)/fine-tuning-contract

.PHONY: help contract test generate update serve lint prove mutants calm peers soak bench fuzz endurance clean dist docs

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "make: no Python of version 3.11 or newer found; install one, or say PYTHON=/path/to/python"; exit 2; }
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV) && \
		VIRTUAL_ENV=$(VENV) uv pip install --quiet --compile-bytecode --constraint constraints.txt --editable '.[dev]'; \
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

update: $(READY) ## put the description SPEC=… in the place of openapi.yml, with all that follows
	@test -n "$(SPEC)" || { echo "make: say which description, as in: make update SPEC=new.yml"; exit 2; }
	@$(TOOL) update "$(SPEC)" --unmatched "$(UNMATCHED)"

contract: $(READY) $(NORMALIZED) ## generate what is stale, check the client and the emulator, or the server at URL=…
	@$(TOOL) check $(URL) --report $(REPORT)

test: $(READY) $(NORMALIZED) ## run every test of the project
	@$(BIN)/pytest -q -n 2

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

fuzz: $(READY) $(NORMALIZED) ## send drawn requests of two organizations to the emulator: REQUESTS=1000000
	@$(BIN)/python tests/fuzz --requests $(REQUESTS)

soak: $(READY) $(NORMALIZED) ## load the emulator, or the server at URL=…, with USERS=10 for SECONDS=30
	@URL="$(URL)" USERS="$(USERS)" SECONDS="$(SECONDS)" $(BIN)/python -m contract_tests.soak

mutants: $(READY) $(NORMALIZED) ## check 500 faulty servers and 150 faulty clients, and count those that are caught
	@$(BIN)/python -m contract_tests.mutants

SEEDS ?= 20
calm: $(READY) $(NORMALIZED) ## check the correct emulator with SEEDS=20, alone, by workers and under load
	@$(BIN)/python -u -m contract_tests.calm --seeds $(SEEDS)

peers: $(READY) $(NORMALIZED) ## check servers that others have published (installs them into .peers/)
	@$(BIN)/python -m contract_tests.peers

javascript: $(READY) ## install the provider's JavaScript SDK, where Node is, so that the tests run its samples
	@$(BIN)/python -m contract_tests.peers --install javascript

bench: $(READY) $(NORMALIZED) ## measure, side by side with others
	@$(BIN)/python -m benchmarks

KILLS ?= 200
endurance: $(READY) $(NORMALIZED) ## kill the emulator under load, KILLS=200 times, and look what is left
	@FINE_TUNING_KILLS=$(KILLS) $(BIN)/pytest -q tests/emulator_storage/test_sudden_death.py

dist: $(READY) $(NORMALIZED) ## build wheel, sdist and bill of materials, and install them as a stranger would
	@rm -rf dist
	@$(BIN)/uv build --quiet --out-dir dist
	@$(BIN)/uv pip compile --quiet --no-annotate --no-header --extra all pyproject.toml | \
		$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-file dist/sbom.cdx.json -
	@$(BIN)/pytest -q packaging

docs: $(READY) $(NORMALIZED) ## build the site in site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

clean: ## remove what the targets made, but for generated/
	rm -rf $(VENV) $(REPORT) .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist site
