"""Settings of every installation. What differs between them comes from `environment`, what is secret from the keys."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sanggar.config import environment, messaging
from sanggar.config.databases import database
from sanggar.config.logs import logging_config
from sanggar.foundation.keys import KeyFile

VAR = environment.var_folder()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
KEYS = KeyFile.open(environment.keys_file())
SECRET_KEY = KEYS.django_secret()
SECRET_KEY_FALLBACKS = KEYS.django_fallbacks()
DEBUG = False

ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = environment.listed("SANGGAR_ORIGINS")
PUBLIC_ADDRESS = environment.public_address()
BEHIND_TLS = PUBLIC_ADDRESS.startswith("https://")
TRUSTED_PROXIES = environment.networks("SANGGAR_TRUSTED_PROXIES", "127.0.0.1,::1")

INSTALLED_APPS = [
    "sanggar.faces",
    "sanggar.reporting",
    "sanggar.evaluation",
    "sanggar.publication",
    "sanggar.spending",
    "sanggar.mentoring",
    "sanggar.training",
    "sanggar.selection",
    "sanggar.applications",
    "sanggar.funding",
    "sanggar.planning",
    "sanggar.people",
    "sanggar.foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "sanggar.foundation.middleware.access_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanggar.foundation.middleware.database_away",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random, so that its length tells no secret (BREACH)
    "csp.middleware.CSPMiddleware",
    "sanggar.foundation.middleware.found_by_going_back",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanggar.foundation.middleware.language",
    "sanggar.foundation.middleware.private_unless_said",
    "sanggar.foundation.middleware.body_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanggar.people.middleware.actor",
    "sanggar.foundation.middleware.only_by_button",
    "sanggar.foundation.middleware.domain_errors",
    "sanggar.foundation.middleware.readable_address",
]

ROOT_URLCONF = "sanggar.config.urls"
WSGI_APPLICATION = "sanggar.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanggar.foundation.ui.context.page",
                "sanggar.faces.context.desk",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "sanggar.foundation.templatetags.ui",
                "sanggar.foundation.templatetags.sanggar_values",
            ],
        },
    }
]
FORM_RENDERER = "sanggar.foundation.ui.forms.KitRenderer"

DATABASES = {"default": database(environment.database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"  # which sends on who works at no desk
LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_ADAPTER = "sanggar.people.adapter.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the office for an address it already knows
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # nobody needs a password to remember; a second factor is asked for all the same
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # time to find the letter on another app of the same phone
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Sanggar: "
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # by PIN, finger or face: then a passkey is two factors in one
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}  # nothing can be guessed there, and phones share addresses
MFA_FORMS = dict.fromkeys(
    ("login_webauthn", "authenticate_webauthn", "reauthenticate_webauthn"), "sanggar.people.pages.forms.PasskeyProof"
)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
MFA_TOTP_ISSUER = "Sanggar"
MFA_ADAPTER = "sanggar.people.adapter.OwnFactors"

# --- language, time, numbers -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [environment.package_folder() / "locale"]
FORMAT_MODULE_PATH = ["sanggar.config.formats"]
LANGUAGE_COOKIE_NAME = "bahasa"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# --- cookies and headers ---------------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "sanggar.config.errors.unsure_of_sender"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"  # a secret link must not travel in a Referer
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- files, mail, work -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sanggar.config.static_files.DigestedFiles"},
    "uploads": environment.upload_storage(),
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a proposal for thousands of participants with every pair ticked
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MAIL_FOLDER = VAR / "mail"
DEMO_LOGINS = environment.demo_logins()
EMAIL_BACKEND = environment.mail_backend()
vars().update(environment.mail_server())
DEFAULT_FROM_EMAIL = environment.mail_sender()
MESSAGE_CHANNELS = messaging.message_channels()
WHATSAPP = messaging.whatsapp()
SMS = messaging.sms()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- public randomness of the draw -----------------------------------------------------------------------------------
DRAND_RELAYS = environment.listed(
    "SANGGAR_DRAND_RELAYS", "https://api.drand.sh,https://api2.drand.sh,https://drand.cloudflare.com"
)
DRAW_LEAD = environment.draw_lead()

LOGGING = logging_config()
SILENCED_SYSTEM_CHECKS: list[str] = []
