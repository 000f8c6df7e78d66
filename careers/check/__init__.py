"""What is worth telling an editor beyond what the engine refuses: rules about sound content, each with a name.

Knows content and nothing of the web. What looks for personal data, and what asks the outside world, is handed in.
"""
