"""A device that holds a passkey, without a device: makes and uses one as a phone would."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED = 0x01, 0x04


class Device:
    """Answers what a page asks, from the page's address as the browser sees it."""

    def __init__(self, origin, *, like=None, verified=True):
        self.origin, self.verified = origin, verified
        self.key = like.key if like else ec.generate_private_key(ec.SECP256R1())
        self.id = like.id if like else secrets.token_bytes(16)
        self.user = like.user if like else b""

    def _client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, home, flags, credential=None):
        flags |= PRESENT | (VERIFIED if self.verified else 0)
        return AuthenticatorData.create(hashlib.sha256(home.encode()).digest(), flags, 0, credential or b"")

    def create(self, options):
        """Make a passkey."""
        asked = options["publicKey"]
        self.user = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = self._data(asked["rp"]["id"], 0x40, credential)
        response = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", asked["challenge"])),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._answer(response)

    def get(self, options):
        """Use the passkey."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"], 0)
        said = self._client_data("webauthn.get", asked["challenge"])
        signature = self.key.sign(bytes(data) + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(bytes(data)),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user),
        }
        return self._answer(response)

    def _answer(self, response):
        name = websafe_encode(self.id)
        whole = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**whole, "clientExtensionResults": {"credProps": {"rk": True}}})
