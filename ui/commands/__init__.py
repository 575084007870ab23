"""One file a command; `ui.cli` imports each only when it is called."""
