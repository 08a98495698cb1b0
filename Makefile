# The one home of the project's commands: `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8050
VENV := .venv
BIN := $(VENV)/bin
# A text as one word of the shell, whatever it holds: apostrophes, spaces, accents.
quoted = '$(subst ','\'',$(1))'
PACKAGES := app geodata ptce_map tests tools docs gunicorn.conf.py

.PHONY: help setup build-geodata serve adopt test test-fast test-minimal coverage check bench load screenshots refresh-cog docs site lock audit sbom licences clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-22s%s\n", $$1, $$2}'

setup: ## make the Python environment (again only when the requirements change)
	@PYTHON=$(PYTHON) tools/setup.sh $(VENV) requirements-dev.txt

build-geodata: setup ## build the boundaries, if they are missing or out of date
	@$(BIN)/python -m geodata build --if-needed

serve: build-geodata ## serve the map on this machine [PORT=8050] [REGISTER=path of your own]
	@$(if $(REGISTER),PTCE_REGISTER=$(call quoted,$(REGISTER))) exec $(BIN)/gunicorn --config gunicorn.conf.py --bind 127.0.0.1:$(PORT) app.wsgi:application

adopt: build-geodata ## make a register of a spreadsheet as it is FILE=path [TO=folder] [OPTIONS=...]
	@$(BIN)/python -m ptce_map adopt $(call quoted,$(FILE)) -o $(call quoted,$(or $(TO),$(basename $(FILE)))) $(OPTIONS)

# Tests start Python a hundred times: each would compile the code and rewrite the tests anew.
test test-fast test-minimal coverage: export PYTHONDONTWRITEBYTECODE :=

CHOSEN = $(if $(findstring /,$(ONLY)),$(foreach path,$(ONLY),'$(path)'),$(if $(ONLY),-k '$(ONLY)'))

test: build-geodata ## run all tests, those in a real browser included [ONLY=paths or an expression]
	@tools/program.sh caddy >/dev/null
	@tools/program.sh chromium >/dev/null
	@tools/program.sh haproxy >/dev/null
	@tools/program.sh ogrinfo >/dev/null
	@tools/program.sh nginx >/dev/null
	@tools/program.sh pdftoppm >/dev/null
	@-tools/program.sh postgres >/dev/null
	@-tools/program.sh firefox >/dev/null
	@-tools/program.sh webkit >/dev/null
	@tools/test_assets.sh >/dev/null
	@tools/test_assets.sh tests/npm >/dev/null
	@$(BIN)/python -m pytest -n auto --dist loadscope $(CHOSEN)

test-fast: build-geodata ## run the tests that are quick, without a browser [ONLY=...]
	@$(BIN)/python -m pytest -n auto --dist loadscope -m 'not e2e and not data and not slow' $(CHOSEN)

test-minimal: build-geodata ## run the tests without a browser on the oldest versions that pyproject.toml allows
	@$(BIN)/uv pip compile pyproject.toml --quiet --no-header --no-annotate --no-emit-index-url \
		--resolution lowest-direct --extra dev --output-file $(VENV)/minimal.txt
	@PYTHON=$(PYTHON) tools/setup.sh $(VENV)/minimal $(VENV)/minimal.txt
	@$(VENV)/minimal/bin/python -m pytest -n auto --dist loadscope -m 'not e2e' $(CHOSEN)

coverage: build-geodata ## say which lines and branches the tests without a browser do not reach
	@$(BIN)/python -m pytest -q -n auto --dist loadscope -m 'not e2e' --cov --cov-report=term $(CHOSEN)

check: setup ## check style, types, the direction of imports, the scripts of the page and spelling
	@$(BIN)/ruff check $(PACKAGES)
	@$(BIN)/ruff format --check $(PACKAGES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@tools/check_scripts.sh
	@tools/spelling.sh

bench: build-geodata ## measure the page and the server beside plain ones, and write docs/performance.md
	@tools/program.sh chromium >/dev/null
	@tools/test_assets.sh tests/benchmarks >/dev/null
	@$(BIN)/python -m tests.benchmarks

load: build-geodata ## load the site for some minutes, then more than it takes on, then two replicas [MINUTES=5]
	@tools/program.sh nginx >/dev/null
	@$(if $(MINUTES),MINUTES=$(MINUTES)) $(BIN)/python -m tests.benchmarks.load

screenshots: build-geodata ## photograph the site for docs/interface.md [ONLY=part of the names]
	@tools/program.sh chromium >/dev/null
	@$(BIN)/python -m tools.screenshots $(ONLY)

refresh-cog: setup ## take the Code officiel géographique anew (maintainers; needs npm)
	@$(BIN)/python -m geodata refresh-cog

docs: build-geodata ## run the example of docs/library.md and write that page anew
	@$(BIN)/python tools/render_example.py

site: build-geodata ## build the documentation as a site, in build/site: links, anchors and docstrings checked
	@rm -rf docs/reference build/site
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --conf-dir docs . build/site

lock: setup ## lock requirements.txt and requirements-dev.txt from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-strip-extras --no-header --no-annotate \
		--no-emit-index-url --output-file requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-strip-extras --no-header --no-annotate \
		--no-emit-index-url --extra dev --output-file requirements-dev.txt

audit: setup ## ask the public lists of known weaknesses about what is locked (network)
	@$(BIN)/uv tool run pip-audit@2.10.1 --require-hashes --disable-pip --strict -r requirements.txt
	@$(BIN)/uv tool run pip-audit@2.10.1 --require-hashes --disable-pip --strict -r requirements-dev.txt
	@cd tests/assets && npm audit
	@cd tests/npm && npm audit
	@cd tests/benchmarks && npm audit

sbom: setup ## write what the site is made of as CycloneDX, in build/sbom.cdx.json (network)
	@mkdir -p build
	@$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.txt \
		--pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.cdx.json

licences: setup ## write docs/licences.md anew
	@$(BIN)/python tools/licences.py

clean: ## remove what was built; the environment and downloads are kept
	@rm -rf geodata/derived test-results build dist docs/reference *.egg-info htmlcov .coverage
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find app geodata ptce_map tests -name __pycache__ -type d -prune -exec rm -rf {} +
