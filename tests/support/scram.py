# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), and what a server keeps of a password."""

import base64
import hashlib
import hmac
import os

METHOD = "SCRAM-SHA-256"


def _digest(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def _encode(data):
    return base64.b64encode(data).decode()


def verifier(password, salt=b"salt of the tests", iterations=4096):
    """As RFC 5803 writes it, which is what a users file holds."""
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(_digest(salted, b"Client Key")).digest()
    return f"{METHOD}${iterations}:{_encode(salt)}${_encode(stored)}:{_encode(_digest(salted, b'Server Key'))}"


class Login:
    """One login: `first`, then `final` for the server's first message, then `proves` for its second."""

    def __init__(self, user, password):
        self._password = password.encode()
        self._nonce = _encode(os.urandom(18))
        self._bare = f"n={user.replace('=', '=3D').replace(',', '=2C')},r={self._nonce}"
        self.first = f"n,,{self._bare}".encode()
        self._signature = None

    def final(self, server_first):
        fields = dict(part.split("=", 1) for part in server_first.decode().split(","))
        assert fields["r"].startswith(self._nonce) and len(fields["r"]) > len(self._nonce), "the server's nonce"
        salted = hashlib.pbkdf2_hmac("sha256", self._password, base64.b64decode(fields["s"]), int(fields["i"]))
        without_proof = f"c=biws,r={fields['r']}"
        transcript = f"{self._bare},{server_first.decode()},{without_proof}".encode()
        key = _digest(salted, b"Client Key")
        signature = _digest(hashlib.sha256(key).digest(), transcript)
        proof = bytes(a ^ b for a, b in zip(key, signature))
        self._signature = _digest(_digest(salted, b"Server Key"), transcript)
        return f"{without_proof},p={_encode(proof)}".encode()

    def proves(self, server_final):
        """Whether the server has shown that it knows the password too."""
        return server_final == f"v={_encode(self._signature)}".encode()
