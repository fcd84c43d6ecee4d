# Everything happens in .venv; the stamps in it keep a second run short.
# PYTHON=python3.12 chooses the interpreter, PORT=8080 the port of `make run`, WORKERS=1 how many
# tests run side by side (one more than processors, for a browser often waits; at most four).

PYTHON ?= python3
FUZZ_SECONDS ?= 600
MINUTES ?= 60
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1)
PY := .venv/bin/python
PIP := $(PY) -m pip install --disable-pip-version-check --quiet --require-hashes
PYTEST := $(PY) -m pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=worksteal
COMPILE := uv pip compile --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-strip-extras --quiet

.DEFAULT_GOAL := help
.PHONY: help run check test fuzz lint style format bench load picture requirements clean chromium office postgres nginx deploy-test deploy-hour licences audit \
	protections

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/run.stamp ## install what is missing and start the atlas on port 8501
	@$(PY) app.py

check: style ## all that lint checks, and the fast tests: an answer in a minute
	$(PYTEST) -m "not documents and not exhaustive" tests/unit tests/data

test: .venv/dev.stamp chromium office postgres ## run all tests, and say what of geo/ they leave out
	$(PYTEST) --cov --cov-report=

fuzz: .venv/dev.stamp ## read broken addresses and files for ten minutes (FUZZ_SECONDS)
	$(PY) -m tests.fuzz $(FUZZ_SECONDS)

lint: style ## check style, imports, types and the texts of the repository
	$(PY) -m pytest -q tests/unit/repository/test_repository.py

style: .venv/dev.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

format: .venv/dev.stamp ## put the code into the usual form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/dev.stamp chromium ## measure the map against the usual ways
	$(PY) -m bench

load: .venv/dev.stamp ## let up to 200 sessions turn views on one server
	$(PY) -m bench.load

deploy-test: .venv/dev.stamp postgres nginx ## kill and restart two servers behind nginx under 50 visitors (needs root)
	$(PY) -m tests.deployed
	$(PY) -m tests.deployed --portal --visitors 10 --seconds 8

deploy-hour: .venv/dev.stamp postgres nginx ## let servers and the database fail at random under 20 visitors (MINUTES, needs root)
	$(PY) -m tests.deployed --visitors 20 --minutes $(MINUTES)

licences: .venv/dev.stamp ## print the licence of every package that is installed
	@$(PY) -m tests.dependencies licences

audit: .venv/dev.stamp ## ask a database of advisories (ADVISORIES) about every package; fails where it cannot be reached
	@$(PY) -m tests.dependencies audit

protections: .venv/dev.stamp ## print what is promised of attacks and faults; CHECK=1 takes it away and looks whether the tests fail
	@$(PY) -m tests.protections $(if $(CHECK),--check)

picture: .venv/dev.stamp chromium ## take the picture of the README again
	$(PY) -m docs.take_picture

requirements: ## compile requirements*.txt again from requirements*.in (needs uv)
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

clean: ## remove all that was installed or made
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. Name one: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing into .venv (a minute or two, only the first time) ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@echo "Installing the development tools ..."
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

# without root or apt the browser tests say themselves that they are skipped
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing Chromium for the browser tests ..."; \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
		fi; } || true

# opens slides, documents and workbooks with a program other than the one that made them
office:
	@program=$$(dirname "$$(readlink -f "$$(command -v soffice)")"); \
	[ -e "$$program/libswlo.so" ] && [ -e "$$program/libsclo.so" ] || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing LibreOffice for the tests of its documents ..."; \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
				libreoffice-impress libreoffice-writer libreoffice-calc >/dev/null; \
		fi; } || true

# the store runs on its server as well as on a file
postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing PostgreSQL for the tests of the store ..."; \
			apt-get update -qq && \
			DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null; \
		fi; } || true

# no service is started: the test runs one of its own
nginx:
	@command -v nginx >/dev/null || { \
		echo "Installing nginx for the test of several servers ..."; \
		apt-get update -qq && \
		RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			nginx openssl >/dev/null; }
