"""The reader's model: a question and a passage read together, one verdict a sentence."""
