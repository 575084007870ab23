"""One command for each figure; numbers are read on one thread, as `hanoi` does."""

import os

# Before NumPy is loaded: see `ui.cli.main`.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
