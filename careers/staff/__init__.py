"""The pages for colleagues: sign-in, the pipeline, exports and the audit. Public pages and forms are not known here."""
