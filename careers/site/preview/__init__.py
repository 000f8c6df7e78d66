"""What editors see beside a page in preview: problems, state, another day, and the picture changing as they save."""
