# The house's habits. `make help` lists them. Logic lives in tools/; this file only names it.
# Paths stay relative, so that a checkout may stand in a folder with spaces and Vietnamese letters.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
MOTCUA := .venv/bin/motcua

# Two workers, however many cores there are; `make test WORKERS=4` where there is room.
WORKERS ?= 2
MINUTES ?= 30
# `make test WITHOUT=browser` leaves out what needs Chromium, and says so.
WITHOUT ?=
export WITHOUT
NO_BROWSER := $(if $(findstring browser,$(WITHOUT)),not browser)

.PHONY: help setup demo demo-fresh run test test-all check doctor doctor-packages mirror docs pictures walk bench soak clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' Makefile | while IFS=$$'\t' read -r name words; do printf '  make %-12s %s\n' "$$name" "$$words"; done

setup: ## Python environment, libraries, fonts and styles, all inside this folder
	@tools/set_up.sh

demo: setup ## a running province with its units, procedures and a life of dossiers, at http://localhost:8000
	@$(MOTCUA) serve --demo

demo-fresh: setup ## the same from the beginning: 11 May 2020, 08:00
	@$(MOTCUA) serve --demo --fresh

run: setup ## the application as installed here, without the demo
	@$(MOTCUA) serve

test: setup ## every test and every step of `make check`
	@$(PY) tools/doctor.py need
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "not long$(if $(NO_BROWSER), and $(NO_BROWSER))"

test-all: setup ## the same with soaks, kill matrices and large volumes
	@$(PY) tools/doctor.py need
	@$(PY) -m pytest -n $(WORKERS) --dist loadfile -m "$(NO_BROWSER)"

check: setup ## format, lint, types, shelves, templates, translations, migrations, docs
	@$(PY) tools/check.py

doctor: ## what is here, and the one line that installs what only some tests want
	@python="$$(tools/find_python.sh)" && "$$python" tools/doctor.py

# The packages of that line alone, for .ci/run.
doctor-packages:
	@python="$$(tools/find_python.sh)" && "$$python" tools/doctor.py packages

mirror: setup ## numbers worth a talk: long files, long functions, growth; fails nothing
	@$(PY) tools/mirror.py

docs: setup ## write docs/reference/ from the code
	@$(PY) tools/reference.py

pictures: setup ## take the pictures of the manuals anew, from a demo of their own
	@$(PY) tools/pictures.py

walk: setup ## walk the seven lines of «done» and name what is missing; FRESH=1 walks the fresh clone too
	@$(PY) -m tests.walk

bench: setup ## the four benches, one after the other, as JSON
	@for bench in receive ledger slowline weight; do $(MOTCUA) bench $$bench --json || exit 1; done

soak: setup ## sixteen users for half an hour while everything is killed, full or late; MINUTES=3 for a try
	@$(PY) -m tests.faults.soak --minutes $(MINUTES)

clean: ## take away what set-up made; the data in .motcua stays
	@tools/clean.sh
