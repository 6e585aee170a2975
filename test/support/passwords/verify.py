"""Whether examples/service/password.py takes each [stored, password] of the JSON list on standard input, and what argon2-cffi itself says of those
that a service hashed; at last a new hash by each, of the password that is the argument."""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../examples/service"))

import password as recipe  # noqa: E402
from argon2 import PasswordHasher  # noqa: E402
from argon2.exceptions import VerifyMismatchError  # noqa: E402


def library(stored: str, password: str):
    if stored.startswith("$argon2id-over$"):
        return None
    try:
        return PasswordHasher().verify(stored, password)
    except VerifyMismatchError:
        return False


answers = [
    [recipe.verify_password(stored, password), recipe.needs_rehash(stored), library(stored, password)]
    for stored, password in json.load(sys.stdin)
]
print(json.dumps({"answers": answers, "made": [recipe.hash_password(sys.argv[1]), PasswordHasher().hash(sys.argv[1])]}))
