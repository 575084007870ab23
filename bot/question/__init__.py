"""What is asked: worked out once, passed on as a value."""
