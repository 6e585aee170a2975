"""What the Python programs have in common: see work.ts."""
import json
import pathlib
import re
import sys

uri = sys.argv[1]
here = pathlib.Path(__file__).parent
password = re.search(r"'(\$argon2id[^']+)'", (here / "work.ts").read_text(encoding="utf-8")).group(1)
people = [
    dict(zip(("email", "name", "phone", "address", "birth_date"), (None if word == "\\N" else word for word in line.split("\t"))), password=password)
    for line in (here / "people.tsv").read_text(encoding="utf-8").splitlines()
]


def line(person):
    """As a line: who it is and what is known, each value as text."""
    return "|".join("" if value is None else str(value) for value in (person.email, person.name, person.phone, person.birth_date))


def say(step, work):
    """One line of JSON a step; an error by its SQLSTATE, wherever the tool keeps it, or by its kind: a step that fails must not hide those after it."""
    try:
        got = work()
    except Exception as error:
        driver = getattr(error, "orig", None) or error.__cause__ or error
        got = {"error": getattr(driver, "pgcode", None) or getattr(driver, "sqlstate", None) or type(error).__name__}
    print(json.dumps({"step": step, "got": got}, ensure_ascii=False), flush=True)
