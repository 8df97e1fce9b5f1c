# `make help` lists the verbs. Python 3.11 or later and make are all that must be there before.

PYTHON ?= python3
JOBS ?= auto
BIN := .venv/bin
READY := .venv/.ready
NODE := tools/node/node_modules/.package-lock.json

# Node and npm come from PyPI with the rest; they find each other by PATH.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help book test test-slow site-test lighthouse check format notebooks serve bench bench-numeric bench-blocks fuzz second-opinion confirm lock clean

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

book: $(READY) $(NODE) ## Check every derivation, verify every notebook, build the site
	@$(BIN)/python tools/book.py

test: $(READY) ## Run the whole test suite, and every notebook of the book
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --nbval tests book
	@echo "The site's tests need a browser and a built site: make book site-test"

test-slow: $(READY) ## Run the long soundness tests: every altered line, long fuzzing
	$(BIN)/python -m pytest -n $(JOBS) -m slow tests

site-test: $(READY) $(NODE) ## Look at every page of the built site in Chromium
	$(BIN)/python -m pytest -n $(JOBS) -m site tests/site

LIGHTHOUSE := tools/lighthouse/node_modules/.package-lock.json

lighthouse: $(READY) $(LIGHTHOUSE) ## Judge three pages of the built site as a phone loads them
	CHROMIUM=$${CHROMIUM:-$$(command -v chromium || command -v google-chrome)} \
	  node tools/lighthouse/run.mjs _build/html

$(LIGHTHOUSE): tools/lighthouse/package-lock.json $(READY)
	cd tools/lighthouse && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

check: $(READY) ## Lint, types, formatting, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/notebooks.py --check

format: $(READY) ## Format the code and repair what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

notebooks: $(READY) ## Run every page with code and store its outputs
	@$(BIN)/python tools/notebooks.py

serve: ## Show the built site on this machine
	@$(BIN)/python tools/serve.py

second-opinion: $(READY) ## Ask Maxima and Coq about every theorem; ARGS=--check compares
	$(BIN)/python tools/second_opinion/run.py $(ARGS)

confirm: $(READY) ## Put every step of the book to SymPy, at small sizes; some minutes
	$(BIN)/python tools/confirm.py

bench: $(READY) ## Measure the speed of checking and fitting; ARGS=steps for one section
	$(BIN)/python -m pytest -q -s -m bench tests/bench
	$(BIN)/python -m bench.checker $(ARGS)

PEERS := _build/bench-env/.ready

bench-numeric: $(PEERS) ## Time fit against other packages; ARGS=--quick takes two minutes
	_build/bench-env/bin/python -W ignore -m bench.numeric $(ARGS)

$(PEERS): bench/peers.txt
	$(PYTHON) -m venv _build/bench-env
	_build/bench-env/bin/python -m pip install --quiet --requirement bench/peers.txt
	@touch $@

DASK_PEERS := _build/bench-blocks-env/.ready

bench-blocks: $(DASK_PEERS) ## Time fits of data on disk against dask-glm and dask-ml
	_build/bench-blocks-env/bin/python -m bench.numeric.blocks $(ARGS)

$(DASK_PEERS): bench/peers_blocks.txt
	$(PYTHON) -m venv _build/bench-blocks-env
	_build/bench-blocks-env/bin/python -m pip install --quiet --requirement bench/peers_blocks.txt
	@touch $@

FUZZ_SECONDS ?= 150
FUZZ := line_is_read_or_refused question_has_a_verdict limit_has_a_verdict step_has_a_verdict file_has_reports

fuzz: $(READY) ## Fuzz the checker, guided by coverage
	$(BIN)/python -m pip install --quiet --upgrade --target _build/atheris atheris==3.0.0
	for target in $(FUZZ); do \
	  PYTHONPATH=_build/atheris $(BIN)/python tools/fuzz.py $$target -len_control=0 -max_len=1000 \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=150 -print_final_stats=1 || exit 1; \
	done

lock: ## Resolve the requirements anew
	$(PYTHON) -m venv _build/lock
	_build/lock/bin/python -m pip install --quiet uv
	_build/lock/bin/uv pip compile pyproject.toml --all-extras --universal --upgrade \
	  --python-version 3.11 --fork-strategy fewest --generate-hashes --quiet \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  --output-file requirements/lock.txt

clean: ## Remove all that the other verbs made
	rm -rf .venv _build tools/node/node_modules tools/lighthouse/node_modules build lrmath.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis

$(READY): requirements/lock.txt pyproject.toml
	@echo "Setting up .venv: about 150 packages, once; a few minutes."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; try make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --progress-bar off --require-hashes -r requirements/lock.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE): tools/node/package-lock.json $(READY)
	cd tools/node && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
