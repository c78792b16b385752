"""Spreadsheets as a person fills them in: texts, numbers and days, each in a cell of its own sort."""

from __future__ import annotations

import datetime

from xlsxwriter import Workbook


def fill(path, rows):
    with Workbook(str(path)) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(line, place, datetime.datetime.combine(cell, datetime.time.min), day)
                elif isinstance(cell, (int, float)):
                    sheet.write_number(line, place, cell)
                elif cell:
                    sheet.write_string(line, place, cell)
    return path
