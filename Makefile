# Everything a person or CI does with this project. Each target makes what it needs; a second call is quick.
PORT ?= 8000
WORKERS ?= auto
ARGS ?=
BIN := .venv/bin
LOCKS := requirements/runtime.lock requirements/development.lock
LAW := regulation

.DEFAULT_GOAL := help
.PHONY: help setup run test check house fmt lock clean

help:
	@echo 'make run     start with demonstration data on http://127.0.0.1:$(PORT)/ (PORT=... for another port)'
	@echo 'make test    run the tests (ARGS="tests/regulation -k cap" for some, WORKERS=0 for one process)'
	@echo 'make check   format, lint, types, import contracts, templates, migrations, tests'
	@echo 'make house   what can be counted about the house: circles, arrows, rooms, sizes'
	@echo 'make fmt     format the code and mend what can be mended'
	@echo 'make lock    compile requirements/*.in into *.lock (needs uv)'
	@echo 'make clean   remove the environment, the caches and the collected static files; the data stay'

setup: .venv/.stamp
	@bash setup/pdf.sh

.venv/.stamp: $(LOCKS)
	@bash setup/environment.sh

run: setup
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo
	@echo
	@echo 'The application is at http://127.0.0.1:$(PORT)/ - its accounts are listed on the sign-in page. Ctrl-C stops it.'
	@echo
	@$(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: setup
	@$(BIN)/pytest -q -n $(WORKERS) --maxprocesses=4 --dist=loadgroup $(ARGS)

# The tests come last and once. CI runs `make check` on SQLite and then `make test` on PostgreSQL.
check: setup
	@echo '== format'
	@$(BIN)/ruff format --quiet --diff .
	@echo '== lint'
	@$(BIN)/ruff check --quiet .
	@echo '== types'
	@$(BIN)/mypy --no-error-summary
	@echo '== import contracts'
	@bash setup/quietly.sh $(BIN)/lint-imports --no-cache --no-logo
	@echo '== the house: circles, upward arrows'
	@bash setup/quietly.sh $(BIN)/python setup/house.py
	@echo '== templates'
	@bash setup/quietly.sh $(BIN)/djlint . --lint
	@echo '== migrations'
	@bash setup/quietly.sh $(BIN)/python manage.py check --fail-level WARNING
	@bash setup/quietly.sh $(BIN)/python manage.py makemigrations --check --dry-run
	@echo '== the law, every branch'
	@$(BIN)/pytest tests/$(LAW) -q --no-header --cov=$(LAW) --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100
	@echo '== tests'
	@$(MAKE) --no-print-directory test

house: setup
	@$(BIN)/python setup/house.py

fmt: setup
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .

lock:
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv'; exit 1; }
	@cd requirements && for name in runtime development; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --custom-compile-command 'make lock' $$name.in -o $$name.lock || exit 1; done

clean:
	@rm -rf .venv staticfiles .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
