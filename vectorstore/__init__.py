"""Keep articles as an immutable, checked build and find passages in it."""
