# The commands of the house. Run them in the clone; nothing has to be activated or installed.

SHELL := /bin/sh
unexport VIRTUAL_ENV CONDA_PREFIX PYTHONPATH PYTHONHOME PYTHONSTARTUP
unexport PYTEST_ADDOPTS PYTEST_PLUGINS

.PHONY: help setup chat serve test check format score bench lock clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s%s\n", $$1, $$2 }' Makefile

setup: ## make what is missing: environments, model, demo data
	@bash scripts/setup

chat: ## set up, then a conversation in the demo neighbourhood
	@bash scripts/setup --quiet
	@.venv/bin/assistant chat --at demo --home var --database ''

serve: ## set up, then all services until Ctrl-C
	@bash scripts/setup --quiet
	@.venv/bin/assistant serve

test: ## set up, then the whole test suite
	@bash scripts/setup --quiet
	@bash scripts/test

check: ## lint, format and types
	@bash scripts/setup --quiet
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: ## put the code into the house's format
	@bash scripts/setup --quiet
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

score: ## score the understanding, write docs/scores.md (WAYS=ours: six minutes; all: half an hour)
	@bash scripts/setup --quiet
	@.venv-rasa/bin/python -m benchmarks.understanding.score $(WAYS)

bench: ## measure and write docs/benchmarks.md (about half an hour)
	@bash scripts/setup --quiet
	@.venv/bin/python -m benchmarks

lock: ## bring the lock files up to date
	@bash scripts/lock

clean: ## remove what was made, the working files in var/ excepted
	rm -rf .venv .venv-rasa .tools .cache .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f models/*.tar.gz models/*.stamp
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
