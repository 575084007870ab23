"""People and sites: the command, the page, the interface for programs, the widget."""
