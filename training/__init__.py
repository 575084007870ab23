"""Train the reader: one command a step, in the order of `training/README.md`."""
