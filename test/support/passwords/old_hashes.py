"""Hashes of each password on standard input (a JSON list), as the libraries of Python services make them: a JSON list of cases."""

import base64
import hashlib
import json
import sys

from passlib.hash import (
    bcrypt,
    django_pbkdf2_sha1,
    django_pbkdf2_sha256,
    django_salted_md5,
    django_salted_sha1,
    md5_crypt,
    sha256_crypt,
    sha512_crypt,
)


def cases(password: str):
    bare = lambda name, salt=b"", after=False: hashlib.new(
        name, password.encode() + salt if after else salt + password.encode()
    )
    for ident in ("2a", "2b", "2y"):
        yield {"scheme": "bcrypt"}, bcrypt.using(rounds=4, ident=ident).hash(password), None
    yield {"scheme": "crypt"}, md5_crypt.hash(password), None
    yield {"scheme": "crypt"}, sha256_crypt.using(rounds=1000).hash(password), None
    yield {"scheme": "crypt"}, sha512_crypt.using(rounds=1001).hash(password), None
    yield {"scheme": "crypt"}, sha512_crypt.using(rounds=5000).hash(password), None
    yield {"scheme": "pbkdf2-django"}, django_pbkdf2_sha256.using(rounds=1000).hash(password), None
    yield {"scheme": "pbkdf2-django"}, django_pbkdf2_sha1.using(rounds=1000).hash(password), None
    form = lambda text, place: {"form": text, "place": place}
    yield {"scheme": "sha1", "salt": form("sha1${salt}${hash}", "before")}, django_salted_sha1.hash(password), None
    yield {"scheme": "md5", "salt": form("md5${salt}${hash}", "before")}, django_salted_md5.hash(password), None
    for name in ("md5", "sha1", "sha256", "sha512"):
        yield {"scheme": name}, bare(name).hexdigest(), None
        column = {"column": "salt", "place": "after", "encoding": "hex"}
        digest = bare(name, b"\x00salt\xff", after=True).digest()
        yield {"scheme": name, "encoding": "base64", "salt": column}, base64.b64encode(digest).decode(), "0073616c74ff"
        column = {"column": "salt", "place": "before"}
        yield {"scheme": name, "salt": column}, bare(name, "소금".encode()).hexdigest().upper(), "소금"


print(
    json.dumps(
        [
            {"password": password, "told": told, "value": value, "salt": salt}
            for password in json.load(sys.stdin)
            for told, value, salt in cases(password)
        ]
    )
)
