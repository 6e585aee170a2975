"""The same as password.ts for a service in Python (docs/passwords.md). Debian: python3-argon2, and of python3-bcrypt and python3-passlib what your
old hashes were."""

import base64
import hashlib
import hmac
import os
import re

from argon2.low_level import Type, hash_secret_raw

# OWASP's least for argon2id: 19 MiB, two passes, one lane.
MEMORY, PASSES, LANES = 19456, 2, 1

FORM = re.compile(
    r"\$argon2id(?:-over\$([a-z0-9-]+)(?:,salt=(before|after))?\$([A-Za-z0-9+/]*))?"
    r"\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)"
)


def hash_password(password: str) -> str:
    salt = os.urandom(16)
    tag = _tag(password, salt, 32, MEMORY, PASSES, LANES)
    return f"$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${_text(salt)}${_text(tag)}"


def verify_password(stored: str, password: str) -> bool:
    scheme, place, setting, memory, passes, lanes, salt, tag = _read(stored)
    message = password if scheme is None else _old_digest(scheme, place, _bytes(setting), password)
    made = _tag(message, _bytes(salt), len(_bytes(tag)), int(memory), int(passes), int(lanes))
    return hmac.compare_digest(made, _bytes(tag))


def needs_rehash(stored: str) -> bool:
    scheme, _, _, memory, passes, *_ = _read(stored)
    return scheme is not None or int(memory) < MEMORY or int(passes) < PASSES


def _read(stored: str) -> tuple:
    found = FORM.fullmatch(stored)
    if found is None:
        raise ValueError("not a password hash in a form that we know")
    return found.groups()


def _old_digest(scheme: str, place: str, setting: bytes, password: str) -> str:
    """The digest that the old scheme makes of the password: what lies under argon2id."""
    if scheme == "bcrypt":
        import bcrypt

        return bcrypt.hashpw(password.encode()[:72], setting).decode()[29:]
    if scheme == "crypt":
        from passlib.hash import md5_crypt, sha256_crypt, sha512_crypt

        kind = {b"1": md5_crypt, b"5": sha256_crypt, b"6": sha512_crypt}[setting.split(b"$")[1]]
        return kind.genhash(password, setting.decode()).rsplit("$", 1)[1]
    if scheme == "pbkdf2-django":
        algorithm, rounds, salt = setting.decode().split("$")
        made = hashlib.pbkdf2_hmac(algorithm.removeprefix("pbkdf2_"), password.encode(), salt.encode(), int(rounds))
        return base64.b64encode(made).decode()
    parts = (password.encode(), setting) if place == "after" else (setting, password.encode())
    return hashlib.new(scheme, b"".join(parts)).hexdigest()


def _tag(message: str, salt: bytes, length: int, memory: int, passes: int, lanes: int) -> bytes:
    return hash_secret_raw(message.encode(), salt, passes, memory, lanes, length, Type.ID)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))
