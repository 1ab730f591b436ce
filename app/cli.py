"""`lvzhi`: serve, demo, migrate and the other commands of an installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from app import __version__
from app.core.errors import Forbidden, Problem
from app.core.settings import Settings

EXIT_FOUND, EXIT_USAGE = 1, 2
_FOUND = click.Path(exists=True, dir_okay=False, path_type=Path)


class Chinese(click.Group):
    """Commands in the order of a council's year; refusals as one Chinese line, never a trace."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            click.echo(f"错误：{problem.sentence}", err=True)
            for error in problem.errors:
                click.echo(f"  {error.where}：{error.sentence}", err=True)
            sys.exit(EXIT_FOUND)
        except ValueError as error:
            click.echo(f"错误：{error}", err=True)
            sys.exit(EXIT_USAGE)


@click.group(cls=Chinese, context_settings={"help_option_names": ["--help", "-h"]})
@click.version_option(__version__, message="掌上履职 %(version)s")
def main() -> None:
    """掌上履职：政协委员履职的记录、核实、计分与档案。"""


@main.command()
@click.option("--host", help="监听地址，默认取 LVZHI_HOST。")
@click.option("--port", type=click.IntRange(0, 65535), help="端口，默认取 LVZHI_PORT。")
@click.option("--workers", default=1, type=click.IntRange(1, 32), help="进程数（仅 PostgreSQL 可多于 1）。")
def serve(host: str | None, port: int | None, workers: int) -> None:
    """启动服务。"""
    from app.serving import serve as run

    settings = Settings()
    run(settings, host or settings.host, settings.port if port is None else port, workers)


@main.command()
def migrate() -> None:
    """把数据库升级到最新结构。"""
    from app.core.db.migrate import upgrade
    from app.paths import migrations_dir

    settings = Settings()
    settings.var.mkdir(parents=True, exist_ok=True)
    upgrade(settings.migrations, migrations_dir(), app_url=settings.database)
    click.echo("数据库结构已是最新。")


@main.command()
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="演示数据以哪一天为今天。")
def demo(today: Any) -> None:
    """载入演示数据（可重复执行），并写出演示账号。"""
    from app import demo as demos

    settings = Settings()
    if not settings.demo_like:
        raise Forbidden("演示账号的密码是公开的，正式环境不能载入演示数据。")
    day: date | None = today.date() if today else None
    bar = _Bar("演示数据")
    keys = settings.ballot_key_folder
    _with_database(settings, lambda db: demos.load(db, today=day, var=settings.var, keys=keys, progress=bar))
    accounts = settings.var / "demo-accounts.json"
    click.echo(f"演示账号（详见 {accounts}）：")
    rows = json.loads(accounts.read_text(encoding="utf-8"))
    columns = ("council", "role", "username", "password")
    widths = [max(len(row[column]) for row in rows) for column in columns]
    for row in rows:
        cells = [row[column].ljust(width) for column, width in zip(columns, widths, strict=True)]
        click.echo(f"  {'  '.join(cells).rstrip()}")


@main.command()
@click.option("--old-secret-file", required=True, type=_FOUND, help="原来的 LVZHI_SECRET 所在的文件。")
def rekey(old_secret_file: Path) -> None:
    """更换 LVZHI_SECRET 后，用新的密钥重新加密手机号等字段；中断后可再次运行。"""
    from app.council.rekey.service import rekey as run

    old = old_secret_file.read_text(encoding="utf-8").strip()
    settings = Settings()
    if len(old.encode()) < 32 or old == settings.secret:
        raise ValueError("请在文件中给出原来的 LVZHI_SECRET（32 字节以上），并把新的设为 LVZHI_SECRET。")
    found = _with_database(settings, lambda db: run(db, old, _Bar("重新加密")))
    click.echo(f"已重新加密 {found.counts['sealed']} 项，原已是新密钥的 {found.counts['already']} 项。")
    if found.lost:
        click.echo(f"有 {len(found.lost)} 项两个密钥都打不开，未改动：{'、'.join(found.lost[:10])}", err=True)
        sys.exit(EXIT_FOUND)


@main.command("openapi")
@click.option("--check", is_flag=True, help="只比较，不写入；不一致时退出码为 1。")
@click.option("--out", type=click.Path(path_type=Path), default=Path("openapi/openapi.json"))
def openapi_(check: bool, out: Path) -> None:
    """写出接口文档 openapi.json。"""
    from app.serving import openapi_text

    text = openapi_text()
    if not check:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
        click.echo(f"已写入 {out}。")
    elif not out.is_file() or out.read_text(encoding="utf-8") != text:
        click.echo(f"{out} 与程序不一致，请运行 lvzhi openapi。", err=True)
        sys.exit(EXIT_FOUND)
    else:
        click.echo("接口文档与程序一致。")


@main.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--council", required=True, help="政协代码，如 pinghu。")
@click.option("--commit", is_flag=True, help="没有错误时写入；默认只预览。")
def import_(kind: str, file: Path, council: str, commit: bool) -> None:
    """从 Excel 或 CSV 导入名册或台账（先预览，再写入）。"""
    import app.api  # noqa: F401 - every kind that can be imported registers with its routes
    from app.council.cli_import import run

    report = _with_database(Settings(), lambda db: run(db, council, kind, file, commit))
    click.echo(report.text)
    if report.errors:
        sys.exit(EXIT_FOUND)


@main.command()
@click.option("--council", required=True, help="政协代码。")
@click.option("--year", required=True, type=click.IntRange(1949, 2200), help="履职年度。")
@click.option("--in-force", is_flag=True, help="完成后立即生效。")
def evaluate(council: str, year: int, in_force: bool) -> None:
    """按已采用的办法计算一个年度的得分。"""
    from app.standings.cli import evaluate as run

    report = _with_database(Settings(), lambda db: run(db, council, year, in_force, _Bar("计分")))
    click.echo(report)


@main.command()
@click.option("--council", default="pinghu", show_default=True, help="政协代码。")
@click.option("--year", required=True, type=click.IntRange(1949, 2200), help="履职年度。")
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="写入的文件夹。")
@click.option("--sanctions", is_flag=True, help="附约谈提醒名单（内部材料）。")
def pack(council: str, year: int, out: Path, sanctions: bool) -> None:
    """制作一个年度的考核材料：Excel、Word、PDF 和清单；中断后再运行会接着做。"""
    from app.views.pack.cli import begin, write

    settings = Settings()
    frozen = _with_database(settings, lambda db: begin(db, council, year, out, sanctions))
    click.echo(write(frozen, out, settings.fonts_dir, _Bar("年终材料")))


@main.command("term-review")
@click.option("--council", default="pinghu", show_default=True, help="政协代码。")
@click.option("--term", required=True, type=click.IntRange(1, 99), help="届次，如 13。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def term_review(council: str, term: int, as_json: bool) -> None:
    """“数说”一届：十四项数据，逐项由记录算出。"""
    from app.views.term_review.cli import run

    click.echo(_with_database(Settings(), lambda db: run(db, council, term, as_json)))


@main.command()
@click.option("--council", help="政协代码；默认全部。")
@click.option("--head", "show_head", is_flag=True, help="输出操作日志链头，供另行保存。")
@click.option("--anchors", type=click.Path(exists=True, path_type=Path), help="此前保存的链头（JSON）。")
@click.option("--backup", "archive", type=_FOUND, help="检查这份备份：恢复到临时文件夹，再查一遍。")
@click.option("--key-file", type=_FOUND, help="备份的密钥文件。")
def verify(
    council: str | None, show_head: bool, anchors: Path | None, archive: Path | None, key_file: Path | None
) -> None:
    """检查操作日志链、台账和已生效得分是否完好；--backup 检查一份备份。"""
    import app.tables  # noqa: F401
    from app.backups import drill
    from app.standings.cli import verify as run

    known = json.loads(anchors.read_text(encoding="utf-8")) if anchors else {}

    def check(settings: Settings) -> Any:
        return _with_database(settings, lambda db: run(db, council, known))

    if archive is None:
        reports = check(Settings())
    else:
        reports = drill(archive, key_file, check, _Bar("检查备份"))
    if show_head:
        click.echo(json.dumps({r.code: {"seq": r.seq, "digest": r.digest} for r in reports}, indent=2))
    for report in reports:
        click.echo(report.text, err=show_head)
    if any(report.breaks for report in reports):
        sys.exit(EXIT_FOUND)


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="写入的文件或文件夹；默认 LVZHI_BACKUP_DIR。")
@click.option("--keep", type=click.IntRange(1, 1000), help="文件夹里只留最近的几份。")
@click.option("--key-file", type=_FOUND, help="用这个密钥文件加密。")
def backup(out: Path | None, keep: int | None, key_file: Path | None) -> None:
    """备份数据库和附件（服务运行时也可以）。"""
    from app.backups import make

    click.echo(_with_database(Settings(), lambda db: make(db, Settings(), out, keep, key_file, _Bar("备份"))))


@main.command()
@click.argument("file", type=_FOUND)
@click.option("--key-file", type=_FOUND, help="备份的密钥文件。")
def restore(file: Path, key_file: Path | None) -> None:
    """把备份恢复到一个空的数据库（由 LVZHI_DATABASE_URL、LVZHI_VAR 指定）。"""
    import app.tables  # noqa: F401
    from app.backups import bring_back

    click.echo(bring_back(Settings(), file, key_file, _Bar("恢复")))


@main.command()
@click.argument("username")
@click.option("--name", default="系统管理员", show_default=True, help="显示名称。")
def admin(username: str, name: str) -> None:
    """新设系统管理员账号，显示一次性初始密码。"""
    from app.access.first_admin import make

    password = _with_database(Settings(), lambda db: make(db, username.lower(), name))
    click.echo(f"账号 {username.lower()}，初始密码 {password}（14 天内有效，首次登录须修改）。")


@main.group(cls=Chinese)
def scheme() -> None:
    """考评办法：检查、列出。"""


class _File(click.Path):
    """A file that is there, or one Chinese line saying that it is not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(value)
        if not path.is_file():
            what = "是目录，不是文件" if path.is_dir() else "没有这个文件"
            self.fail(f"{what}：{value}", param, ctx)
        return super().convert(value, param, ctx)


_FILE = _File(exists=True, dir_okay=False, path_type=Path)


@scheme.command("check")
@click.argument("files", nargs=-1, required=True, type=_FILE)
def scheme_check(files: tuple[Path, ...]) -> None:
    """检查办法文件：语法、词汇和随文算例。"""
    from app.schemes import document

    found = False
    for file in files:
        read = document.read(file.read_bytes())
        mistakes = document.check(read)
        for mistake in mistakes:
            click.echo(f"{file.name} {mistake}" if len(files) > 1 else str(mistake), err=True)
        for warning in read.warnings:
            click.echo(f"{file.name} 提醒：{warning}" if len(files) > 1 else f"提醒：{warning}", err=True)
        found = found or bool(mistakes)
        if not mistakes:
            scheme = read.require()
            holds = f"{len(scheme.examples)} 个算例全部相符。"
            none = "语法和词汇无误，但没有算例：没有一分经过核对。"
            click.echo(f"{scheme.title}：{holds if scheme.examples else none}")
    if found:
        sys.exit(EXIT_FOUND)


@scheme.command("facts")
def scheme_facts() -> None:
    """列出办法可写的事实、属性和值，标明台账里有没有。"""
    from app.schemes.facts_table import facts_table

    click.echo(facts_table())


@scheme.command("test")
@click.argument("files", nargs=-1, type=_FILE)
def scheme_test(files: tuple[Path, ...]) -> None:
    """运行办法的随文算例；不写文件时为随程序提供的全部办法。"""
    from app.schemes import cli

    found = cli.test(files)
    for mistake in found.mistakes:
        click.echo(mistake, err=True)
    told = f"{found.documents} 份办法，{found.examples} 个算例，"
    if found.mistakes:
        click.echo(f"{told}{len(found.mistakes)} 处不符或有误。", err=True)
        sys.exit(EXIT_FOUND)
    click.echo(f"{told}全部相符。")


@scheme.command("score")
@click.argument("file", type=_FILE)
@click.option("--cases", required=True, type=_FILE, help="算例文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def scheme_score(file: Path, cases: Path, as_json: bool) -> None:
    """按办法计算各人的得分、名次和措施，逐项写明来历；不用数据库。"""
    from app.schemes import cli

    scored = cli.scores(file.read_bytes(), cases.read_text(encoding="utf-8"))
    if as_json:
        click.echo(cli.score_json(scored))
    else:
        for line in cli.score_text(scored):
            click.echo(line)
    if any(one["differences"] for one in scored):
        sys.exit(EXIT_FOUND)


@scheme.command("diff")
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE)
def scheme_diff(before: Path, after: Path) -> None:
    """逐句说明第二份办法比第一份改了什么。"""
    from app.schemes import cli

    for line in cli.diff(before.read_bytes(), after.read_bytes()) or ["两份办法没有不同。"]:
        click.echo(line)


@scheme.command("dry-run")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--council", required=True, help="政协代码。")
@click.option("--year", required=True, type=click.IntRange(1949, 2200), help="以哪个年度的台账试算。")
def scheme_dry_run(file: Path, council: str, year: int) -> None:
    """试算：一份办法用在往年会怎样，谁升谁降、因为哪一条；什么也不保存。"""
    from app.standings.trial_report import dry_run

    text = file.read_bytes()
    click.echo(_with_database(Settings(), lambda db: dry_run(db, council, year, text, _Bar("试算"))))


@scheme.command("schema")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写入文件；默认输出到屏幕。")
def scheme_schema(out: Path | None) -> None:
    """办法文件的 JSON Schema，供编辑器补全和检查。"""
    from app.schemes.json_schema import text

    if out is None:
        click.echo(text(), nl=False)
        return
    out.write_text(text(), encoding="utf-8")
    click.echo(f"已写入 {out}。")


@scheme.command("list")
def scheme_list() -> None:
    """列出随程序提供的办法。"""
    from app.schemes.service import library

    for entry in library():
        click.echo(f"{entry.code:<24}{entry.title}（{entry.examples} 个算例）")


class _Bar:
    """A progress bar; called with (done, total, what)."""

    def __init__(self, title: str) -> None:
        from tqdm import tqdm

        self._bar = tqdm(desc=title, total=None, unit="步", leave=False, disable=None)

    def __call__(self, done: int, total: int, what: str = "") -> None:
        self._bar.total = total
        self._bar.set_postfix_str(what, refresh=False)
        self._bar.n = done
        self._bar.refresh()


def _with_database(settings: Settings, work: Callable[[Any], Any]) -> Any:
    import app.tables  # noqa: F401
    from app.core.db import Database

    db = Database.of(settings)
    try:
        return work(db)
    finally:
        db.close()
