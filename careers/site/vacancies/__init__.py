"""Adverts as candidates look for them: filters, words for dates and pay, likeness. Knows no request and no template."""
