"""Files for people who live in Excel: working rows for HR, and statistics that may be published."""
