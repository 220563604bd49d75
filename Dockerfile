FROM python:3.11-slim

# PDFs: Pango, and the Times-metric font that has every Vietnamese letter.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-croscore \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_DEBUG=0 DEMONSTRATION=0
WORKDIR /srv/application

COPY requirements/runtime.lock requirements/
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/runtime.lock

COPY . .
# A key that lives for this one command: the files collected do not depend on it.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" ALLOWED_HOSTS=build \
    python manage.py collectstatic --noinput --verbosity 0 \
    && useradd --system --home /srv application \
    && install -d -o application /srv/media

USER application
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2"]
