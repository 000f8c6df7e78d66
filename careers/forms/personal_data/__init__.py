"""Finds personal data in what a visitor has typed, before anything is stored or logged.

Pure: text in, findings out. Knows no request, no form, no database and no network.
"""

from careers.forms.personal_data.finding import Finding, Kind
from careers.forms.personal_data.guard import find

__all__ = ["Finding", "Kind", "find"]
