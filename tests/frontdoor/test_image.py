"""Dockerfile and compose.yaml name only what exists; no engine builds them here."""

from __future__ import annotations

import fnmatch
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.core.settings import Settings
from tests.architecture.sources import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
KNOWN = {f"LVZHI_{name.upper()}" for name in Settings.model_fields}
FILLED = {
    "LVZHI_SECRET": "0123456789abcdef0123456789abcdef",
    "POSTGRES_PASSWORD": "one",
    "OWNER_PASSWORD": "two",
    "APP_PASSWORD": "three",
}


def instructions(text: str) -> list[tuple[str, str]]:
    """Return ``(word, rest)`` of each instruction, continued lines joined."""
    joined = re.sub(
        r"\\\n\s*", " ", "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    )
    return [(line.split()[0], line.split(None, 1)[1]) for line in joined.splitlines() if line.strip()]


def faults(text: str) -> list[str]:
    """Return what is wrong with a Dockerfile that can be seen without building it."""
    found = instructions(text)
    stages = [at for at, (word, _) in enumerate(found) if word == "FROM"]
    last = found[stages[-1] :]
    wrong = []
    names = {rest.split(" AS ")[1].strip() for word, rest in found if word == "FROM" and " AS " in rest}
    for word, rest in found:
        if word == "COPY":
            *options, source, _ = rest.split()
            stage = [option.removeprefix("--from=") for option in options if option.startswith("--from=")]
            if stage and stage[0] not in names:
                wrong.append(f"COPY from an unknown stage: {rest}")
            if not stage and not (ROOT / source).exists():
                wrong.append(f"COPY of what is not there: {source}")
        if word == "ENV":
            wrong += [
                f"unknown setting {name}" for name in re.findall(r"LVZHI_\w+", rest) if name not in KNOWN
            ]
    users = [rest for word, rest in last if word == "USER"]
    if not users or users[-1] in {"root", "0"}:
        wrong.append("the last stage runs as root")
    if not any(word == "HEALTHCHECK" and "/healthz" in rest for word, rest in last):
        wrong.append("no HEALTHCHECK on /healthz")
    if len(stages) < 2:
        wrong.append("the tools of the build stay in the image")
    return wrong


def ignored(path: str) -> bool:
    """Tell whether .dockerignore keeps ``path`` out; the last line that matches decides."""
    out = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        rule = line.strip().removeprefix("!")
        if rule and not rule.startswith("#"):
            hit = any(fnmatch.fnmatch(part, rule.removeprefix("**/")) for part in (path, path.split("/")[0]))
            out = (not line.startswith("!")) if hit else out
    return out


def filled(value: str) -> str:
    """Return a compose value with its variables put in, as compose would from .env."""
    return re.sub(
        r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}",
        lambda found: FILLED.get(found[1]) or found[2] or f"<{found[1]} missing>",
        value,
    )


def settings_of(service: str) -> dict[str, str]:
    environment = COMPOSE["services"][service].get("environment", {})
    return {name: filled(value) for name, value in environment.items() if name.startswith("LVZHI_")}


def test_the_dockerfile_names_only_what_exists() -> None:
    assert faults(DOCKERFILE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("COPY . .", "COPY frontend .", "COPY of what is not there: frontend"),
        ("--from=build", "--from=bild", "COPY from an unknown stage"),
        ("USER lvzhi", "USER root", "the last stage runs as root"),
        ("/healthz", "/health", "no HEALTHCHECK"),
        ("LVZHI_VAR=", "LVZHI_FOLDER=", "unknown setting LVZHI_FOLDER"),
    ],
)
def test_a_planted_mistake_in_the_dockerfile_is_found(old: str, new: str, fault: str) -> None:
    assert any(said.startswith(fault) for said in faults(DOCKERFILE.replace(old, new)))


def test_the_image_gets_what_the_wheel_is_built_from_and_no_data() -> None:
    needed = ["app/main.py", "migrations/env.py", "web/package.json", "pyproject.toml", "hatch_build.py",
              "requirements.lock", "README.md", "LICENSE"]  # fmt: skip
    assert [path for path in needed if ignored(path)] == []
    kept_out = ["var/lvzhi.sqlite3", ".git/config", ".env", "tests/conftest.py", ".venv/bin/python"]
    assert [path for path in kept_out if not ignored(path)] == []


def test_compose_passes_only_settings_that_exist() -> None:
    said = {name for service in COMPOSE["services"] for name in settings_of(service)}
    assert said
    assert said <= KNOWN


@pytest.mark.parametrize("service", ["migrate", "app"])
def test_the_application_starts_with_the_settings_of_compose(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in settings_of(service).items():
        monkeypatch.setenv(name, value)
    settings = Settings(var=tmp_path)
    assert settings.env == "production"
    assert settings.database.startswith("postgresql://lvzhi_app:three@db")
    assert ("lvzhi_owner" in settings.migrations) is (service == "migrate")


def test_compose_runs_a_postgresql_that_is_new_enough_behind_two_roles() -> None:
    services = COMPOSE["services"]
    assert int(services["db"]["image"].split(":")[1]) >= 15
    assert "NOBYPASSRLS" in services["roles"]["command"][0]
    assert "migrate" in services["app"]["depends_on"]
    assert services["app"]["ports"] == ["127.0.0.1:8000:8000"]
    for password in ("POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD", "LVZHI_SECRET"):
        assert f"${{{password}:?}}" in (ROOT / "compose.yaml").read_text()
