"""Tables in from .xlsx and .csv, workbooks out.

In: untrusted bytes. Out: tables, values with an address for every error, workbook bytes.
Never: a word of 履职, a database, a half-read file.
"""

from app.core.sheets.columns import Column, Header, match_header
from app.core.sheets.parsers import CellError, Parser
from app.core.sheets.read import read_table
from app.core.sheets.rows import Parsed, ParsedRow, read_rows
from app.core.sheets.table import Cell, Row, Table, column_letter
from app.core.sheets.write import error_workbook, template_workbook, write_csv, write_table, write_tables

__all__ = [
    "Cell",
    "CellError",
    "Column",
    "Header",
    "Parsed",
    "ParsedRow",
    "Parser",
    "Row",
    "Table",
    "column_letter",
    "error_workbook",
    "match_header",
    "read_rows",
    "read_table",
    "template_workbook",
    "write_csv",
    "write_table",
    "write_tables",
]
