# Executable documentation: each target is something you would otherwise type by hand.
#
#   make demo         sets up, loads the sample articles, serves the dashboard
#   make test         sets up (a browser too) and runs all tests
#   make lint         style, types and the rules between the rooms
#   make bench        prints the speed ratios
#   make bench-large  prints memory at a million articles, and what a store of 10 million rows answers; an hour
#   make eval         prints the accuracy tables
#   make screenshots  makes the pictures in data/screenshots anew
#   make data         makes the tables in data/countries anew
#   make train        learns the tone weights in data/tone anew
#   make torture      prints what became of 200 hostile values for every callback and query field, of killed workers of a
#                     cluster, and the next three
#   make torture-faults   of kills, torn and full disks, malformed files, bombs
#   make torture-browser  of hostile strings in every slot and on every page of a real browser
#   make torture-load     of 32 readers at once while articles are written
#   make soak         prints what memory and open files a server holds in two hours of use (or MINUTES=10)
#   make cluster      adds what lakes and Dask need, for `--store FOLDER/` and `--engine dask://…`
#   make test-s3      tests a lake in an object store, against an S3 server on this machine
#   make audit        asks an advisory service for known faults of the versions in constraints.txt
#   make sbom         writes build/worldtone.cdx.json, the list of all parts
#   make constraints  writes constraints.txt from the newest versions that fit

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test test-s3 lint bench bench-large eval screenshots data train cluster browser clean
.PHONY: torture torture-faults torture-browser torture-load soak audit sbom constraints

demo: $(VENV)/.run
	$(BIN)/worldtone demo $(if $(PORT),--port $(PORT)) $(if $(STORE),--store $(STORE))

test: $(VENV)/.test browser
	$(BIN)/python -m pytest -n auto --maxprocesses 4

test-s3: $(VENV)/.test $(VENV)/s3/.made
	$(BIN)/python -m pytest tests/lake/check_s3.py

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench browser
	-$(BIN)/python tests/quality/reuters.py --fetch
	$(BIN)/python tests/benchmarks/bench_vader.py
	$(BIN)/python tests/benchmarks/bench_parity.py
	$(BIN)/python tests/benchmarks/bench_countries.py
	$(BIN)/python tests/benchmarks/bench_tone.py
	$(BIN)/python tests/benchmarks/bench_languages.py
	$(BIN)/python tests/benchmarks/bench_pipeline.py
	$(BIN)/python tests/benchmarks/bench_ingest.py
	$(BIN)/python tests/benchmarks/bench_memory.py
	$(BIN)/python tests/benchmarks/bench_store.py
	$(BIN)/python tests/benchmarks/bench_dask.py
	$(BIN)/python tests/benchmarks/bench_start.py
	$(BIN)/python tests/benchmarks/bench_pages.py
	$(BIN)/python tests/benchmarks/bench_stories.py
	$(BIN)/python tests/benchmarks/bench_check.py
	$(BIN)/python tests/benchmarks/bench_browser.py

bench-large: $(VENV)/.bench
	-$(BIN)/python tests/quality/reuters.py --fetch
	$(BIN)/python tests/benchmarks/bench_memory.py --articles 1000000
	$(BIN)/python tests/benchmarks/bench_store.py --rows 1000000 10000000

eval: $(VENV)/.test
	$(BIN)/python tests/quality/evaluate.py
	$(BIN)/python tests/quality/reuters.py
	$(BIN)/python tests/quality/languages.py
	$(BIN)/python tests/quality/aggregation.py
	$(BIN)/python tests/quality/near_copies.py --reuters
	$(BIN)/python tests/quality/ablation.py --reuters
	$(BIN)/python tests/quality/record_accuracy.py
	$(BIN)/python tests/quality/estimate.py
	$(BIN)/python tests/quality/errors.py

screenshots: $(VENV)/.test browser
	$(BIN)/python tests/browser/screenshots.py

data: $(VENV)/.build
	$(BIN)/python data/build/gazetteer.py
	$(BIN)/python data/build/languages.py

train: $(VENV)/.test
	$(BIN)/python tests/quality/reuters.py
	$(BIN)/python data/build/train_tone.py

torture: $(VENV)/.test torture-faults torture-browser torture-load
	$(BIN)/python tests/hostile/torture_callbacks.py
	$(BIN)/python tests/cluster/torture_lake.py --deaths 100

cluster: $(VENV)/.run
	$(PIP) --no-build-isolation -e '.[cluster]'

torture-faults: $(VENV)/.test
	$(BIN)/python tests/torture/crash.py
	$(BIN)/python tests/torture/torn.py
	$(BIN)/python tests/torture/full_disk.py
	$(BIN)/python tests/torture/malformed.py
	$(BIN)/python tests/torture/bombs.py

torture-browser: $(VENV)/.test browser
	$(BIN)/python tests/hostile/torture_browser.py

torture-load: $(VENV)/.test
	$(BIN)/python tests/load/torture_load.py

soak: $(VENV)/.test
	$(BIN)/python tests/load/soak.py $(or $(MINUTES),120)

# Strict: a version that could not be looked up fails too. An exception is an --ignore-vuln here, with its reason.
audit: $(VENV)/.audit
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

sbom: $(VENV)/.audit
	$(BIN)/python data/build/sbom.py

browser: $(VENV)/.test
	$(BIN)/python tests/browser/chromium.py --install

# The first Python that is new enough: PYTHON if given, else python3, else a numbered one.
$(VENV)/.made:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Setting up $(VENV) with $$($$python --version)"; \
	    $$python -m venv $(VENV) && touch $@ && exit 0; \
	    echo "That Python cannot make a virtual environment (on Debian: apt install python3-venv)." >&2; exit 1; \
	  fi; \
	done; \
	echo "Worldtone needs Python 3.11 or newer; give its path: make PYTHON=/path/to/python3 …" >&2; exit 1

# The build backend comes first, pinned like the rest, so that nothing is built with an unpinned one.
$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) hatchling editables
	$(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(PIP) --no-build-isolation -e '.[cluster,test]'
	@touch $@

$(VENV)/.bench: $(VENV)/.test
	$(PIP) --no-build-isolation -e '.[cluster,test,bench]'
	@touch $@

$(VENV)/.audit: $(VENV)/.test
	$(PIP) --no-build-isolation -e '.[cluster,test,audit]'
	@touch $@

# An environment of its own: it wants other versions of what we have.
$(VENV)/s3/.made: $(VENV)/.made
	$(BIN)/python -m venv $(VENV)/s3
	$(VENV)/s3/bin/python -m pip install --quiet --disable-pip-version-check 'moto[s3,server]==5.2.5'
	@touch $@

$(VENV)/.build: $(VENV)/.run
	$(PIP) --no-build-isolation -e '.[build]'
	@touch $@

constraints:
	sh data/build/constraints.sh

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
