"""What cannot be done as it was asked for. Every message says why, and what to do."""

from __future__ import annotations


class BadUsage(Exception):
    """A question, a setting or a file that cannot be used; exit code 2."""
