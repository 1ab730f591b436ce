"""One way in: bytes and a file name become a table."""

from __future__ import annotations

from app.core.errors import Invalid, TooLarge, UnsupportedMedia
from app.core.sheets.delimited import read_csv
from app.core.sheets.table import MAX_ROWS, Table
from app.core.sheets.xlsx import read_xlsx, refusal

MAX_BYTES = 20 * 1024 * 1024


def read_table(data: bytes, filename: str, *, check_directory: bool = True) -> Table:
    """Read the first sheet of an .xlsx, or a .csv.

    Takes up to 20 seconds on a hostile file, so call it outside any database transaction.

    Args:
        data: The whole file.
        filename: Its name; the extension must agree with the content.
        check_directory: Only the bomb harness switches it off, to prove that it matters.

    Returns:
        The table; its rows are those that hold something, the header among them.

    Raises:
        TooLarge: Over 20 MB, or more than a sheet may hold once unpacked.
        UnsupportedMedia: Neither .xlsx nor .csv, or the content is something else.
        Invalid: Damaged, dangerous, or empty.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("文件超过 20 MB，请分批导入。", word="file_too_large")
    if not data:
        raise Invalid("文件是空的。", word="empty_file")
    extension = filename.lower().rpartition(".")[2]
    if extension == "csv":
        table = read_csv(data, filename)
    elif extension == "xlsx":
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnsupportedMedia(
                "文件已加密或是旧版 .xls 格式，请去掉密码并另存为 .xlsx。", word="extension_mismatch"
            )
        if not data.startswith(b"PK\x03\x04"):
            raise UnsupportedMedia("文件内容不是 .xlsx 表格，请检查扩展名。", word="extension_mismatch")
        table = read_xlsx(data, filename, check_directory=check_directory)
    elif extension in ("xlsm", "xltm", "xlsb"):
        raise UnsupportedMedia("不接受含宏的表格，请另存为 .xlsx。", word="macro")
    else:
        raise UnsupportedMedia("只接受 .xlsx 或 .csv 文件。", word="unsupported_extension")
    if not table.rows:
        raise Invalid("表格是空的，没有可读取的内容。", word="empty_file")
    if len(table.rows) > MAX_ROWS + 1:
        raise refusal("too_many_rows")
    return table
