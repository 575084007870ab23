"""Questions about who signed and who is bound, answered from the table instead of from sentences."""

from .answer import StatusAnswer, status_answer
from .shown import from_table

__all__ = ["StatusAnswer", "from_table", "status_answer"]
