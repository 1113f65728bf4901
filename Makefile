# Wangge on a bare machine: python3 (3.11 to 3.14) and make are all it takes. `make help` lists what there is.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install -qq --require-hashes --no-warn-conflicts
CODE := src tests benchmarks
CATALOGUE := src/wangge/locale
NO_PACKAGES = { echo "Some packages of $< could not be installed: is a Python package index within reach?" >&2; exit 1; }

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install demo test check format bench bench-cases bench-phone lock messages reference screens vendor clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

install: $(VENV)/.run ## the command wangge in .venv, and nothing else

# `make demo DEMO=city` serves the whole city of 121 communities instead of 3; DEMO_STAY=no sets it up and ends.
DEMO := small
DEMO_STAY := yes
DEMO_PORT := 8000
SHOWN := build/demo
SERVED := $(if $(filter city,$(DEMO)),$(SHOWN)/town.gpkg,$(SHOWN)/small.gpkg)
SERVED_PLAN := $(if $(filter city,$(DEMO)),$(SHOWN)/plan.gpkg,$(SHOWN)/small-plan.gpkg)
demo: $(VENV)/.run ## a synthetic city, its division and picture; then the platform with invented people and cases
	@mkdir -p $(SHOWN)
	$(BIN)/wangge town --communities 121 --seed 1 --out $(SHOWN)/town.gpkg
	$(BIN)/wangge divide $(SHOWN)/town.gpkg --out $(SHOWN)/plan.gpkg --report $(SHOWN)/report.json --picture $(SHOWN)/plan.png
	@echo "The picture of the plan is $(SHOWN)/plan.png; QGIS opens $(SHOWN)/plan.gpkg."
ifneq ($(DEMO),city)
	@$(BIN)/wangge town --communities 3 --seed 1 --out $(SERVED) --quiet
	@$(BIN)/wangge divide $(SERVED) --out $(SERVED_PLAN) --quiet
endif
	WANGGE_DATA=$(SHOWN)/data-$(DEMO) $(BIN)/wangge demo --town $(SERVED) --plan $(SERVED_PLAN) --port $(DEMO_PORT) \
		$(if $(filter no,$(DEMO_STAY)),--no-stay)

test: check ## all checks, then all tests on all cores, on SQLite and on PostgreSQL
	@sh scripts/install_tools.sh
	$(BIN)/python -m pytest -n auto --maxprocesses 8
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --database=postgresql

check: $(VENV)/.dev ## format, lint, types, imports
	$(BIN)/ruff format --check $(wildcard $(CODE))
	$(BIN)/ruff check $(wildcard $(CODE))
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev ## put the code into its format and mend what lint can mend
	$(BIN)/ruff format $(wildcard $(CODE))
	$(BIN)/ruff check --fix $(wildcard $(CODE))

# Where the real towns lie; without them the benchmarks make a town of their own.
WANGGE_BENCH_DATA ?=
bench: $(VENV)/.bench ## the engine beside its peers
	WANGGE_BENCH_DATA=$(WANGGE_BENCH_DATA) $(BIN)/python -m benchmarks

# BENCH_SIZE=full takes ten million cases too: an hour, and 30 GB of disk.
bench-cases: $(VENV)/.bench ## the case loop under load, on SQLite and on PostgreSQL
	$(BIN)/python -m benchmarks.caseload

bench-phone: $(VENV)/.bench ## the phone: how soon it works, and a full outbox on a bad line (an hour)
	$(BIN)/python -m benchmarks.phone

messages: $(VENV)/.dev ## gather the texts for people, update the Chinese catalogue and compile it
	@mkdir -p build
	$(BIN)/pybabel -q extract --mapping babel.cfg --keyword say --no-location --sort-output --project wangge --version - \
		--msgid-bugs-address "see CONTRIBUTING.md" -o build/wangge.pot src
	$(BIN)/pybabel -q update --domain wangge --input-file build/wangge.pot --output-dir $(CATALOGUE) \
		--init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 --locale zh_Hans
	$(BIN)/pybabel compile --domain wangge --directory $(CATALOGUE) --statistics

reference: $(VENV)/.dev ## print the reference of the API from its document
	DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=. $(BIN)/python scripts/api_reference.py

screens: $(VENV)/.dev ## take the pictures of the screens in a browser and print their page
	WANGGE_SCREENS=build/shown $(BIN)/python -m pytest tests/journeys/test_screens.py
	$(BIN)/python scripts/screens.py build/shown

vendor: $(VENV)/.made ## fetch what the browser gets from others (needs npm; running and testing do not)
	cd vendor && npm ci --ignore-scripts --no-audit --no-fund
	$(BIN)/python scripts/vendor.py

# `make lock UPGRADE=--upgrade` takes the newest versions; without it only what pyproject asks for changes.
UPGRADE :=
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-config \
	--custom-compile-command "make lock" $(UPGRADE) pyproject.toml
lock: $(VENV)/.lock ## work out the versions and hashes in requirements/ again
	$(COMPILE) --group build -o requirements/run.txt
	$(COMPILE) --group build --group dev --extra cluster -c requirements/run.txt -o requirements/dev.txt
	$(COMPILE) --group bench -c requirements/dev.txt -o requirements/bench.txt
	$(COMPILE:pyproject.toml=) --group town --no-deps -o requirements/town.txt
	$(COMPILE:pyproject.toml=) --group lock -o requirements/lock.txt

clean: ## forget what was built, the environment too
	rm -rf build dist $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made: scripts/make_venv.sh
	@echo "Setting up $(VENV), once; this takes a minute or two ..."
	@sh scripts/make_venv.sh $(VENV)
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml $(VENV)/.made
	@$(INSTALL) -r $< || $(NO_PACKAGES)
	@$(PIP) install -qq --no-build-isolation --no-deps --no-index -e .
	@$(BIN)/python -c 'from wangge.gridding.warm import warm; warm()'  # compiles the inner loops, once
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/town.txt $(VENV)/.run
	@$(INSTALL) -r $< || $(NO_PACKAGES)
	@$(INSTALL) --no-deps -r requirements/town.txt || $(NO_PACKAGES)
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@$(INSTALL) -r $< || $(NO_PACKAGES)
	@touch $@

$(VENV)/.lock: requirements/lock.txt $(VENV)/.made
	@$(INSTALL) -r $< || $(NO_PACKAGES)
	@touch $@
