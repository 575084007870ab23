"""Turn files, pages and feeds into clean, dated articles."""
