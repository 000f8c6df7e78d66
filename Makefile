# Two commands do everything: `make run` serves the site, `make test` proves it. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PORT
unexport PYTHONDONTWRITEBYTECODE # or each process of the tests would compile the program again
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run preview test test-all coverage accessibility trial bench check check-code screenshots format lock audit licences sbom clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: $(VENV)/.run ## Set up and serve the site (PORT chooses the port, 8000 by default)
	@$(BIN)/careers serve

preview: $(VENV)/.run ## Serve the site as editors see it: drafts, changed files at once, the editor, the patterns page
	@$(BIN)/python .ci/set_up_editor.py || true
	@CAREERS_PREVIEW=yes CAREERS_DEMONSTRATION=yes $(BIN)/careers serve

test: $(VENV)/.test ## Set up what tests need (a browser included), check everything and run the tests
	@$(MAKE) --no-print-directory check-code
	@$(BIN)/python -m pytest -m "not soak" $(PARALLEL)
	@$(BIN)/careers check # last: that a review is due shall not keep anybody from knowing whether the program works

test-all: $(VENV)/.test ## The tests with the long rounds of faults and load (up to forty minutes)
	@$(MAKE) --no-print-directory check-code
	@$(BIN)/python -m pytest $(PARALLEL) --ignore=tests/load
	@$(BIN)/python -m pytest tests/load # alone, as it measures how much the server can take
	@$(BIN)/careers check

PARALLEL := -n 2 --dist loadfile --no-loadscope-reorder # in the order of tests/conftest.py

coverage: $(VENV)/.test ## Print which lines of the program the tests do not reach, in the servers that they start too
	@mkdir -p .cache/coverage && $(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -m "not soak" $(PARALLEL)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

trial: $(VENV)/.test ## Run three instances behind nginx on PostgreSQL and Redis, to try (Ctrl+C stops all)
	@$(BIN)/python -m tests.trial

accessibility: $(VENV)/.test ## Test in a browser what the accessibility statement tells of, and write the results for it
	@rm -f content/accessibility-run.yaml
	@$(BIN)/python -m pytest -q -p tests.accessibility_run -m "not soak" $(PARALLEL) $(ACCESSIBILITY)

ACCESSIBILITY := tests/sweeps/test_accessibility.py tests/sweeps/test_by_keyboard.py tests/sweeps/test_layout.py \
	tests/browser/test_every_state.py tests/browser/test_ways_of_seeing.py tests/browser/test_staff_pages.py tests/browser/test_staff_states.py tests/forms/test_in_a_browser.py

bench: $(VENV)/.bench ## Print the benchmarks
	@$(BIN)/python -m tests.bench

check: check-code ## Check the code and the content, without running tests
	@$(BIN)/careers check

check-code: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --quiet --lint templates

screenshots: $(VENV)/.test ## Photograph the main pages for the README and the components for the editors' guide again
	@$(BIN)/python docs/screenshots/take.py
	@$(BIN)/python docs/screenshots/components.py
	@$(BIN)/python docs/screenshots/editor.py

format: $(VENV)/.test ## Format the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: ## Choose the newest versions that pyproject.toml allows and write them with their hashes to .lock/ (needs uv)
	uv pip compile -q --upgrade $(LOCK) --extra postgresql --extra redis --group setup -o .lock/run.txt
	uv pip compile -q --upgrade $(LOCK) --extra postgresql --extra redis --group setup --group test -c .lock/run.txt -o .lock/test.txt
	uv pip compile -q --upgrade $(LOCK) --extra postgresql --extra redis --group setup --group test --group bench -c .lock/test.txt -o .lock/bench.txt

LOCK := --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate \
	--custom-compile-command "make lock" pyproject.toml

audit: $(VENV)/.test ## Ask the vulnerability services about every locked package (needs the network; fails if one was not asked)
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes -r .lock/run.txt && \
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r .lock/test.txt && \
	npm audit --prefix tests/node --audit-level=high || { echo "The audit did not pass: the lines above name a part with a known \
	fault, or a service that could not be asked. In the second case nothing is known; run it where the network reaches them." >&2; exit 1; }

licences: $(VENV)/.test ## List the licences of all parts anew in docs/licences.md
	@$(BIN)/python -m tests.supply.licences

sbom: $(VENV)/.test ## Write the list of the program's parts as CycloneDX to build/sbom.json
	@mkdir -p build
	@$(BIN)/python -m tests.supply.bill build/sbom.json

clean: ## Remove what setting up and running made (the database too)
	rm -rf $(VENV) .tools .cache instance build tests/node/node_modules

$(VENV)/.run: .lock/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "This needs Python 3.11, and " + sys.executable \
		+ " is older. Once you have it, say where: make run PYTHON=/usr/local/bin/python3.11")'
	@echo "Setting up (once; about half a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .lock/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: .lock/test.txt $(VENV)/.run tests/node/package-lock.json
	@echo "Setting up what the tests need (once; a few minutes)"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .lock/test.txt
	@bash .ci/set-up-tools
	@touch $@

$(VENV)/.bench: .lock/bench.txt $(VENV)/.test
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .lock/bench.txt
	@bash .ci/set-up-tools bench
	@touch $@
