# The one front door. `make` alone explains itself.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PY ?= $(shell for p in python3.11 python3.12 python3.13 python3; do "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := .tools/bin/uv
BIN := .venv/bin
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
export UV_NO_CONFIG := 1
# Compiling every module anew would cost each process of the demo two seconds.
unexport PYTHONDONTWRITEBYTECODE
export DJANGO_SETTINGS_MODULE ?= anlin.config.settings.local

.PHONY: help install demo test check docs sbom ordeal bench bench-reading lock messages shots clean

help:  ## Say what each target does
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

$(UV):
	@$(PY) -m pip install -q --disable-pip-version-check --root-user-action=ignore --target .tools uv==0.13.9

# One environment for running and one stamp per depth, so that the demo never waits for the test tools.
.venv/.base: requirements/base.txt | $(UV)
	@[ -x $(BIN)/python ] || $(UV) venv -q --python "$$($(PY) -c 'import sys; print(sys.executable)')" .venv
	@[ -f .venv/.dev ] && [ .venv/.dev -nt requirements/base.txt ] || $(UV) pip sync -q --require-hashes --python $(BIN)/python requirements/base.txt
	@$(UV) pip install -q --no-deps --python $(BIN)/python --editable .
	@touch $@

.venv/.dev: requirements/dev.txt | $(UV)
	@[ -x $(BIN)/python ] || $(UV) venv -q --python "$$($(PY) -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip sync -q --require-hashes --python $(BIN)/python requirements/dev.txt
	@$(UV) pip install -q --no-deps --python $(BIN)/python --editable .
	@touch $@ .venv/.base

node_modules/.done: package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

SOURCES_WITH_ICONS := $(shell find src -name '*.html' -o -name '*.py' 2>/dev/null)
build/vendor/.done: node_modules/.done scripts/vendor.py $(SOURCES_WITH_ICONS)
	@$(PY) scripts/vendor.py
	@touch $@

# The compiled catalogues are not in the repository; Python compiles them without gettext.
build/.messages: $(shell find src -name '*.po' 2>/dev/null) scripts/compile_messages.py
	@mkdir -p build && $(PY) scripts/compile_messages.py && touch $@

install: .venv/.base build/vendor/.done build/.messages  ## Install what running needs, and nothing else (docs/deploy.md)
	@# Whoever runs it later may not write here, and would compile every module anew at each start.
	@$(BIN)/python -m compileall -q -j 0 src .venv/lib

demo:  ## Install, load the demo company and serve it (PORT=8000)
	@$(MAKE) -s --no-print-directory -j2 .venv/.base build/vendor/.done build/.messages
	@$(BIN)/python -m anlin.config.cli demo --serve --port $(PORT)

test:  ## Install what the tests need and run all of them, on SQLite and PostgreSQL
	@$(MAKE) -s --no-print-directory -j2 .venv/.dev build/vendor/.done build/.messages
	@scripts/apt.sh chromium-headless-shell fonts-noto-cjk postgresql gettext dovecot-imapd openssl
	@scripts/test.sh

check: .venv/.dev build/vendor/.done build/.messages  ## Lint, types, contracts, migrations, translations, generated pages
	@scripts/apt.sh gettext
	@scripts/check.sh

docs: .venv/.dev build/.messages  ## Write the generated pages of docs/
	@$(BIN)/python -m anlin.config.cli docs --write

sbom:  ## List every part with its hashes: build/sbom.json (CycloneDX)
	@$(PY) scripts/sbom.py build/sbom.json

ordeal: .venv/.dev build/vendor/.done build/.messages  ## Kill, soak, load and long property tests (up to an hour)
	@scripts/apt.sh chromium-headless-shell fonts-noto-cjk postgresql pgbouncer gettext dovecot-imapd nginx curl iproute2 openssl debootstrap systemd-container buildah rsyslog rsyslog-gnutls
	@scripts/test.sh --ordeal

bench: .venv/.dev build/vendor/.done build/.messages  ## Measure pages on both databases; JSON lines
	@scripts/apt.sh postgresql wrk
	@scripts/bench.sh

bench-reading: .venv/.dev  ## Measure the machine that reads along, where the labelled messages lie beside the project; JSON lines
	@.venv/bin/python scripts/bench_reading.py

lock: | $(UV)  ## Renew the hashed requirement files
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements/base.txt
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev pyproject.toml -o requirements/dev.txt

messages: .venv/.dev  ## Collect new sentences into the catalogues
	@scripts/apt.sh gettext
	@$(BIN)/python scripts/messages.py

clean:  ## Remove what the targets above made, but not var/
	rm -rf .venv .tools build node_modules .mypy_cache .ruff_cache .pytest_cache
