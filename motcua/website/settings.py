"""Settings of the Django application; everything a regulation sets lives in the profile, not here."""

from __future__ import annotations

import os
from datetime import time
from pathlib import Path

from motcua.database import addresses

ROOT = Path(__file__).resolve().parent.parent.parent

#: Where this installation keeps its database, files, keys and copies of roots.
HOME = Path(os.environ.get("MOTCUA_HOME") or ROOT / ".motcua")
#: 1 in a demo: invented people to sign in as, and a shifted clock; `motcua serve --demo` sets it.
DEMO = os.environ.get("MOTCUA_DEMO") == "1"
DEBUG = False

#: Built modules, lowest shelf first: migrations, plugs and documents follow this order.
MODULES = [
    name
    for name in (
        "ui",
        "ledger",
        "profile",
        "files",
        "gate",
        "forms",
        "prints",
        "organisation",
        "parties",
        "identity",
        "operations",
        "notices",
        "scans",
        "catalogue",
        "payments",
        "postal",
        "dossiers",
        "ratings",
        "scores",
        "imports",
        "supervision",
        "steering",
        "privacy",
        "demo",
        "bench",
    )
    if (ROOT / "motcua" / name / "apps.py").is_file()
]

SECRET_KEY_FILE = HOME / "secret.key"
#: Signs sessions; without it the file `secret.key` of the installation's folder does.
SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY") or (
    SECRET_KEY_FILE.read_text() if SECRET_KEY_FILE.is_file() else "only-for-commands-that-sign-nothing"
)
#: Names under which the website may be called, with commas between.
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
#: Networks whose X-Forwarded-For is believed; nobody's unless named.
TRUSTED_PROXIES = [net for net in os.environ.get("MOTCUA_TRUSTED_PROXIES", "").split(",") if net]
#: 1 where a proxy in front speaks TLS: cookies are then sent over it only.
BEHIND_TLS = os.environ.get("MOTCUA_TLS") == "1"
#: Address printed on receipts and in QR codes.
PUBLIC_URL = os.environ.get("MOTCUA_PUBLIC_URL", "http://localhost:8000")

INSTALLED_APPS = [
    *[f"motcua.{name}" for name in MODULES],
    "motcua.website",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
]
AUTH_USER_MODEL = "identity.Account" if "identity" in MODULES else "auth.User"

MIDDLEWARE = [
    "motcua.website.middleware.Frame",  # request id, security headers, limits; before anything can fail
    "motcua.website.middleware.Compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.website.language.Language",
    "motcua.website.problems.ApiProblems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    *(["motcua.identity.middleware.ActorMiddleware"] if "identity" in MODULES else []),
    "axes.middleware.AxesMiddleware",
]
#: The API has no session, no cookie and no form: only the frame, and the caller's language.
API_MIDDLEWARE = [
    "motcua.website.middleware.Frame",
    "motcua.website.language.Language",
    "motcua.website.problems.ApiProblems",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

ROOT_URLCONF = "motcua.website.urls"
WSGI_APPLICATION = "motcua.website.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *(["motcua.ui.context.frame"] if "ui" in MODULES else []),
            ],
        },
    },
]

#: MOTCUA_ROLE=owner for migrations and for making the database; everything else runs as the application.
DATABASES = {"default": addresses.django_database(os.environ.get("MOTCUA_ROLE", "application"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
#: Modules that are no Django applications have sentences too.
LOCALE_PATHS = [ROOT / "motcua" / name / "locale" for name in ("kernel", "clocks")]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/tinh/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Another way to keep static files; the tests use Django's plain one.
        "BACKEND": os.environ.get("MOTCUA_STATIC", "whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
FILES_FOLDER = HOME / "files"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "motcua.website.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # mail belongs to mailboxes; accounts have names
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = (
    "motcua.identity.adapters.Adapter" if "identity" in MODULES else "allauth.account.adapter.DefaultAccountAdapter"
)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Một cửa"
MFA_ADAPTER = (
    "motcua.identity.adapters.MfaAdapter" if "identity" in MODULES else "allauth.mfa.adapter.DefaultMFAAdapter"
)
#: Everybody on a real installation signs in with a code from the telephone; the demo's people have none.
IDENTITY_CODE_REQUIRED = not DEMO
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "motcua.identity.views.locked_out" if "identity" in MODULES else None
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the history and the list of sessions say who signed in
AXES_CLIENT_IP_CALLABLE = "motcua.gate.queries.client_address"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

#: Address of the postal enterprise's system (token, orders, tracking over JSON), as https://api.vidu.vn/hcc; without it parcels are noted by hand.
POST_URL = os.environ.get("MOTCUA_POST_URL", "")
#: Who signs in to the post's system.
POST_USER = os.environ.get("MOTCUA_POST_USER", "")
#: The password of MOTCUA_POST_USER.
POST_PASSWORD = os.environ.get("MOTCUA_POST_PASSWORD", "")
#: The customer code that the post gave this province.
POST_CUSTOMER = os.environ.get("MOTCUA_POST_CUSTOMER", "")
#: Seconds to wait for each answer of the post's system.
POST_WAIT = float(os.environ.get("MOTCUA_POST_WAIT") or 20)

#: Folder into which office scanners write, with a folder for each unit named by its code; without it nothing is watched.
SCANS_FOLDER = os.environ.get("MOTCUA_SCAN_FOLDER", "")
#: Minutes for which the code runs that a telephone scans to take pictures of a paper.
SCANS_MINUTES = int(os.environ.get("MOTCUA_SCAN_MINUTES") or 15)
#: The mail server that takes messages to people, without it no e-mail is made.
SMTP_HOST = os.environ.get("MOTCUA_SMTP_HOST", "")
#: Its port: 587 with STARTTLS unless said otherwise.
SMTP_PORT = int(os.environ.get("MOTCUA_SMTP_PORT") or 587)
#: How the line is closed to others: start (STARTTLS), implicit (TLS from the first byte), or none.
SMTP_TLS = os.environ.get("MOTCUA_SMTP_TLS", "start")
#: Who signs in to the mail server; empty where it asks nobody.
SMTP_USER = os.environ.get("MOTCUA_SMTP_USER", "")
#: The password of MOTCUA_SMTP_USER.
SMTP_PASSWORD = os.environ.get("MOTCUA_SMTP_PASSWORD", "")
#: Seconds to wait for each word of the mail server.
SMTP_WAIT = float(os.environ.get("MOTCUA_SMTP_WAIT") or 30)
#: From whom messages come, as «Một cửa Bắc Kạn <khong-tra-loi@vidu.vn>»; its domain stands in every Message-ID.
MAIL_FROM = os.environ.get("MOTCUA_MAIL_FROM", "")
#: 1 where a person is told also by name which officials looked at their data; else units and posts only.
NAME_LOOKERS = os.environ.get("MOTCUA_NAME_LOOKERS") == "1"
#: When heads who want it get the summary of the morning, by the business clock, on working days.
MORNING = time.fromisoformat(os.environ.get("MOTCUA_MORNING") or "07:30")
#: Address of an SMS gateway that speaks Kannel's sendsms, as http://127.0.0.1:13013/cgi-bin/sendsms; without it no SMS is made.
SMS_URL = os.environ.get("MOTCUA_SMS_URL", "")
#: Who signs in to the SMS gateway.
SMS_USER = os.environ.get("MOTCUA_SMS_USER", "")
#: The password of MOTCUA_SMS_USER.
SMS_PASSWORD = os.environ.get("MOTCUA_SMS_PASSWORD", "")
#: The name or number that people see as an SMS's sender.
SMS_FROM = os.environ.get("MOTCUA_SMS_FROM", "")
#: Address of this house as the SMS gateway reaches it, as http://127.0.0.1:8000; without it no delivery reports are asked for.
SMS_REPORTS = os.environ.get("MOTCUA_SMS_REPORTS", "")
#: Seconds to wait for the SMS gateway's answer.
SMS_WAIT = float(os.environ.get("MOTCUA_SMS_WAIT") or 30)

#: Folder for copies, best on another disk or machine; `motcua backup` alone goes there.
BACKUP = os.environ.get("MOTCUA_BACKUP", "")
#: 1 lets `motcua serve` put PostgreSQL's log and new files into MOTCUA_BACKUP as they come: a lost machine costs a minute.
ARCHIVE = os.environ.get("MOTCUA_ARCHIVE") == "1"
#: Certificate files (PEM) whose last day the operator's page watches, with commas between: those that the proxy in front uses.
CERTIFICATES = [path for path in os.environ.get("MOTCUA_CERTIFICATES", "").split(",") if path]
#: Networks that may read /metrics besides this machine, with commas between, as 10.0.0.0/24.
METRICS_FROM = [net for net in os.environ.get("MOTCUA_METRICS_FROM", "").split(",") if net]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What was refused has a line of our own, with its number.
    "loggers": {"django.request": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
#: On the public page of figures a row with a smaller figure hides.
SMALLEST_PUBLIC_FIGURE = int(os.environ.get("MOTCUA_SMALLEST_PUBLIC_FIGURE", "5"))
