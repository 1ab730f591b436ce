"""Attachments in a bucket: the same as in the folder, and 503 when it is away."""

from __future__ import annotations

import http.client
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from app.backups import bring_back, drill, make
from app.core.errors import NotFound, Unavailable
from app.core.settings import Settings
from app.core.storage import LocalStorage, store_of
from app.core.storage.s3 import S3Storage
from tests.conftest import SECRET
from tests.factories.house import House
from tests.facts.pieces import proposal, refused
from tests.facts.test_evidence import upload

#: The bucket does not know which database there is.
pytestmark = pytest.mark.one_backend


def quiet(done: int, whole: int, what: str) -> None:
    """Nobody watches."""


class Bucket:
    """moto's S3 on a socket, with one bucket."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self._server.start()
        self.host, self.port = self._server.get_host_and_port()
        self.ask("PUT", "/evidence")
        self.stop = self._server.stop

    def ask(self, method: str, path: str) -> str:
        """Ask it something directly."""
        connection = http.client.HTTPConnection(self.host, self.port)
        connection.request(method, path)
        return connection.getresponse().read().decode()

    def files(self) -> int:
        """Return how many objects there are, of whatever prefix."""
        return self.ask("GET", "/evidence").count("<Key>")

    def settings(self, var: Path, **more: str) -> Settings:
        """Return settings that keep files here."""
        given = {"s3_bucket": "evidence", "s3_endpoint": f"http://{self.host}:{self.port}", **more}
        return Settings(env="test", secret=SECRET, var=var, s3_key_id="a", s3_secret="b", **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    made = Bucket()
    yield made
    made.stop()


@pytest.fixture
def nobody() -> Iterator[str]:
    """Return an address where a connection is taken and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}"


def test_what_is_put_is_got_in_whole_and_in_part_and_deleted(bucket: Bucket, tmp_path: Path) -> None:
    store = store_of(bucket.settings(tmp_path, s3_prefix="one/place"))
    content = bytes(range(256)) * 6000
    kept = store.put(content)
    assert store.get(kept.key) == content and store.size(kept.key) == kept.size == len(content)
    assert kept.sha256 == store.sha256(kept.key)
    assert b"".join(store.chunks(kept.key, 10, 300_020)) == content[10:300_020]
    assert b"".join(store.chunks(kept.key, 1_535_990)) == content[1_535_990:]
    assert b"".join(store.chunks(kept.key, 5, 5)) == b""
    # The same names as in the folder: a copy of the one is the other.
    assert f"one/place/{kept.key[:2]}/{kept.key[2:4]}/{kept.key}" in bucket.ask("GET", "/evidence")
    store.delete(kept.key)
    store.delete(kept.key)
    for ask in (store.get, store.size, store.sha256):
        with pytest.raises(NotFound):
            ask(kept.key)
    for strange in ("../../etc/passwd", "", kept.key.upper() + "0", "evidence"):
        with pytest.raises(NotFound):
            store.get(strange)


@contextmanager
def kept_in(house: House, settings: Settings) -> Iterator[None]:
    """Let the running application keep its files where other settings say."""
    state = house.client.app.state
    before, state.storage = state.storage, store_of(settings)
    try:
        yield
    finally:
        state.storage = before


def test_a_file_goes_through_the_application_and_through_a_backup(
    house: House, bucket: Bucket, tmp_path: Path
) -> None:
    given = bucket.settings(tmp_path / "here")
    member = house.as_("member")
    with kept_in(house, given):
        made = upload(member, proposal(house, member)["id"]).json()
        path = f"/attachments/{made['id']}"
        assert len(member.get(path).content) == made["size"]
        assert member.get(path, headers={"Range": "bytes=1-3"}).content == b"PNG"
    # Other tests of this database kept theirs in the folder: those are what the bucket does not have.
    assert "附件 1 个" in make(house.db, given, tmp_path / "all.lvzhi-backup", None, None, quiet)
    before = bucket.files()
    drill(tmp_path / "all.lvzhi-backup", None, lambda there: there.var, quiet)
    assert bucket.files() == before
    back = bucket.settings(tmp_path / "back", s3_prefix="restored")
    bring_back(back, tmp_path / "all.lvzhi-backup", None, quiet)
    assert bucket.files() == before + 1 and not (tmp_path / "back" / "attachments").exists()


@pytest.mark.parametrize("wrong", [{"s3_bucket": "nobodys"}, {"s3_endpoint": "http://127.0.0.1:9"}], ids=str)
def test_a_bucket_that_is_away_says_503_and_leaves_nothing_half_written(
    house: House, bucket: Bucket, tmp_path: Path, wrong: dict[str, str]
) -> None:
    member = house.as_("member")
    claim = proposal(house, member)["id"]
    with kept_in(house, bucket.settings(tmp_path, **wrong)):
        answer = upload(member, claim)
        refused(answer, 503, "storage_unavailable")
        assert "请稍后再试" in answer.json()["detail"]
        assert member.get(f"/claims/{claim}/attachments").json() == []
        # The claim, and everything else without files, goes on.
        assert member.get(f"/claims/{claim}").status_code == 200


def test_a_file_that_no_row_names_is_taken_away_again(house: House, bucket: Bucket, tmp_path: Path) -> None:
    member = house.as_("member")
    claim, before = proposal(house, member)["id"], bucket.files()
    with kept_in(house, bucket.settings(tmp_path, s3_prefix="twice")):
        key = {"Idempotency-Key": "the-same-upload-twice"}
        assert [upload(member, claim, headers=key).status_code for _ in range(2)] == [201, 201]
    assert bucket.files() == before + 1


def test_a_download_whose_file_does_not_come_is_503_and_one_that_is_gone_404(
    house: House, bucket: Bucket, tmp_path: Path
) -> None:
    member = house.as_("member")
    with kept_in(house, bucket.settings(tmp_path)):
        path = f"/attachments/{upload(member, proposal(house, member)['id']).json()['id']}"
        with kept_in(house, bucket.settings(tmp_path, s3_endpoint="http://127.0.0.1:9")):
            refused(member.get(path), 503, "storage_unavailable")
        with kept_in(house, bucket.settings(tmp_path, s3_prefix="elsewhere")):
            refused(member.get(path), 404, "not_found")
        assert member.get(path).status_code == 200


def test_a_bucket_that_never_answers_is_given_up(
    nobody: str, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.storage.s3.REQUEST", 0.3)
    store = S3Storage(bucket.settings(tmp_path, s3_endpoint=nobody))
    started = time.monotonic()
    with pytest.raises(Unavailable):
        store.put(b"anything")
    assert time.monotonic() - started < 6


def test_without_the_library_the_server_says_what_to_install(
    bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(ValueError, match="lvzhi\\[s3\\]"):
        store_of(bucket.settings(tmp_path))
    assert isinstance(store_of(Settings(env="test", secret=SECRET, var=tmp_path)), LocalStorage)
