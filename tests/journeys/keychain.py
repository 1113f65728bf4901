"""A virtual key for passkeys in somebody's browser, as a phone or a laptop has one built in."""

from playwright.sync_api import CDPSession

from tests.journeys.visitor import Visitor

_BUILT_IN = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Keychain:
    """What keeps the passkeys of ``visitor``; only one is plugged in at a time."""

    def __init__(self, visitor: Visitor, *, secrets: bool = False) -> None:
        """``secrets``: whether its passkeys give some out (the extension ``prf``)."""
        self._secrets = secrets
        self._tools: CDPSession = visitor.context.new_cdp_session(visitor.page)
        self._tools.send("WebAuthn.enable")
        self._plug_in()

    def change_for_a_strange_one(self) -> None:
        """Take it out and plug one in that has never seen this site."""
        self._tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self._id})
        self._plug_in()

    def finger_is_known(self, known: bool) -> None:
        """Whether the key knows from now on who touches it."""
        self._tools.send("WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": known})

    def _plug_in(self) -> None:
        made = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**_BUILT_IN, "hasPrf": self._secrets}})
        self._id = made["authenticatorId"]
