# 掌上履职: every command a person or a machine needs. `make` alone lists them.

PORT ?= $(or $(LVZHI_PORT),8000)
HOST ?= $(or $(LVZHI_HOST),127.0.0.1)
JOBS ?= logical
# Releases after this day are not considered by `make lock`: a poisoned one is usually found within days.
LOCK_BEFORE ?= 2026-11-20

BIN = .venv/bin
UV = var/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
     --no-annotate --exclude-newer $(LOCK_BEFORE)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Three commands of `lvzhi` in one process: a second start loads the code once and takes two seconds.
IN_ONE = import sys; from app.cli import main; \
	[main([step], "lvzhi", standalone_mode=False) for step in sys.argv[1:]]

.DEFAULT_GOAL := help
.PHONY: help run test check fast bench promises speed pictures lock web clean

help: ## 列出命令 · list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

run: .venv/.run web ## 启动演示：安装、迁移、载入样板、启动服务 · serve the demo at http://127.0.0.1:8000 (PORT=8001)
	@exec env LVZHI_HOST=$(HOST) LVZHI_PORT=$(PORT) $(BIN)/python -P -c '$(IN_ONE)' migrate demo serve

test: .venv/.dev web ## 运行全部测试 · run every test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope

check: .venv/.dev web ## 格式、静态检查、类型、分层、全部测试 · all of it: what a change must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/lvzhi openapi --check
	$(BIN)/python -m pytest -n $(JOBS) --dist loadscope

fast: .venv/.dev ## 快速自查：不含慢测试 · the checks of a minute, before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(JOBS) -m "not slow" tests/architecture tests/frontdoor

bench: .venv/.dev ## 性能测量，结果在 var/bench.json · measure speed (RIVALS=1: beside others)
	$(BIN)/python -m benchmarks

promises: .venv/.dev ## 长时间的承诺检验，结果在 var/promises.json · the long harnesses
	$(BIN)/python -m tests.promises

speed: .venv/.dev web ## 手机首屏时间（慢网、慢机） · time to the phone's first screen, on a poor line
	$(BIN)/python -m tests.e2e.speed

pictures: .venv/.dev web ## 重拍 README 的图片（docs/picture-*.png） · take the README's pictures anew
	$(BIN)/python -m tests.e2e.pictures

lock: var/uv/bin/uv ## 重新锁定依赖（只有哈希，没有地址） · lock dependencies anew, hashes only
	UV_PYTHON_DOWNLOADS=never $(UV) pyproject.toml -o requirements.lock
	UV_PYTHON_DOWNLOADS=never $(UV) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	python3 -c 'import hatch_build; print(hatch_build.NODE_WHEEL)' | UV_PYTHON_DOWNLOADS=never $(UV) - -o requirements-web.lock

web: .venv/.run ## 构建网页客户端（如有改动） · build the web client when it has changed
	@if $(BIN)/python hatch_build.py --needs-node; then $(INSTALL) -r requirements-web.lock; fi
	@$(BIN)/python hatch_build.py

clean: ## 删除虚拟环境、缓存和演示数据 · remove environment, caches and demo data
	rm -rf .venv var build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis app/web web/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says that the environment holds what the lock names; a second start compares two file times.
.venv/.run: requirements.lock .venv/.made
	@echo "安装依赖（按哈希核对）……"
	@$(INSTALL) -r requirements.lock
	@touch $@

# The development lock pins the same versions and more, so it settles both stamps.
.venv/.dev: requirements-dev.lock requirements.lock .venv/.made
	@echo "安装开发依赖（按哈希核对）……"
	@$(INSTALL) -r requirements-dev.lock
	@touch .venv/.run $@

# The clone is put on the path by a relative .pth and a three-line script: nothing is built, nothing
# is fetched, and the folder may be moved. A wheel is for installing elsewhere (README).
.venv/.made: .ci/environment
	@sh .ci/environment $(PYTHON)
	@touch $@

var/uv/bin/uv:
	python3 -m venv var/uv
	var/uv/bin/pip install --quiet --disable-pip-version-check uv
