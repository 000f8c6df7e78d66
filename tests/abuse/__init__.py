"""A stranger with malice, against the production server over real HTTP."""
