"""A package, so that `tests/` itself is not on the path: `tests/vectorstore` would hide `vectorstore`."""
