"""Thin views: read the request, call one function, build a typed context, return."""
