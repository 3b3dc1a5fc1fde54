"""A list as an Excel workbook. What people have written stays text: no cell is ever a formula or a link."""

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

RISKY = ("=", "+", "-", "@", "\t", "\r")  # how a formula begins in some program, also after a save as CSV
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(title: str, headers: Sequence[str], rows: Sequence[Sequence[str | date]]) -> bytes:
    """One sheet with a heading row that stays in sight and can be filtered by. Dates are dates, all else is text."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **_PLAIN}) as book:
        sheet = book.add_worksheet(title[:31])
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        quoted = book.add_format({"quote_prefix": True})
        sheet.write_row(0, 0, headers, bold)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, day)
                else:
                    sheet.write_string(number, place, value, quoted if value.startswith(RISKY) else None)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headers) - 1)
        sheet.autofit()
    return kept.getvalue()
