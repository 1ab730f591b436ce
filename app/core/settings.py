"""Typed settings, read from the environment once, refused when unsafe."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.core.signing_keys import SigningKey, signing_keys

DEFAULT_SECRET = "demo-secret-never-for-production-0123456789abcdef"
#: Scheme, host and port, nothing behind.
_ADDRESS = r"^https?://[a-z0-9.\-]+(:\d{1,5})?$"


class Settings(BaseSettings):
    """Every knob of an installation; each is described in docs/operations.md.

    Raises:
        pydantic.ValidationError: outside demo, dev and test when the secret is the default or
            shorter than 32 bytes, so that an unsafe installation never starts.
    """

    # A refusal is printed on a terminal and kept in logs: it may not repeat the secret.
    model_config = SettingsConfigDict(
        env_prefix="LVZHI_", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    env: Literal["demo", "dev", "test", "production"] = "demo"
    secret: str = DEFAULT_SECRET
    previous_secret: str = ""
    token_keys: str = Field("", repr=False)
    var: Path = Path("var")
    database_url: str = ""
    migration_url: str = ""
    pool_size: int = Field(3, ge=1, le=32)
    public_address: str = Field("", pattern=rf"^({_ADDRESS[1:-1]})?$")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    body_limit: int = Field(1024 * 1024, ge=1024)
    upload_limit: int = Field(25 * 1024 * 1024, ge=1024)
    attachment_quota: int = Field(500 * 1024 * 1024, ge=1024)
    s3_bucket: str = Field("", pattern=r"^([a-z0-9][a-z0-9.\-]{1,62})?$")
    s3_endpoint: str = Field("", pattern=rf"^({_ADDRESS[1:-1]})?$")
    s3_region: str = "us-east-1"
    s3_key_id: str = ""
    s3_secret: str = ""
    s3_prefix: str = Field("", pattern=r"^([A-Za-z0-9._\-]+(/[A-Za-z0-9._\-]+)*)?$")
    s3_virtual_host: bool = False
    ballot_keys: Path | None = None
    metrics_token: str = ""
    trusted_proxies: str = ""
    access_minutes: int = Field(10, ge=1, le=15)
    refresh_idle_days: int = Field(14, ge=1)
    refresh_absolute_days: int = Field(90, ge=1)
    refresh_grace_seconds: int = Field(20, ge=0, le=60)
    login_attempts: int = Field(8, ge=3, le=100)
    login_address_per_minute: int = Field(900, ge=60)
    zhezhengding_key: str = ""
    zhezhengding_secret: str = ""
    zhezhengding_gateway: str = Field("https://openplatform-pro.ding.zj.gov.cn", pattern=_ADDRESS)
    zhezhengding_login: str = Field("https://login-pro.ding.zj.gov.cn", pattern=_ADDRESS)
    robot_hosts: str = "oapi.dingtalk.com,qyapi.weixin.qq.com"
    backup_dir: Path | None = None
    backup_hours: int = Field(0, ge=0, le=24 * 31)
    backup_keep: int = Field(14, ge=1, le=1000)
    backup_key_file: Path | None = None
    fonts_dir: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _refuse_default_secret(self) -> Settings:
        if self.env == "production":
            if self.secret == DEFAULT_SECRET:
                raise ValueError("LVZHI_SECRET 仍是默认值，正式环境拒绝启动；请设置 32 字节以上的随机密钥。")
            if self.database_url == "":
                raise ValueError("正式环境必须设置 LVZHI_DATABASE_URL。")
            said = self.zhezhengding_gateway, self.zhezhengding_login
            if self.zhezhengding_key and not all(one.startswith("https://") for one in said):
                raise ValueError("正式环境中 LVZHI_ZHEZHENGDING_GATEWAY 和 _LOGIN 必须是 https 地址。")
            if self.ballot_keys and self.ballot_keys.absolute().is_relative_to(self.var.absolute()):
                raise ValueError("LVZHI_BALLOT_KEYS 不能在 LVZHI_VAR 之内：备份会把测评密钥一起带走。")
        if len(self.secret.encode()) < 32:
            raise ValueError("LVZHI_SECRET 至少需要 32 字节。")
        if self.previous_secret and len(self.previous_secret.encode()) < 32:
            raise ValueError("LVZHI_PREVIOUS_SECRET 至少需要 32 字节。")
        signing_keys(self.token_keys)
        return self

    @cached_property
    def database(self) -> str:
        """SQLAlchemy URL of the application's role; an SQLite file under ``var`` by default."""
        return self.database_url or f"sqlite:///{(self.var / 'lvzhi.sqlite3').absolute()}"

    @cached_property
    def migrations(self) -> str:
        """SQLAlchemy URL of the role that owns the tables (PostgreSQL: another than ``database``)."""
        return self.migration_url or self.database

    @cached_property
    def backups(self) -> Path:
        """Folder of the backups."""
        return self.backup_dir or self.var / "backups"

    @cached_property
    def ballot_key_folder(self) -> Path | None:
        """Where keys of polls are kept; in production only where it was said, outside every backup."""
        return self.ballot_keys or (self.var / "ballot-keys" if self.demo_like else None)

    @cached_property
    def signing(self) -> list[SigningKey]:
        """Keys of access tokens, the newest first; none: the secret itself signs."""
        return signing_keys(self.token_keys)

    @cached_property
    def robots(self) -> list[str]:
        """Hosts (``host`` or ``host:port``) that messages to chat groups may be sent to."""
        return [host.strip() for host in self.robot_hosts.split(",") if host.strip()]

    @property
    def demo_like(self) -> bool:
        """Whether comforts of demo and development (docs page, demo accounts) may be on."""
        return self.env != "production"
