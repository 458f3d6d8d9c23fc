"""Settings of the project. All that differs between installations comes from the
environment; README.md lists the variables."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DEBUG = _flag("NPC_DEBUG")
DATA_DIR = Path(os.environ.get("NPC_DATA_DIR", BASE_DIR / "data"))
DATA_DIR.mkdir(parents=True, exist_ok=True)
SEEDS_DIR = Path(os.environ.get("NPC_SEEDS", BASE_DIR.parent / "shared" / "seeds"))


def _secret_key() -> str:
    """The key of the environment, else one made at the first start and kept in DATA_DIR."""
    if key := os.environ.get("NPC_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        try:
            with NamedTemporaryFile("w", dir=DATA_DIR) as new:  # readable by its owner alone
                new.write(secrets.token_urlsafe(48))
                new.flush()
                with suppress(FileExistsError):  # another process was first
                    os.link(new.name, path)
        except OSError as error:
            raise ImproperlyConfigured(
                f"无法在 {DATA_DIR} 写入密钥文件（{error.strerror}）：请设置 NPC_SECRET_KEY，"
                "或让 NPC_DATA_DIR 指向可写的目录。"
            ) from error
    return path.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _list("NPC_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _list("NPC_CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "npcrecords.core",
    "people",
    "sessions.apps.SessionsConfig",
    "npcrecords.api",
    "npcrecords.web",
    "npcrecords.core.admin_app.RecordsAdminConfig",  # after web, whose templates it takes
]

# What the public asks of the API is answered from memory before anything that pages need.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "npcrecords.core.language.LanguageMiddleware",
    "npcrecords.api.throttling.Throttle",
    "npcrecords.api.caching.Answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "npcrecords.core.idling.KeepAlive",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "npcrecords.urls"
WSGI_APPLICATION = "npcrecords.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


# Conditions on what is public are nested, which the planner takes for dear, and then compiles
# for seconds to read for milliseconds. And only kept queries (npcrecords.core.kept) are prepared:
# their plan is made once, not again for each value. A page read anywhere costs about the same.
POSTGRESQL = (
    "-c jit=off",
    "-c plan_cache_mode=force_generic_plan",
    "-c random_page_cost=1.1",
)


def _database() -> dict[str, Any]:
    """DATABASE_URL, or one SQLite file in DATA_DIR.

    PostgreSQL keeps each thread's connection: one per request costs more than the request, and
    a pool's costs a tenth of it.
    SQLite gets WAL, a time-out and transactions that take the write lock at their start,
    or two clerks who save at once lock each other out.
    """
    # A config of another library's type: a plain dict of Django's own settings.
    database: dict[str, Any] = dict(
        dj_database_url.parse(os.environ.get("DATABASE_URL", f"sqlite:///{DATA_DIR}/npcrecords.db"))
    )
    options: dict[str, Any] = dict(database.get("OPTIONS", {}))
    if database["ENGINE"] == "django.db.backends.postgresql":
        database["CONN_MAX_AGE"] = 600
        options |= {
            "prepare_threshold": 5,  # some number: with none, nothing can be prepared at all
            "options": " ".join([options.get("options", ""), *POSTGRESQL]).strip(),
        }
    elif database["ENGINE"] == "django.db.backends.sqlite3":
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        raise ImproperlyConfigured("DATABASE_URL 只支持 sqlite:/// 和 postgresql://。")
    return database | {"OPTIONS": options}


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # counts failures, and locks out
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# So many wrong passwords for one account from one address, and it waits so long.
AXES_FAILURE_LIMIT = int(os.environ.get("NPC_LOGIN_FAILURES", "5"))
AXES_COOLOFF_TIME = timedelta(minutes=int(os.environ.get("NPC_LOCKOUT_MINUTES", "15")))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "npcrecords.core.addresses.address_of"
AXES_LOCKOUT_CALLABLE = "npcrecords.core.lockouts.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False  # core/admin/lockouts.py has a page of our own
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True  # styles and scripts are served without a collecting step

MEDIA_ROOT = DATA_DIR / "files"  # what staff upload; served to nobody by its address
NPC_UPLOAD_LIMIT = int(os.environ.get("NPC_UPLOAD_LIMIT_MB", "50")) * 2**20  # of one file, bytes
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "npcrecords.core.uploads.UploadOnDisk",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20  # all of a form but its files; a body of JSON
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a document with its sections, a list of 200 acts
NPC_SECOND_PERSON = _flag("NPC_SECOND_PERSON")  # who reviewed a file may not publish it
# A review whose holder did nothing for so long may be taken over.
NPC_CLAIM_MINUTES = int(os.environ.get("NPC_CLAIM_MINUTES", "30"))

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "npcrecords.api.formats.Negotiation",
    "DEFAULT_RENDERER_CLASSES": [
        "npcrecords.api.formats.Json",
        "npcrecords.api.formats.Csv",
        "npcrecords.api.formats.JsonLines",
    ],
    "DEFAULT_PARSER_CLASSES": ["npcrecords.api.formats.JsonBody"],
    "DEFAULT_PAGINATION_CLASS": "npcrecords.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "npcrecords.api.schema.Schema",
    "DEFAULT_METADATA_CLASS": "npcrecords.api.formats.Methods",
    "EXCEPTION_HANDLER": "npcrecords.api.errors.handle",
    # Proxies in front that may be trusted to say where a request comes from.
    "NUM_PROXIES": int(os.environ.get("NPC_PROXIES", "0")),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
NPC_ANON_RATE = os.environ.get("NPC_ANON_RATE", "600/min")  # requests of one address; "" for none
NPC_READ_AT_ONCE = False  # uploaded files are read in a process of their own
# So long what one process shows to the public may lag behind what another wrote; 0 for never.
NPC_RECENT_SECONDS = float(os.environ.get("NPC_RECENT_SECONDS", "0.05"))
NPC_KEEP_ANSWERS = _flag("NPC_KEEP_ANSWERS", default=True)  # rendered public answers, in memory

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "npcrecords",
    "DESCRIPTION": "人大常委会公报的公开记录：会议、文件、任免、审议意见及其办理。",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "DocumentKind": "sessions.choices.DocumentKind",
        "SessionKind": "sessions.choices.SessionKind",
        "RelationKind": "sessions.choices.RelationKind",
        "AgendaKind": "sessions.choices.AgendaKind",
        "OutcomeKind": "sessions.choices.OutcomeKind",
        "PointKind": "sessions.choices.PointKind",
        "FollowUpKind": "sessions.choices.FollowUpKind",
        "BulletinStatus": "sessions.choices.Status",
        "AttendanceStatus": "sessions.choices.AttendanceStatus",
        "TenureStateEnum": "people.choices.TenureState",
        "OpinionState": "sessions.choices.OpinionState",
        "Half": "sessions.choices.Half",
        "DatePrecision": "npcrecords.core.dates.Precision",
        "DeputyChangeKind": "people.choices.DeputyChangeKind",
        "MeasureKind": "sessions.choices.MeasureKind",
        "DeadlineKind": "sessions.choices.DeadlineKind",
        "TaskStatus": "sessions.choices.TaskStatus",
        "TaskField": "sessions.choices.TaskField",
        "CorrectionState": "sessions.choices.CorrectionState",
        "LinkState": "sessions.choices.LinkState",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "npcrecords.api.schema.describe_errors",
    ],
}

SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(float(os.environ.get("NPC_SESSION_HOURS", "12")) * 3600)
if _flag("NPC_HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
