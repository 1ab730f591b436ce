"""An unsafe installation never starts."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.core.settings import DEFAULT_SECRET, Settings

LONG = "x" * 32
URL = "postgresql://app@db/lvzhi"


def test_production_refuses_the_default_secret() -> None:
    with pytest.raises(ValidationError, match="LVZHI_SECRET 仍是默认值"):
        Settings(env="production", database_url=URL)


def test_production_refuses_to_run_without_a_named_database() -> None:
    with pytest.raises(ValidationError, match="LVZHI_DATABASE_URL"):
        Settings(env="production", secret=LONG)


@pytest.mark.parametrize("env", ["demo", "dev", "test", "production"])
def test_a_short_secret_is_refused_everywhere(env: str) -> None:
    with pytest.raises(ValidationError, match="32 字节"):
        Settings(env=env, secret="x" * 31, database_url=URL)  # type: ignore[arg-type]


def test_a_short_previous_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="LVZHI_PREVIOUS_SECRET"):
        Settings(env="test", secret=LONG, previous_secret="short")


def test_demo_and_development_start_with_the_default() -> None:
    assert Settings(env="demo").secret == DEFAULT_SECRET
    assert Settings(env="dev").demo_like


def test_production_starts_with_a_secret_and_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LVZHI_ENV", "production")
    monkeypatch.setenv("LVZHI_SECRET", LONG)
    monkeypatch.setenv("LVZHI_DATABASE_URL", URL)
    made = Settings()
    assert (made.env, made.database, made.migrations) == ("production", URL, URL)
    assert not made.demo_like


def test_a_refusal_never_repeats_the_secret() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(env="test", secret="kkkkkkkk")
    assert "kkkkkkkk" not in str(refused.value)
