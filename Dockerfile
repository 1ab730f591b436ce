# Stage 1: the wheel and an environment with what requirements.lock names, by hash.
# Node is fetched from PyPI by the build hook, and only when there is a web client to build.
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels . \
 && python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && /venv/bin/pip install --no-cache-dir --no-index --no-deps /wheels/*.whl

# Stage 2: the environment alone, under a user who owns nothing but the data folder.
FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/lvzhi lvzhi
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LVZHI_ENV=production \
    LVZHI_VAR=/var/lib/lvzhi \
    LVZHI_HOST=0.0.0.0 \
    LVZHI_PORT=8000
USER lvzhi
WORKDIR /var/lib/lvzhi
VOLUME /var/lib/lvzhi
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
CMD ["lvzhi", "serve"]
