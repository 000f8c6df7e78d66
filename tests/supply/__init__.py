"""Where the program's parts come from: the lock, their licences, and that a lock gives the same files again."""
