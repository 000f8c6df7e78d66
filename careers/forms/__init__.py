"""Expressions of interest and page feedback: the forms, the personal-data guard, what is recorded."""
