"""The careers microsite of Manchester City Council's children's social work."""
