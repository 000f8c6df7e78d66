"""How bytes leave: the rendered-page store, compression, validators, security headers."""
