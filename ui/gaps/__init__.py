"""What visitors asked in vain: kept only if the owner says so, grouped by meaning, told with what would help."""
