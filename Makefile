# Two commands: `make start` looks around in the demo, `make test` runs every check.
# Needed on the machine: python3 (3.11 or later, with venv), make, and a line to the package index.
UV_VERSION := 0.13.9
UV := .tools/bin/uv
RUN := $(UV) run --locked --no-python-downloads --python python3
# Each worker takes half, in order, so that what a file sets up once is set up once; whoever is done takes from the other.
PYTEST = $(RUN) pytest -n 2 --dist worksteal --durations 10
EQUITY := PYTEST_ADDOPTS="--durations 10" $(MAKE) --no-print-directory -C packages/equity UV=$(CURDIR)/$(UV)
PART := .ci/part
ON_POSTGRESQL := $(if $(shell .ci/postgresql --there && echo yes),.ci/postgresql)
CHROMIUM := $(or $(ALONGSIDE_CHROMIUM),$(firstword $(wildcard /usr/bin/chromium-headless-shell /usr/bin/chromium)))

# The tests start some hundred commands, and each would translate the whole program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help start ready install test long bench pictures messages format checks start-anew unit postgresql browser browser-on-postgresql equity

help:
	@echo "make start      look around: installs, makes a demo, serves it on http://localhost:8000"
	@echo "make test       every check that .ci/run makes"
	@echo "make install    install or upgrade what a server needs, and nothing else"
	@echo "make format     put code and templates in the house's form"
	@echo "make messages   collect the words of the interface for the translators"
	@echo "make pictures   take the pictures of the docs (needs Chromium)"
	@echo "make transcripts  write down anew what a screen reader says in the main flow"
	@echo "make bench      what pages and writes cost, as ratios to a bare Django"
	@echo "make load       fifty requests a second on one core, for MINUTES=30"
	@echo "make sbom       list every library of an installation as CycloneDX, in var/sbom.json"
	@echo "make audit      ask the OSV database about holes in all libraries (needs the internet)"
	@echo "make long       the long run: hours, before a release"
	@echo "make long-parsers  EXECUTIONS=1000000 of each reader of files and words, led by what they cover"
	@echo "make long-scan  bandit, semgrep and wapiti (MINUTES_OF_SCAN=60 for each reader) find nothing that nobody looked at"
	@echo "make long-restore  a backup and a restore of MEGABYTES=1000, within five minutes"
	@echo "make long-month four weeks with a worker that is killed MONTH_KILLS=100 times"

$(UV): Makefile
	@if ! python3 -m venv .tools >/dev/null 2>&1; then \
	    rm -rf .tools; \
	    echo "python3 -m venv does not work on this machine. On Debian: apt-get install python3-venv"; \
	    exit 1; \
	fi
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"
	@touch $@

ready: $(UV)
	@$(RUN) alongside compile_messages

# With `EXTRA=postgresql` its driver too, which comes by itself where DATABASE_URL is set.
EXTRA := $(if $(DATABASE_URL)$(DATABASE_URL_FILE),postgresql)
start install: RUN += --no-dev $(addprefix --extra ,$(EXTRA))

install: ready

# Both are features that uv calls a preview. An audit that cannot ask fails.
.PHONY: sbom audit
sbom: $(UV)
	@mkdir -p var
	@$(UV) export --quiet --locked --no-dev --all-extras --format cyclonedx1.5 --preview-features sbom-export \
	    --output-file var/sbom.json >/dev/null

audit: $(UV)
	@$(UV) audit --locked --preview-features audit-command

PORT := 8000
start: export ALONGSIDE_MODE = demo
start: export ALONGSIDE_ORIGIN ?= http://localhost:$(PORT)
start: ready
	@$(RUN) alongside migrate --verbosity 0
	@$(RUN) alongside seed_demo
	@$(RUN) alongside serve --port $(PORT)

PARTS := unskipped checks start-anew unit postgresql browser browser-on-postgresql equity
LONG_PARTS := long-chain long-limits long-race long-drills long-restore long-faults long-month long-fuzzing long-parsers long-scan long-tests long-browser long-equity
test long $(PARTS) $(LONG_PARTS): export ALONGSIDE_DATA_DIR = $(CURDIR)/var/test

test: $(PARTS)
	@$(PART) --summary

.PHONY: unskipped
unskipped: $(UV)
	@$(PART) --begin
	@$(PART) install $(RUN) alongside compile_messages

# In this order, one after the other, also under `make -j`.
.NOTPARALLEL:

checks:
	@$(PART) format $(RUN) ruff format --check .
	@$(PART) lint $(RUN) ruff check .
	@$(PART) templates $(RUN) djangofmt check --output-format concise src
	@$(PART) types $(RUN) mypy
	@$(PART) layers $(RUN) lint-imports --no-cache
	@$(PART) migrations .ci/migrations $(RUN)
	@$(PART) deploy .ci/deploy $(RUN)

start-anew:
	@$(PART) start .ci/start

unit:
	@$(PART) tests env -u DATABASE_URL $(PYTEST) -m "not browser and not long and not postgresql"

postgresql:
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) tests-on-postgresql $(ON_POSTGRESQL) $(PYTEST) -m "not browser and not long and not sqlite"; \
	else \
	    $(PART) --skipped "tests on PostgreSQL: apt-get install postgresql, or" \
	        "ALONGSIDE_TEST_DATABASE=postgresql://name:passphrase@host/database make test"; \
	fi

browser:
	@if [ -x "$(CHROMIUM)" ]; then \
	    $(PART) tests-in-browser env -u DATABASE_URL $(PYTEST) -m "browser and not long"; \
	else \
	    $(PART) --skipped "tests in a browser: apt-get install chromium-headless-shell fonts-noto-core"; \
	fi

browser-on-postgresql:
	@if [ -x "$(CHROMIUM)" ] && [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) tests-in-browser-on-postgresql $(ON_POSTGRESQL) $(PYTEST) -m "browser and not long and not sqlite"; \
	else \
	    $(PART) --skipped "tests in a browser on PostgreSQL: apt-get install chromium-headless-shell postgresql"; \
	fi

equity:
	@$(PART) equity $(ON_POSTGRESQL) env $(EQUITY) test

# Hours. Everything of `make test` stays out of it. `make long SEQUENCES=20 CLAIMS=1000 DRILLS=2 MEGABYTES=10 CASES=100 EXECUTIONS=1000 MINUTES_OF_SCAN=5 KILLS=2 FORMS=100 UPGRADES=1 MONTH_KILLS=2` only shows that it works.
SEQUENCES := 10000
CLAIMS := 20000
DRILLS := 50
MEGABYTES := 1000
CASES := 34000
EXECUTIONS := 1000000
READERS :=
MINUTES_OF_SCAN := 60
KILLS := 200
FORMS := 10000
UPGRADES := 20
MONTH_KILLS := 100
MONTH := tests/faults/test_month.py
long: unskipped $(LONG_PARTS)
	@$(PART) --summary

.PHONY: $(LONG_PARTS)
$(LONG_PARTS): $(UV)

long-chain:
	@$(PART) long-chain env -u DATABASE_URL ALONGSIDE_SEQUENCES=$(SEQUENCES) \
	    $(PYTEST) src/alongside/commitments/tests/test_chain.py

long-limits:
	@$(PART) long-limits env -u DATABASE_URL ALONGSIDE_SEQUENCES=$(SEQUENCES) \
	    $(PYTEST) src/alongside/matching/tests/test_limits.py

long-race:
	@$(PART) long-race env -u DATABASE_URL ALONGSIDE_CLAIMS=$(CLAIMS) \
	    $(PYTEST) -n 0 -m "not postgresql" src/alongside/commitments/tests/test_race.py
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) long-race-on-postgresql $(ON_POSTGRESQL) env ALONGSIDE_CLAIMS=$(CLAIMS) \
	        $(PYTEST) -n 0 -m "not sqlite" src/alongside/commitments/tests/test_race.py; \
	else \
	    $(PART) --skipped "the race on PostgreSQL: apt-get install postgresql, or" \
	        "ALONGSIDE_TEST_DATABASE=postgresql://name:passphrase@host/database make long"; \
	fi

long-drills:
	@$(PART) long-drills env -u DATABASE_URL ALONGSIDE_DRILLS=$(DRILLS) \
	    $(PYTEST) -m "not postgresql" src/alongside/home/tests/test_drill.py
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) long-drills-on-postgresql $(ON_POSTGRESQL) env ALONGSIDE_DRILLS=$(DRILLS) \
	        $(PYTEST) -n 0 -m "not sqlite" src/alongside/home/tests/test_drill.py; \
	else \
	    $(PART) --skipped "the drills on PostgreSQL: apt-get install postgresql"; \
	fi

long-restore:
	@$(PART) long-restore env -u DATABASE_URL $(RUN) python -m benchmarks.backups --megabytes $(MEGABYTES)

# Real processes, killed while people write or while tables change; disks without room; a line that loses half.
BREAKS = ALONGSIDE_KILLS=$(KILLS) ALONGSIDE_FORMS=$(FORMS) ALONGSIDE_UPGRADES=$(UPGRADES)
long-faults:
	@$(PART) long-faults env -u DATABASE_URL $(BREAKS) \
	    $(PYTEST) -n 0 -m "not postgresql" --ignore $(MONTH) tests/faults
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) long-faults-on-postgresql $(ON_POSTGRESQL) env $(BREAKS) \
	        $(PYTEST) -n 0 -m "not sqlite" tests/faults; \
	else \
	    $(PART) --skipped "the faults on PostgreSQL: apt-get install postgresql"; \
	fi

long-month:
	@$(PART) long-month env -u DATABASE_URL ALONGSIDE_MONTH_KILLS=$(MONTH_KILLS) $(PYTEST) -n 0 $(MONTH)

long-fuzzing:
	@$(PART) long-fuzzing env -u DATABASE_URL ALONGSIDE_FUZZING=$(CASES) $(PYTEST) tests/fuzzing
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) long-fuzzing-on-postgresql $(ON_POSTGRESQL) env ALONGSIDE_FUZZING=$(CASES) $(PYTEST) tests/fuzzing; \
	else \
	    $(PART) --skipped "what nobody sends, on PostgreSQL: apt-get install postgresql"; \
	fi

# A day on one core; `READERS="calendar sheet"` for some of them.
long-parsers:
	@$(PART) long-parsers env -u DATABASE_URL $(RUN) --group coverage-guided \
	    python -m tests.fuzzing.guided --executions $(EXECUTIONS) $(READERS)

# It needs the package index the first time, and asks nobody afterwards: the demo that it looks at is on this machine.
long-scan:
	@$(PART) long-scan env -u DATABASE_URL $(RUN) python -m tests.scans $(MINUTES_OF_SCAN)

long-tests:
	@$(PART) long-tests env -u DATABASE_URL $(PYTEST) -m "long and not postgresql" --ignore $(MONTH)
	@if [ -n "$(ON_POSTGRESQL)" ]; then \
	    $(PART) long-tests-on-postgresql $(ON_POSTGRESQL) $(PYTEST) -m "long and not sqlite"; \
	else \
	    $(PART) --skipped "the long tests on PostgreSQL: apt-get install postgresql"; \
	fi

long-browser:
	@if [ -x "$(CHROMIUM)" ]; then \
	    $(PART) long-every-page env -u DATABASE_URL ALONGSIDE_ALL_VARIANTS=1 \
	        $(PYTEST) tests/journeys/test_every_page.py tests/journeys/test_problems.py; \
	else \
	    $(PART) --skipped "pages in a browser: apt-get install chromium-headless-shell fonts-noto-core"; \
	fi

long-equity:
	@$(PART) long-equity $(ON_POSTGRESQL) env $(EQUITY) long

bench: ready
	@$(RUN) python -m benchmarks

MINUTES := 30
.PHONY: load load-on-postgresql
load: ready
	@env -u DATABASE_URL $(RUN) python -m benchmarks.load --minutes $(MINUTES)

load-on-postgresql: ready
	@DURABLE=yes .ci/postgresql $(RUN) python -m benchmarks.load --minutes $(MINUTES)

pictures: ready
	@ALONGSIDE_CHROMIUM=$(CHROMIUM) $(RUN) python -m tests.journeys.pictures

.PHONY: transcripts
transcripts: ready
	@env -u DATABASE_URL ALONGSIDE_TRANSCRIPTS=1 $(RUN) pytest -n 0 -q tests/journeys/test_heard.py

messages: $(UV)
	@$(RUN) alongside update_messages

format: $(UV)
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .
	@$(RUN) djangofmt check --fix src
