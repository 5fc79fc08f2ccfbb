# The one index of what can be done. CI calls nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help install install-test system assets messages run check lint types contracts test test-slow test-recorded test-spark bench live sample example-figures areas lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.done: requirements/test.txt $(VENV)/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

install: $(VENV)/run.done assets messages  ## install what the product runs on, into .venv

install-test: system $(VENV)/test.done assets messages  ## install what checks and tests need as well

system:  ## system packages that tests need: installed when root, else told
	@sh tools/system_packages.sh

assets: $(VENV)/run.done  ## build styles and fonts
	@$(BIN)/python tools/make_assets.py

messages: $(VENV)/run.done  ## compile translations
	@$(BIN)/python tools/make_messages.py compile

run: install  ## load the shipped sample and the example, and serve the product to be tried
	$(BIN)/yhdyspinta load-sample
	YHDYSPINTA_DEMONSTRATION=$${YHDYSPINTA_DEMONSTRATION:-1} $(BIN)/yhdyspinta serve --port $(PORT)

check: install-test lint types contracts  ## format, lint, types, contracts, curated data, translations, docs
	$(BIN)/yhdyspinta check-curated
	$(BIN)/python tools/make_messages.py check
	$(BIN)/python tools/check_docs.py
	$(BIN)/python -m yhdyspinta.config.check

lint: $(VENV)/test.done
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools

types: $(VENV)/test.done
	$(BIN)/mypy

contracts: $(VENV)/test.done
	$(BIN)/lint-imports

test: install-test  ## everything but the slow set; what writes to a database, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/python -m tests.postgres

test-slow: install-test  ## the long set: many kills, ageing, fuzz
	$(BIN)/python -m pytest tests/slow

test-recorded: install-test  ## against recorded replies and official figures (YHDYSPINTA_REFERENCES)
	$(BIN)/python -m pytest tests/recorded

test-spark: install-test  ## the same expressions on Spark over the same files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	$(BIN)/python -m pytest tests/spark

bench: install-test  ## timings as ratios against a named peer, with limits
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BIN)/python -m tests.bench

live: install  ## meet the real services once each, by hand, on a connected machine
	$(BIN)/python tools/live.py

sample: install-test  ## make the shipped sample anew from the references (YHDYSPINTA_REFERENCES)
	$(BIN)/python tools/make_sample.py

example-figures: install-test  ## make the figures and the map of the invented county anew (tools/example.toml)
	$(BIN)/python tools/make_example.py
	$(BIN)/python tools/make_example_map.py

areas: install-test  ## make the areas anew from the references (YHDYSPINTA_REFERENCES)
	$(BIN)/python tools/make_areas.py
	$(BIN)/python tools/make_geometry.py

lock:  ## lock dependencies anew (needs uv)
	for set in run test bench spark; do uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header -q requirements/$$set.in -o requirements/$$set.txt; done

clean:  ## remove what was installed and built; the state folder stays
	rm -rf $(VENV) node_modules build src/yhdyspinta/web/static/built src/*.egg-info
