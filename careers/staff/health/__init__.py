"""Content health for editors: what is overdue or soon will be, what opens and closes, and what the check says."""
