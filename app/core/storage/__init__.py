"""Files: judged at the door, kept under random names.

In: untrusted bytes and a name. Out: a storage key, cleaned bytes, safe headers.
Never: a path a user chose, a file under the web root, a word of 履职.
"""

from app.core.storage.accept import Accepted, accept
from app.core.storage.configured import store_of
from app.core.storage.headers import ByteRange, content_disposition, parse_range
from app.core.storage.local import LocalStorage, Storage, Stored, sync_folder
from app.core.storage.names import display_name

__all__ = [
    "Accepted",
    "ByteRange",
    "LocalStorage",
    "Storage",
    "Stored",
    "accept",
    "content_disposition",
    "display_name",
    "parse_range",
    "store_of",
    "sync_folder",
]
