# Everything a newcomer needs: `make demo` to see it work, `make test` to prove it. Both need Python 3.11+ and the package index.
PYTHON ?= python3
BIN := .venv/bin
# A checkout of UniversalDependencies/UD_English-EWT.
TREEBANK ?= ../UD_English-EWT
# To measure on: labelled messages of others (JSON lines), and a checkout of Parakweet's EmailIntentDataSet.
ELSEWHERE ?=
PARAKWEET ?=

.PHONY: demo test docs pipeline classifier evaluate accuracy rewriting benchmark clean

demo: $(BIN)/outreach-lint
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

docs: .venv/dev
	$(BIN)/python scripts/generate.py

# Train the language pipeline (an hour on one core) and write it, with its card, to models/.
pipeline: .venv/dev
	$(BIN)/outreach-lint-train pipeline $(TREEBANK)

# Train the move classifier on corpora/ (a minute) and write it, with its card, to models/.
classifier: .venv/dev
	$(BIN)/outreach-lint-train classifier

# Train anew, compare with what is shipped, and print all figures (three minutes).
evaluate: .venv/dev
	$(BIN)/outreach-lint-train evaluate

# The same, kept in docs/accuracy.json; then write the pages that show it.
accuracy: .venv/dev
	$(BIN)/outreach-lint-train evaluate --write $(if $(ELSEWHERE),--elsewhere $(ELSEWHERE)) $(if $(PARAKWEET),--parakweet $(PARAKWEET))
	$(BIN)/python scripts/generate.py

# Rewrite the drafts in corpora/rewriting, keep the figures and some samples in docs/, then write the pages that show them.
rewriting: .venv/dev
	$(BIN)/outreach-lint-train rewriting --write
	$(BIN)/python scripts/generate.py

benchmark: .venv/dev
	$(BIN)/python benchmarks/cold_start.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/rewriting.py
	$(BIN)/python benchmarks/warm.py

$(BIN)/python:
	$(PYTHON) -m venv .venv

$(BIN)/outreach-lint: $(BIN)/python setup.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: $(BIN)/outreach-lint
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
