"""The public pages: views, feeds, calendars, structured data, search, charts and facades."""
