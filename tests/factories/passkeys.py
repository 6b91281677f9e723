"""A device that holds passkeys: what a browser sends for it, byte by byte, without a browser."""

import hashlib
import json
import os
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Device:
    """One passkey. `verifies`: the device asks for a PIN, finger or face."""

    site: str = "testserver"
    verifies: bool = True
    handle: str = ""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    key_id: bytes = field(default_factory=lambda: os.urandom(16))

    def makes(self, options: dict[str, Any]) -> dict[str, Any]:
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._data(WITH_KEY) + bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id + public
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(clientDataJSON=self._client("webauthn.create", asked), attestationObject=made)

    def signs(self, options: dict[str, Any]) -> dict[str, Any]:
        client, data = self._client("webauthn.get", options["publicKey"]), self._data()
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)
        answer["response"]["userHandle"] = self.handle
        return answer

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": f"https://{self.site}"}).encode()

    def _answer(self, **response: bytes) -> dict[str, Any]:
        told = {name: text(value) for name, value in response.items()}
        return {"id": text(self.key_id), "rawId": text(self.key_id), "type": "public-key", "response": told}


def options_on(html: str) -> dict[str, Any]:
    found = re.search(r'data-options="([^"]+)"', html)
    return dict(json.loads(unescape(found.group(1)))) if found else {}


def add_form(client: Client, device: Device, name: str = "Ponsel saya") -> dict[str, str]:
    """The filled-in form by which `device` is added to the account of `client`."""
    html = client.get(reverse("add_passkey")).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', html)
    credential = json.dumps(device.makes(options_on(html)))
    return {"once": once.group(1) if once else "", "name": name, "credential": credential}


def sign_in_form(client: Client, device: Device) -> dict[str, str]:
    asked = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()
    return {"credential": json.dumps(device.signs(asked["request_options"]))}
