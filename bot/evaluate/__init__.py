"""Fixed questions, what their answers must hold, and what changed since the last blessed run."""
