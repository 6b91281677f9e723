"""What the surroundings decide: read once, named once. The table is in docs/guide/deployment.md."""

import ipaddress
import os
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit


class Unusable(ValueError):
    """A variable that says nothing we can work with; the text names it."""


def var_folder() -> Path:
    """Folder of everything that must survive a restart: database, uploads, mail, keys."""
    return Path(os.environ.get("SANGGAR_VAR", "var")).resolve()


def keys_file() -> Path:
    return Path(os.environ.get("SANGGAR_KEYS_FILE", var_folder() / "keys.json"))


def demo_logins() -> Path:
    """Who can sign in to the demo; the file is there where the demo was loaded, and only there."""
    return var_folder() / "demo-logins.tsv"


def database_url() -> str:
    return os.environ.get("DATABASE_URL", f"sqlite:///{var_folder() / 'sanggar.sqlite3'}")


def port() -> int:
    return _whole_number("PORT", "8000", range(1, 65536))


def _whole_number(name: str, default: str, allowed: range) -> int:
    given = os.environ.get(name, default)
    if given.isascii() and given.isdigit() and int(given) in allowed:
        return int(given)
    raise Unusable(f"{name}={given} is not a number from {allowed[0]} to {allowed[-1]}")


def listed(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def networks(name: str, default: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """A comma-separated variable of addresses or networks (10.0.0.0/8)."""
    try:
        return [ipaddress.ip_network(part) for part in listed(name, default)]
    except ValueError as error:
        raise Unusable(f"{name}: {error}") from None


def switched_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def package_folder() -> Path:
    return Path(__file__).resolve().parent.parent


def public_address() -> str:
    """Where people reach this installation; goes into letters, QR codes and certificates. No slash at its end."""
    return os.environ.get("SANGGAR_ADDRESS", f"http://127.0.0.1:{port()}").rstrip("/")


def hosts() -> list[str]:
    """Names under which the program answers: its public address, this machine itself, and what SANGGAR_HOSTS adds."""
    own = ["localhost", "127.0.0.1", "[::1]"]
    return [*own, urlsplit(public_address()).hostname or "", *listed("SANGGAR_HOSTS")]


def upload_storage() -> dict[str, object]:
    """SANGGAR_VAR/uploads, or a bucket of an S3-compatible object store (needs `make setup-s3`)."""
    bucket = os.environ.get("SANGGAR_S3_BUCKET", "")
    if not bucket:
        return {"BACKEND": "sanggar.foundation.upload_storage.UploadFolder"}
    if not find_spec("storages"):
        raise Unusable("SANGGAR_S3_BUCKET is set, but what speaks to object stores is not installed: make setup-s3")
    options = {
        "bucket_name": bucket,
        "endpoint_url": os.environ.get("SANGGAR_S3_ENDPOINT") or None,
        "region_name": os.environ.get("SANGGAR_S3_REGION") or None,
        "access_key": os.environ.get("SANGGAR_S3_KEY_ID") or None,
        "secret_key": os.environ.get("SANGGAR_S3_SECRET") or None,
        "default_acl": None,  # as private as the bucket
        "file_overwrite": True,  # the same name is the same content
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def mail_backend() -> str:
    """SMTP when a server is named, else a mailbox of files in SANGGAR_VAR/mail."""
    if os.environ.get("SANGGAR_SMTP_HOST"):
        return "django.core.mail.backends.smtp.EmailBackend"
    return "sanggar.foundation.mail.MailboxBackend"


def mail_server() -> dict[str, object]:
    return {
        "EMAIL_HOST": os.environ.get("SANGGAR_SMTP_HOST", ""),
        "EMAIL_PORT": _whole_number("SANGGAR_SMTP_PORT", "587", range(1, 65536)),
        "EMAIL_HOST_USER": os.environ.get("SANGGAR_SMTP_USER", ""),
        "EMAIL_HOST_PASSWORD": os.environ.get("SANGGAR_SMTP_PASSWORD", ""),
        "EMAIL_USE_TLS": switched_on("SANGGAR_SMTP_TLS"),
        "EMAIL_TIMEOUT": 20,
    }


def draw_lead() -> timedelta:
    """How long before its round is published a draw must be frozen, so that nobody can know the number yet."""
    return timedelta(minutes=_whole_number("SANGGAR_DRAW_LEAD_MINUTES", "5", range(1, 10_080)))


def mail_sender() -> str:
    return os.environ.get("SANGGAR_MAIL_FROM", "Sanggar <sanggar@localhost>")


def bind_address() -> str:
    return os.environ.get("SANGGAR_BIND", "127.0.0.1")


def logs_to_stderr() -> bool:
    """SANGGAR_LOG=stderr (containers, systemd) instead of files in SANGGAR_VAR/log."""
    return os.environ.get("SANGGAR_LOG") == "stderr"
