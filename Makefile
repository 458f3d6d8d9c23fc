# make run    set everything up and serve on 127.0.0.1:8000 (PORT=… for another port)
# make test   the whole test suite, on SQLite and on PostgreSQL
# make lint   style, types, import directions, migrations, translations, schema
# make bench  speed and memory of the importer, the admin and the hot reads
# make fixtures  write fixtures/ anew from the seeds (NPC_SEEDS)

PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py

NPC_SEEDS ?= ../shared/seeds
NINGBO = fixtures/ningbo-16-19
# The policies among the seeds, and the folders of their records.
POLICIES = 000:ningbo-2020-decision 002:fenghua-2018-83 003:jiaxing-2019-decision 004:ningbo-2020-36

.PHONY: run test lint bench fixtures

run: .venv/run.stamp
	@$(MANAGE) prepare
	@echo "请在浏览器打开 http://127.0.0.1:$(PORT)/ ，按 Ctrl+C 停止。"
	@exec $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 1 \
		--blocking-threads 4 --log-level warning npcrecords.wsgi:application

test: .venv/test.stamp
	@$(BIN)/python -m tests.engines $(ARGS)

lint: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy npcrecords people sessions
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --fail-level WARNING

bench: .venv/test.stamp
	@$(BIN)/python -m tests.bench

fixtures: .venv/run.stamp
	$(MANAGE) record_schema > fixtures/record.schema.json
	$(MANAGE) import_bulletin $(NPC_SEEDS)/001_*.txt --facts-only \
		--abstracts $(NINGBO)/abstracts.json --record-out $(NINGBO)/bulletin.record.json
	$(MANAGE) record_schema --policy > fixtures/policy.schema.json
	@for pair in $(POLICIES); do mkdir -p fixtures/$${pair#*:}; \
		$(MANAGE) import_policy $(NPC_SEEDS)/$${pair%%:*}_*.txt --facts-only \
		--record-out fixtures/$${pair#*:}/policy.record.json; done

.venv/run.stamp: requirements.txt
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test.stamp: requirements.txt requirements-dev.txt
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/run.stamp $@
