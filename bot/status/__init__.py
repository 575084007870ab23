"""Questions about who signed and who is bound, answered from the table instead of from sentences."""

from bot.status.lookup import StatusAnswer, status_answer

__all__ = ["StatusAnswer", "status_answer"]
