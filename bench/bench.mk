# Benches: each prints its tables and ends with one line of JSON. What each measures: docs/benchmarks.md.
# BENCH_DOCUMENTS=100000 shrinks the speed part of bench-search, and bench-offers (BENCH_OFFERS: its imports alone; PARTS: one part of it).
# PARVIS_TEST_DATA names the folder of real data.
.PHONY: bench-search bench-relevance bench-speed bench-pages bench-import bench-weight bench-paths bench-offers bench-seats bench-asking bench-queue bench-live bench-answers

BESIDE_POSTGRESQL := POSTGRESQL_SETTINGS="shared_buffers=1GB;work_mem=64MB;maintenance_work_mem=512MB;jit=off" $(BIN)/python tools/with_postgresql.py

bench-search: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.search

bench-relevance: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.search relevance

bench-speed: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.search speed

bench-pages: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.pages

bench-import: $(VENV)/.ready-dev
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.importing

bench-weight: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.weight

bench-offers: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@sh tools/postgis.sh
	@$(BESIDE_POSTGRESQL) $(BIN)/python -m bench.offers $(PARTS)

bench-paths: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.paths

bench-seats: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.seats

bench-asking: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.asking

bench-queue: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.tickets

bench-live: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.live

bench-answers: $(VENV)/.ready-dev
	@$(BIN)/python -m bench.answers

.PHONY: bench-meetings bench-meetings-day bench-meetings-acts
bench-meetings: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.meetings $(PARTS)

bench-meetings-day: $(VENV)/.ready-dev
	@sh tools/machine.sh
	@$(BIN)/python -m bench.meetings.day

# DATABASE_URL names another database than a SQLite file of its own.
bench-meetings-acts: $(VENV)/.ready-dev
	@$(BIN)/python -m bench.meetings.acts
