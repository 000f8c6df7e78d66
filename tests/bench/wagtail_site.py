"""A Wagtail site of one page behind Django's cache of whole pages, in one file: ``wagtail_site:application``.

Makes its database beside itself when it is first loaded. The page's HTML is in the file ``body.html`` beside it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.conf import settings

HERE = Path(__file__).resolve().parent
SLUG = "our-journey"
CACHE_SECONDS = 600

settings.configure(
    SECRET_KEY="benchmark",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="wagtail_site",
    INSTALLED_APPS=[
        "wagtail.sites",
        "wagtail.users",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
    ],
    MIDDLEWARE=[
        "django.middleware.cache.UpdateCacheMiddleware",  # before the compression, so that it keeps what is compressed
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    CACHE_MIDDLEWARE_SECONDS=CACHE_SECONDS,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "wagtail.sqlite3"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [HERE], "APP_DIRS": True}],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    WAGTAIL_SITE_NAME="Benchmark",
    WAGTAILADMIN_BASE_URL="http://127.0.0.1",
    STATIC_URL="/static/",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from wagtail import urls as wagtail_urls  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

urlpatterns = [path("", include(wagtail_urls))]
sys.modules.setdefault("wagtail_site", sys.modules[__name__])


def make() -> None:
    """Make the database with one page under the site's root."""
    if (HERE / "made").exists():
        return
    call_command("migrate", verbosity=0)
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=Page(title="Our journey", slug=SLUG, live=True))
    (HERE / "made").touch()


os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
make()
Page.template = "body.html"
application = get_wsgi_application()
