"""The public views. Each reads the request, calls one function, builds a typed context and returns."""
