"""The stages of a career as a map and the ways through it. Knows no request and no template."""
