"""psycopg 3 with the statements that SQLAlchemy 2 writes for it: every value with a cast, many rows through a sorted VALUES list. Debian has SQLAlchemy
1.4, which knows no psycopg 3; the forms are those of SQLAlchemy's own tests and logs. Argument: URI."""
import datetime

import psycopg
from psycopg.rows import namedtuple_row

from work import line, people, say, uri

for person in people:
    person["birth_date"] = person["birth_date"] and datetime.date.fromisoformat(person["birth_date"])
kim, lee, park, choi, yoon, *bulk = people
connection = psycopg.connect(uri, row_factory=namedtuple_row)

COLUMNS = ("email", "password", "name", "phone", "address", "birth_date")
CASTS = dict.fromkeys(COLUMNS, "VARCHAR") | {"birth_date": "DATE"}
LISTED = ", ".join(f"members.{column}" for column in ("id", *COLUMNS))
INSERT = f"INSERT INTO members ({', '.join(COLUMNS)}) VALUES ({', '.join(f'%({column})s::{CASTS[column]}' for column in COLUMNS)})"
WHERE_EMAIL = f"SELECT {LISTED} \nFROM members \nWHERE members.email = %(email_1)s::VARCHAR"


def rows(text, **values):
    cursor = connection.execute(text, values)
    return cursor.fetchall() if cursor.description else cursor.rowcount


def by_email(email):
    return rows(WHERE_EMAIL, email_1=email)[0]


def listed(emails):
    places = ", ".join(f"%(email_1_{n})s::VARCHAR" for n in range(1, len(emails) + 1))
    values = {f"email_1_{n}": email for n, email in enumerate(emails, 1)}
    return rows(f"SELECT {LISTED} \nFROM members \nWHERE members.email IN ({places}) ORDER BY members.id", **values)


def count():
    return rows("SELECT count(*) AS count_1 \nFROM members")[0].count_1


def many(persons, then=""):
    """What a flush of many new objects becomes ("insertmanyvalues"), the rows numbered so that RETURNING keeps their order."""
    places = ", ".join(
        "(" + ", ".join(f"%({column}__{n})s::{CASTS[column]}" for column in COLUMNS) + f", {n})" for n in range(len(persons))
    )
    names = ", ".join(f"p{n}" for n in range(len(COLUMNS)))
    casts = ", ".join(f"p{n}::{CASTS[column]}" for n, column in enumerate(COLUMNS))
    values = {f"{column}__{n}": person[column] for n, person in enumerate(persons) for column in COLUMNS}
    return rows(
        f"INSERT INTO members ({', '.join(COLUMNS)}) SELECT {casts} FROM (VALUES {places}) AS imp_sen({names}, sen_counter) ORDER BY sen_counter{then}"
        " RETURNING members.id, members.id AS id__1",
        **values,
    )


def create():
    made = []
    for person in (kim, lee, park):
        (new,) = rows(f"{INSERT} RETURNING members.id", **person)
        connection.commit()
        made.append(line(rows(f"SELECT {LISTED} \nFROM members \nWHERE members.id = %(pk_1)s::BIGINT", pk_1=new.id)[0]))
    return made


def change():
    rows(
        "UPDATE members SET name=%(name)s::VARCHAR, phone=%(phone)s::VARCHAR WHERE members.email = %(email_1)s::VARCHAR",
        name="김하람", phone="010-9999-0001", email_1=kim["email"],
    )
    return line(by_email(kim["email"]))


def change_returning():
    rows(
        "UPDATE members SET phone=%(phone)s::VARCHAR, birth_date=%(birth_date)s::DATE WHERE members.id = %(members_id)s::BIGINT",
        phone="010-9999-0003", birth_date=datetime.date(2001, 12, 6), members_id=by_email(park["email"]).id,
    )
    return line(by_email(park["email"]))


def upsert():
    made = []
    for person in ({**lee, "name": "이가람", "phone": "010-9999-0002"}, choi):
        made += rows(
            f"{INSERT} ON CONFLICT (email) DO UPDATE SET name = excluded.name, phone = excluded.phone"
            " RETURNING members.email, members.name, members.phone, members.birth_date",
            **person,
        )
    return [line(row) for row in made]


def find_phone():
    found = rows(
        f"SELECT {LISTED} \nFROM members \nWHERE members.phone = %(phone_1)s::VARCHAR OR members.email = %(email_1)s::VARCHAR ORDER BY members.id",
        phone_1="010-9999-0001", email_1=lee["email"],
    )
    return [line(row) for row in found]


def orders():
    for who, item in ((kim, "lamp"), (kim, "chair"), (lee, "desk")):
        rows(
            "INSERT INTO orders (member_id, item, amount_krw, recipient, delivery_address) VALUES (%(member_id)s::BIGINT, %(item)s::VARCHAR,"
            " %(amount_krw)s::INTEGER, %(recipient)s::VARCHAR, %(delivery_address)s::VARCHAR) RETURNING orders.id",
            member_id=by_email(who["email"]).id, item=item, amount_krw=1000, recipient=who["name"], delivery_address="세종시 한누리대로 1",
        )
    found = rows(
        "SELECT orders.item, orders.recipient, orders.delivery_address, members_1.email \n"
        "FROM orders LEFT OUTER JOIN members AS members_1 ON members_1.id = orders.member_id ORDER BY orders.id"
    )
    return ["|".join((row.email, row.item, row.recipient, row.delivery_address)) for row in found]


def transaction():
    failed = ""
    try:
        with connection.transaction():
            rows(f"{INSERT} RETURNING members.id", **yoon)
            rows("UPDATE members SET name=%(name)s::VARCHAR WHERE members.id = %(members_id)s::BIGINT", name="바뀜", members_id=by_email(kim["email"]).id)
            raise ValueError("rolled back")
    except ValueError as error:
        failed = str(error)
    return [failed, rows(WHERE_EMAIL, email_1=yoon["email"]), line(by_email(kim["email"]))]


def bulk_lines():
    return [line(row) for row in listed([person["email"] for person in bulk])]


def bulk_create():
    many(bulk)
    return bulk_lines()


def bulk_update():
    many([{**person, "phone": f"010-3000-000{n}"} for n, person in enumerate(bulk[:2])], " ON CONFLICT (email) DO UPDATE SET phone = excluded.phone")
    return bulk_lines()


def null():
    rows("UPDATE members SET phone=%(phone)s::VARCHAR WHERE members.email = %(email_1)s::VARCHAR", phone=None, email_1=bulk[0]["email"])
    return [row.email for row in rows("SELECT members.email \nFROM members \nWHERE members.phone IS NULL ORDER BY members.id")]


def remove():
    rows("DELETE FROM members WHERE members.id = %(id)s::BIGINT", id=by_email(park["email"]).id)
    return count()


def remove_list():
    places = ", ".join(f"%(email_1_{n})s::VARCHAR" for n in range(1, len(people) + 1))
    rows(f"DELETE FROM members WHERE members.email IN ({places})", **{f"email_1_{n}": person["email"] for n, person in enumerate(people, 1)})
    return count()


for step, work in {
    "create": create,
    "duplicate": lambda: rows(f"{INSERT} RETURNING members.id", **kim),
    "find": lambda: line(by_email(kim["email"])),
    "find.none": lambda: rows(WHERE_EMAIL, email_1="nobody@example.kr"),
    "update": change,
    "update.returning": change_returning,
    "upsert": upsert,
    "find.list": lambda: [row.email for row in listed([kim["email"], choi["email"], "nobody@example.kr"])],
    "find.phone": find_phone,
    "count": count,
    "orders": orders,
    "transaction": transaction,
    "bulk": bulk_create,
    "bulk.update": bulk_update,
    "null": null,
    "delete": remove,
    "delete.list": remove_list,
}.items():
    say(step, work)
    if connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR:
        connection.rollback()
    connection.commit()
connection.close()
