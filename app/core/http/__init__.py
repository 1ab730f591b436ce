"""The web's edge: bodies in, problems out, headers, logs, metrics.

Enters: raw ASGI requests. Leaves: answers with a request id, safe headers and, when refused,
problem+json. It must never know a duty word, open a database, or repeat what the caller sent.
"""

from app.core.http.client import Client
from app.core.http.front import install

__all__ = ["Client", "install"]
