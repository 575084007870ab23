"""Whether a statement counts, dates and names what its evidence does: numbers, dates, names and offices, parsed."""
