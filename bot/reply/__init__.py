"""What is said: verdict, lead, quotes and the words around them."""
