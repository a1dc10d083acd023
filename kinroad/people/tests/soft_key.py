"""A passkey in software, as a phone would answer: for tests that have no device."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(said: str) -> bytes:
    return urlsafe_b64decode(said + "=" * (-len(said) % 4))


class SoftKey:
    """One passkey of one account at one host."""

    def __init__(self, host: str = "testserver") -> None:
        self.host, self.origin = host, f"http://{host}"
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), os.urandom(32)
        self.whose = ""

    def _data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _flags(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + (0).to_bytes(4, "big")

    def create(self, options: dict[str, Any]) -> str:
        asked = options["publicKey"]
        self.whose = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        known = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        told = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._flags(0x45) + known})
        said = {
            "clientDataJSON": text(self._data("webauthn.create", asked["challenge"])),
            "attestationObject": text(told),
        }
        return self._answer(said, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any]) -> str:
        data = self._data("webauthn.get", options["publicKey"]["challenge"])
        flags = self._flags(0x05)
        signed = self.key.sign(flags + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        said = {
            "clientDataJSON": text(data),
            "authenticatorData": text(flags),
            "signature": text(signed),
            "userHandle": self.whose,
        }
        return self._answer(said, {})

    def _answer(self, said: dict[str, str], more: dict[str, Any]) -> str:
        whole = {"type": "public-key", "id": text(self.id), "rawId": text(self.id), "response": said}
        return json.dumps({**whole, "clientExtensionResults": more})
