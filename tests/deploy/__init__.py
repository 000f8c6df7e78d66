"""The recipes in docs/deploy: what they say is true of the program, and they work."""
