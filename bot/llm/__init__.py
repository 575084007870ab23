"""A language model that may only say what the passages say."""
