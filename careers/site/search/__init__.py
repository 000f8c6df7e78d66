"""Search over everything that visitors may see, from one edition. Knows no request and no template."""
