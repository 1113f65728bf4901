"""What the environment says, typed: every name begins with ``WANGGE_``. Refused loudly where it cannot be used."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from wangge.language import _


class Unsettled(ValueError):  # noqa: N818 (named for its reason)
    """A variable of the environment cannot be used: one sentence that names it."""


class Environment(BaseSettings):
    """The settings of an installation; docs/reference/settings.md is this class, told to people."""

    model_config = SettingsConfigDict(env_prefix="WANGGE_", extra="ignore")

    data: Path = Field(default=Path("wangge-data"), description="folder of the embedded database, photos and secrets")
    database: str = Field(
        default="", description="postgresql://user:password@host/name or sqlite:///path; empty: SQLite in the folder"
    )
    hosts: list[str] = Field(
        default=["localhost", "127.0.0.1", "[::1]"], description="names under which people reach it, as a JSON list"
    )
    served_as: list[str] = Field(default=[], description="more such names; `wangge serve` puts its own addresses here")
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="signs sessions and makes the private links of reporters; "
        "empty: secret.key in the folder, made at first need",
    )
    contact_keys: list[SecretStr] = Field(
        default=[],
        description="Fernet keys that seal contacts, newest first, as a JSON list; "
        "empty: the lines of contact.keys in the folder, made at first need",
    )
    station_keys: list[SecretStr] = Field(
        default=[],
        description="keys that open what phones sealed to the station, newest first, as a JSON list; "
        "empty: the lines of station.keys in the folder, made at first need",
    )
    site: str = Field(default="", description="https address of the public site, for the links in messages")
    telephone: str = Field(
        default="", description="telephone number of the centre on the public site; empty: that of its organisation"
    )
    gas_telephone: str = Field(default="", description="emergency number of the gas company, shown where gas leaks")
    water_telephone: str = Field(
        default="", description="emergency number of the water company, shown where a main bursts"
    )
    city: str = Field(default="", description="12-digit code of the city, where the database holds more than one")
    timezone: str = Field(default="Asia/Shanghai", description="the city's time zone")
    plain_http: bool = Field(
        default=False, description="cookies over http; `wangge serve` says so itself where it speaks plain http"
    )
    behind_proxy: bool = Field(
        default=False,
        description="a proxy in front speaks https and writes X-Forwarded-Proto and the end of X-Forwarded-For itself",
    )
    email: str = Field(
        default="",
        description="smtp://user:password@host:port (STARTTLS), smtps://… (TLS at once) or smtp+plain://… (neither); "
        "empty: no mail is sent, and messages are read by signing in",
    )
    email_from: str = Field(default="wangge@localhost", description="sender of mail")
    sms_gateway: str = Field(
        default="", description="URL of a gateway that takes the JSON of gateways.md; empty: no SMS is sent"
    )
    sms_gateway_key: SecretStr = Field(default=SecretStr(""), description="key of that gateway")
    webhooks_private: bool = Field(default=False, description="webhooks may go to addresses inside the own network")
    openid_url: str = Field(
        default="",
        description="address of an OpenID Connect provider; its own page for signing in is on the same host and port",
    )
    openid_client: str = Field(default="", description="client id there")
    openid_secret: SecretStr = Field(default=SecretStr(""), description="client secret there")


def read_environment() -> Environment:
    """What the variables say; Unsettled names the first that cannot be used."""
    try:
        return Environment()
    except SettingsError as error:
        name = str(error).split('"')[1] if '"' in str(error) else "?"
        raise Unsettled(_unreadable(name)) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        sentence = _("{name} cannot be used ({reason}); see docs/reference/settings.md")
        raise Unsettled(sentence.format(name=_variable(str(first["loc"][0])), reason=first["msg"])) from error


def _unreadable(field: str) -> str:
    sentence = _('{name} is a list and is written as JSON, e.g. ["one","two"]; see docs/reference/settings.md')
    return sentence.format(name=_variable(field))


def _variable(field: str) -> str:
    return f"WANGGE_{field.removeprefix('WANGGE_').upper()}"
