"""The frozen copy of the site: what stands in for searches, filters and forms where no program answers."""
