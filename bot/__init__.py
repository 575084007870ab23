"""Answer questions from passages: retrieve, read, cite, or say no."""
