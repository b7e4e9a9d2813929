"""Dates as the house writes them in English, in the admin too: "15 December 2026, 14:05"."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
