# What can be done with this checkout? `make` prints the answer.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
# The folders in the order in which a failure is cheapest to read.
TESTS ?= tests/unit tests/rules tests/cases tests/clients tests/integration tests/acceptance tests/browser
# Tests of these folders are dealt out one by one; the others start servers, each of its own and once for a file, so a
# file's stay together. Those wait for processes most of the time, so one more is at work than there are cores, up to four.
# A Redis that is named in CREDWISE_TEST_REDIS_URL is one for all, so then they take turns.
ONE_BY_ONE = $(filter tests/unit% tests/rules% tests/cases%,$(TESTS))
BY_FILE = $(filter-out $(ONE_BY_ONE),$(TESTS))
AT_ONCE ?= $(if $(CREDWISE_TEST_REDIS_URL),0,$(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? n + 1 : 4))))
# The same inputs are made up every time, so the order of sets is the same every time too; `make thorough` looks further.
export PYTHONHASHSEED ?= 0
# Python's compiled files are kept: without them every test process and every server that a test starts compiles all anew.
unexport PYTHONDONTWRITEBYTECODE
# More for pytest, like ARGS="-k lease -x".
ARGS ?=

.PHONY: help
help: ## Print this list
	@echo "Credwise. The first two to try are \`make demo\` and \`make test\`."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

.PHONY: setup
setup: .venv/installed ## Build .venv from the lock file (again only when the lock file changed); PYTHON=/path chooses

.venv/installed: requirements-dev.lock
	@PYTHON="$(PYTHON)" tools/setup.sh

.PHONY: demo
demo: setup ## Run everything here with sample learners until Ctrl-C; ONCE=1 ends when every webhook arrived
	@$(BIN)/credwise demo $(if $(ONCE),--once)

.PHONY: test
test: setup ## Run all tests: unit, rules, cases, integration, acceptance, browser; TESTS=folder and ARGS="-k word" choose
	@echo "Running $(TESTS) with $$($(BIN)/python --version)."
	@echo "A missing server skips its tests here and fails them where CI=true; -ra lists what was skipped."
	@echo "The first lines of pytest say how many inputs are made up: CREDWISE_TESTS=desk, wide or thorough chooses."
	$(if $(ONE_BY_ONE),$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ONE_BY_ONE) $(ARGS))
	$(if $(BY_FILE),$(BIN)/python -m pytest --numprocesses $(AT_ONCE) --dist loadfile $(BY_FILE) $(ARGS))

# The tests that hand each reader of documents damaged ones.
FUZZ := tests/unit/importing/test_fuzz_corpus.py tests/unit/reading/test_posting_fuzz.py \
	tests/unit/reading/test_resume_files.py tests/unit/credentials/test_mutations.py

.PHONY: fuzz
fuzz: setup ## Hand each reader of documents two thousand damaged ones or more (under a minute on two processors)
	CREDWISE_TESTS=wide $(BIN)/python -m pytest --numprocesses auto --dist worksteal $(FUZZ) $(ARGS)

.PHONY: contract
contract: setup ## Make five thousand requests of the OpenAPI document, always the same, right and wrong (minutes)
	CREDWISE_TESTS=wide $(BIN)/python -m pytest tests/integration/api/test_openapi_over_http.py $(ARGS)

.PHONY: image-check
image-check: setup ## Build the image with Debian's buildah and run the service in it (as root; needs buildah, debootstrap)
	CREDWISE_TEST_IMAGE=true $(BIN)/python -m pytest tests/acceptance/test_image.py $(ARGS)

.PHONY: thorough
thorough: setup ## Run the tests that make up their inputs at great length (an hour and more)
	PYTHONHASHSEED=random CREDWISE_TESTS=thorough $(MAKE) test TESTS="$(ONE_BY_ONE) tests/integration/api/test_openapi_over_http.py"

.PHONY: check
check: setup ## Lint, format, types, imports between layers, sizes, lock files, rule files, tables in docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.sizes
	$(BIN)/python tools/lock.py --check
	$(BIN)/credwise rules check
	$(BIN)/credwise rules coverage --fail-under 100 | tail -1
	$(BIN)/credwise rules docs --check
	$(BIN)/python -m tools.docs_tables --check
	$(BIN)/python -m tools.dashboards --check

.PHONY: rules
rules: setup ## Write the rules' editor schemas and docs/rules/ anew, after a change of rules, wording or facts
	$(BIN)/credwise rules schema --write
	$(BIN)/credwise rules docs

.PHONY: docs
docs: setup ## Write anew what the code declares: the tables in docs/ (formats of imports, events), Grafana's dashboards
	$(BIN)/python -m tools.docs_tables
	$(BIN)/python -m tools.dashboards

.PHONY: schema
schema: setup ## Write docs/recommendation.schema.json anew, after a change of the recommendation's types
	$(BIN)/credwise schema > docs/recommendation.schema.json

.PHONY: openapi
openapi: setup ## Write docs/openapi.json anew, after a change of the API
	$(BIN)/python -m tools.openapi > docs/openapi.json

# Universal: one file serves Python 3.11 and 3.12 on every platform. No index is named: a lock says what, not from where.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links pyproject.toml

.PHONY: lock
lock: setup ## Pin what pyproject.toml asks for anew (asks your package index); UPGRADE=1 takes newer versions
	@tools=$$(mktemp -d); trap 'rm -rf "$$tools"' EXIT; \
	$(BIN)/python -m venv "$$tools"; "$$tools/bin/pip" install --quiet --disable-pip-version-check uv; \
	PATH="$$tools/bin:$$PATH"; \
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements.lock >/dev/null; \
	$(LOCK:pyproject.toml=tools/supply/requirements.in) $(if $(UPGRADE),--upgrade) \
		--output-file tools/supply/requirements.lock >/dev/null; \
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra demo --extra dev --extra bench --extra encoder \
		--output-file requirements-dev.lock >/dev/null
	$(BIN)/python tools/lock.py --check

# What lists packages and looks them up has an environment of its own, so that it changes nothing of what is tested.
.venv/supply/installed: tools/supply/requirements.lock | setup
	@$(BIN)/python -m venv .venv/supply
	@.venv/supply/bin/pip install --quiet --disable-pip-version-check --require-hashes -r tools/supply/requirements.lock
	@touch .venv/supply/installed

.PHONY: sbom
sbom: .venv/supply/installed ## Write build/sbom.json: every package that is shipped, with its hashes (CycloneDX 1.6)
	@mkdir -p build
	PYTHONWARNINGS=ignore .venv/supply/bin/cyclonedx-py requirements --pyproject pyproject.toml --spec-version 1.6 --output-reproducible \
		--output-format JSON --output-file build/sbom.json requirements.lock
	@echo "build/sbom.json lists $$(grep -c '"purl"' build/sbom.json) packages."

.PHONY: advisories
advisories: .venv/supply/installed ## Look up what is known against the pinned packages, where the advisory service can be reached
	$(BIN)/python -m tools.advisories

# Where the sources of data/ were downloaded to.
ONET ?=
ESCO ?=
CROSSWALK ?=
AWESOME ?=
FREE ?=
FACTS ?=
RATES ?=
OFFICIAL ?=
LABELS ?=
NATIONAL ?=
VACANCIES ?=
together = $(or $(strip $1),$(error $2))

.PHONY: data
data: setup ## Build data/ anew from downloads: ONET=, ESCO=, CROSSWALK=, OFFICIAL=, LABELS=, AWESOME=, FREE=, FACTS=, RATES=
	@test -n "$(ONET)$(ESCO)$(CROSSWALK)$(LABELS)$(VACANCIES)$(AWESOME)$(FREE)$(FACTS)$(RATES)" || { \
		echo "data/ is committed, so this is needed only for a new release of a source. Download and unpack it, then"; \
		echo "  make data ONET=folder                 O*NET text files, from www.onetcenter.org/database.html"; \
		echo "  make data ONET=folder ESCO=folder     and ESCO's CSV zips, from esco.ec.europa.eu (Download)"; \
		echo "  make data ONET=folder ESCO=folder CROSSWALK=folder OFFICIAL=folder  and the ESCO-O*NET crosswalks of"; \
		echo "                                        November 2020, from github.com/nestauk/mapping-career-causeways,"; \
		echo "                                        and of September 2022, from esco.ec.europa.eu"; \
		echo "  make data LABELS=folder NATIONAL=folder OFFICIAL=folder  titles and skills in nine languages"; \
		echo "                                        (data/titles/SOURCE.md); with ESCO= titles of Britain, Australia and Canada"; \
		echo "  make data VACANCIES=file              titles of vacancies (data/encoder/SOURCE.md)"; \
		echo "  make data AWESOME=folder FREE=folder  checkouts of github.com/PanXProject/awesome-certificates and"; \
		echo "                                        github.com/cloudcommunity/Free-Certifications"; \
		echo "  make data FACTS=folder                the compiled credential facts (data/catalogue/SOURCE.md)"; \
		echo "  make data RATES=file                  the European Central Bank's eurofxref.zip (data/rates/SOURCE.md)"; \
		echo "  make data QUALIFICATIONS=dir          the tables of names of qualifications (data/education/SOURCE.md)"; \
		echo "  make data ONET=folder FACTS=folder    and the ways into occupations (data/ways_in/SOURCE.md)"; \
		echo "The same sources give the same bytes."; exit 2; }
	$(if $(ONET),$(BIN)/python -m tools.build_data occupations --onet "$(ONET)")
	$(if $(ESCO),$(BIN)/python -m tools.build_data skills --esco "$(ESCO)" \
		--onet "$(call together,$(ONET),ESCO= needs ONET= beside it)")
	$(if $(CROSSWALK),$(BIN)/python -m tools.build_data occupation_skills --crosswalk "$(CROSSWALK)" \
		--onet "$(call together,$(ONET),CROSSWALK= needs ONET= beside it)" \
		--esco "$(call together,$(ESCO),CROSSWALK= needs ESCO= beside it)" \
		--official "$(call together,$(OFFICIAL),CROSSWALK= needs OFFICIAL= beside it)")
	$(if $(LABELS),$(BIN)/python -m tools.build_data titles --labels "$(LABELS)" \
		--national "$(call together,$(NATIONAL),LABELS= needs NATIONAL= beside it)" \
		--crosswalk "$(call together,$(OFFICIAL),LABELS= needs OFFICIAL= beside it)")
	$(if $(and $(LABELS),$(ESCO)),$(BIN)/python -m tools.build_data national_titles --labels "$(LABELS)" \
		--national "$(NATIONAL)" --esco "$(ESCO)")
	$(if $(VACANCIES),$(BIN)/python -m tools.build_data vacancies --vacancies "$(VACANCIES)")
	$(if $(LABELS),$(BIN)/python -m tools.build_data skill_labels --labels "$(LABELS)")
	$(if $(AWESOME)$(FREE),$(BIN)/python -m tools.build_data catalogue \
		--awesome "$(call together,$(AWESOME),FREE= needs AWESOME= beside it)" \
		--free "$(call together,$(FREE),AWESOME= needs FREE= beside it)")
	$(if $(FACTS),$(BIN)/python -m tools.build_data starter --facts "$(FACTS)")
	$(if $(FACTS),$(BIN)/python -m tools.build_data named_first --facts "$(FACTS)")
	$(if $(RATES),$(BIN)/python -m tools.build_data rates --from "$(RATES)")
	$(if $(QUALIFICATIONS),$(BIN)/python -m tools.build_data qualifications --from "$(QUALIFICATIONS)")
	$(if $(and $(FACTS),$(ONET)),$(BIN)/python -m tools.build_data ways_in --facts "$(FACTS)" --onet "$(ONET)")

.PHONY: cases
cases: setup ## Answer the cases of tests/cases and print how far an adviser would agree; ARGS=--all says why not
	@$(BIN)/python -m tests.cases $(ARGS)

.PHONY: chaos
chaos: setup ## Break the service row by row and see that nothing is lost; ARGS=--short is the form for CI
	@$(BIN)/python -m tests.chaos $(ARGS)

.PHONY: bench
bench: setup ## Measure all that should be fast and write docs/performance.md's figures (10 minutes); ARGS="pipeline" chooses
	@$(BIN)/python -m bench $(ARGS)

.PHONY: clean
clean: ## Remove .venv and everything that was built or cached
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
