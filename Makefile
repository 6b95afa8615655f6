# Ardoise: `make demo` to see it, `make test` to trust it. Every target makes its own environment.
SHELL := /bin/bash
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

.PHONY: env test-env demo model test test-again test-models test-long soak bench lint clean

env: .venv/.base-$(shell cksum < requirements.lock | cut -d' ' -f1)
test-env: .venv/.test-$(shell cksum < requirements-test.lock | cut -d' ' -f1)

.venv/.base-%: pyproject.toml
	@bash tools/environment.sh $(PYTHON) requirements.lock
	@touch $@

.venv/.test-%: pyproject.toml
	@bash tools/environment.sh $(PYTHON) requirements-test.lock
	@touch $@ .venv/.base-$$(cksum < requirements.lock | cut -d' ' -f1)

demo: env
	@$(BIN)/ardoise demo $(ARGS)

test: test-env
	@bash tools/test-servers.sh
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2 -m "not long and not soak" $(ARGS) || $(MAKE) --no-print-directory test-again

# Real servers on a crowded machine can starve one test beside another; what failed must pass alone, or the run has failed.
test-again:
	@echo "The tests that failed are run once more, one at a time:"
	@$(BIN)/python -m pytest --last-failed --last-failed-no-failures none -m "not long and not soak"

test-models: test-env  # torch, transformers and weights are not in the lock: skipped with the reason where they are missing
	@$(BIN)/python -m pytest -q -rs tests/router/test_folder_models.py $(ARGS)

test-long: test-env
	@bash tools/test-servers.sh
	@$(BIN)/python -m pytest -m long $(ARGS)

soak: test-env  # goes on where it stopped; ends within 50 minutes; remove var/soak to begin anew
	@bash tools/test-servers.sh
	@$(BIN)/python -m pytest -m soak $(ARGS)

model: env  # the learned router, out of router/training (docs/routing.md)
	@$(BIN)/python -m app.routing_model

bench: test-env
	@bash tools/test-servers.sh
	@$(BIN)/python -m bench $(ARGS)

lint: test-env
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy && $(BIN)/lint-imports

clean:
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache
