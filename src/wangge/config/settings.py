"""Django's settings, secure by default; what differs between installations comes from the environment."""

from wangge.config.addresses import database, hosts, mail, origin, timezone
from wangge.config.environment import read_environment
from wangge.config.keys import contact_keys, secret, station_keys

ENVIRONMENT = read_environment()

SECRET_KEY = secret(ENVIRONMENT)
DEBUG = False
ALLOWED_HOSTS = hosts(ENVIRONMENT)
DATABASES = {"default": database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "wangge.screens",
    "wangge.accounts",
    "wangge.messages",
    "wangge.territory",
    "wangge.catalogue",
    "wangge.cases",
    "wangge.neighbourhood",
    "wangge.fieldwork",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wangge.config.plain.plain_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wangge.config.languages.speak",
    "wangge.config.caching.keep_private",
    "wangge.config.refused.within_bounds",  # in the asker's language, before anything is read
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wangge.accounts.gate.second_factor_gate",
    "wangge.config.refused.RefusedPages",
    "csp.middleware.CSPMiddleware",
    "wangge.config.refused.no_nul",
]

ROOT_URLCONF = "wangge.config.urls"
WSGI_APPLICATION = "wangge.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wangge.config.frame.frame",
            ],
            "builtins": ["wangge.screens.templatetags.sayings"],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # fields look as ``screens`` shows them
CSRF_FAILURE_VIEW = "wangge.config.refused.too_old"

# Language and time. Times are UTC inside; people see the city's.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = timezone(ENVIRONMENT)

# Sign-in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no stranger makes this server write to whomever they like
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "wangge.accounts.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "wangge.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "wangge.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "wangge.accounts.forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "wangge.accounts.adapter.OpenIdAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "city",
                "name": "City",
                "client_id": ENVIRONMENT.openid_client,
                "secret": ENVIRONMENT.openid_secret.get_secret_value(),
                "settings": {"server_url": ENVIRONMENT.openid_url, "oauth_pkce_enabled": True},
            }
        ]
        if ENVIRONMENT.openid_url
        else []
    }
}

# What the browser is told.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if ENVIRONMENT.plain_http else 31_536_000
SECURE_SSL_REDIRECT = False  # one server speaks http or https, not both
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.behind_proxy else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ENVIRONMENT.plain_http
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "worker-src": ["'self'"],
        "img-src": ["'self'", "blob:", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *origin(ENVIRONMENT.openid_url)],  # where the button of the city's sign-in leads
        "frame-ancestors": ["'none'"],
    }
}
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "wangge.screens.storage.HashedStorage"},
}

# Jobs wait in the database, so that they begin only if their transaction commits.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Mail: EMAIL_BACKEND, EMAIL_HOST and their like, and LETTERS_GO.
globals().update(mail(ENVIRONMENT))

# Messages beside mail.
SMS_GATEWAY = ENVIRONMENT.sms_gateway
SMS_GATEWAY_KEY = ENVIRONMENT.sms_gateway_key.get_secret_value()
WEBHOOKS_MAY_BE_PRIVATE = ENVIRONMENT.webhooks_private

# What the brakes count, in the memory of the one process that serves. Where it is full, the counts longest untouched
# go: Django's 300 would be gone with the visitors of minutes, and with them the failed sign-ins that they followed.
# A count has some hundred bytes, and no city has so many networks in five minutes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Strangers of one network, together, in a minute: what they ask of the API or send, and the pages that they read.
# And what one phone hands over sealed.
# Which address that is, a proxy of ours says last; what stands before it in the header is anybody's word.
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.behind_proxy else 0
NINJA_DEFAULT_THROTTLE_RATES = {"anon": "60/m", "reader": "600/m", "sealed": "600/m"}

# Ours.
SITE = ENVIRONMENT.site.rstrip("/")
TELEPHONE = ENVIRONMENT.telephone
GAS_TELEPHONE, WATER_TELEPHONE = ENVIRONMENT.gas_telephone, ENVIRONMENT.water_telephone
DATA_FOLDER = ENVIRONMENT.data
CONTACT_KEYS = contact_keys(ENVIRONMENT)
STATION_KEYS = station_keys(ENVIRONMENT)
PHOTO_FOLDER = ENVIRONMENT.data / "photos"
BLOB_FOLDER = ENVIRONMENT.data / "blobs"  # photos on their way, in pieces
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # a photo of 10 MB and what surrounds it; ``loads`` bounds files
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"discreet": {"()": "wangge.config.log.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django_tasks_db": {"level": "WARNING"}},  # says at every look that it looks
}
