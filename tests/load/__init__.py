"""Long load: what a server on this machine bears for minutes on end, and what it does when more comes than it can take."""
