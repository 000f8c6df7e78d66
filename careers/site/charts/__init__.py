"""Charts drawn on the server as accessible SVG, each with words, a table, a source and a date.

Only values that were given are drawn; nothing is filled in between them but the line that joins two. Knows
nothing of the figures files, of pages or of requests: a caller turns figures into readings.
"""

from careers.site.charts.dated import dated
from careers.site.charts.model import Chart, Credit, DatedReading, Reading, shown
from careers.site.charts.months import months
from careers.site.charts.parts import bars, shares
from careers.site.charts.slope import slope

__all__ = ["Chart", "Credit", "DatedReading", "Reading", "bars", "dated", "months", "shares", "shown", "slope"]
