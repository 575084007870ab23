# make run: sets everything up, then the chat at http://127.0.0.1:7860
# make test: sets everything up, then all tests
#
# PYTHON=python3.12 chooses the interpreter (3.11 or newer).
# TORCH_INDEX=<address> adds a package index to take torch from, such as one with CPU-only builds.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup run test lint clean

setup: $(READY)

# The stamp is written last: a set-up that failed half-way starts again.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, and this is %s. Try: make PYTHON=python3.12 setup" % sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
	@touch $@

run: setup
	$(BIN)/hanoi ingest --starter --if-empty
	$(BIN)/hanoi serve

# ARGS passes options on: make test ARGS="-k settings"
test: setup
	$(BIN)/python -m pytest $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
