"""Who signed and who is bound, as data: read from a table, asked for facts, never guessed."""
