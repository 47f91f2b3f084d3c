# syntax=docker/dockerfile:1
ARG PYTHON=3.12

# The builder has the C compiler that durable-rules needs; the image that runs has not.
FROM python:${PYTHON}-slim-bookworm AS builder
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements.lock requirements-dev.lock ./
COPY tools/lock.py tools/lock.py
# The build backend is pinned as everything else, so builds are not isolated: see tools/setup.sh.
RUN python tools/lock.py --pin setuptools > /tmp/build-backend.txt \
    && pip install --require-hashes --requirement /tmp/build-backend.txt \
    && pip install --no-build-isolation --use-pep517 --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY services services
COPY workers workers
# Editable, so that the code lies in /app beside rules/ and data/, where it looks for them.
RUN pip install --no-deps --no-build-isolation --editable . \
    && pip uninstall --yes setuptools pip \
    && python -m compileall -q /app/services /app/workers

FROM python:${PYTHON}-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin credwise
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /app /app
COPY rules /app/rules
COPY data /app/data
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /app
USER 10001
EXPOSE 8080 8081
# For the API, the default command; docker-compose.yml names the other roles.
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s CMD ["credwise", "ops", "alive", "api"]
CMD ["credwise", "serve"]
