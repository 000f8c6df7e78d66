"""The rules, a few that belong together in a module. Each takes the matter and yields what it sees."""
