"""The static export: every public answer of a WSGI application as files for any web server, object store or CDN.

Knows addresses, headers and bytes; which addresses there are, and what stands in for those with a query, comes from outside.
"""
