"""Django's ORM on psycopg2, which writes values into the statement on the client's side. Argument: URI."""
import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings

from work import line, people, say, uri

at = urlsplit(uri)
settings.configure(
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": at.hostname,
            "PORT": at.port,
            "NAME": at.path[1:],
            "USER": unquote(at.username or ""),
            "PASSWORD": unquote(at.password or ""),
            "OPTIONS": dict(parse_qsl(at.query)),
        }
    },
)
django.setup()

from django.db import models, transaction as begin  # noqa: E402  models need the settings


class Member(models.Model):
    id = models.BigAutoField(primary_key=True)
    email = models.TextField(unique=True)
    password = models.TextField()
    name = models.TextField()
    phone = models.TextField(null=True)
    address = models.TextField(null=True)
    birth_date = models.DateField(null=True)

    class Meta:
        app_label = "service"
        managed = False
        db_table = "members"


class Order(models.Model):
    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, models.DO_NOTHING, related_name="orders")
    item = models.TextField()
    amount_krw = models.IntegerField()
    recipient = models.TextField()
    delivery_address = models.TextField()

    class Meta:
        app_label = "service"
        managed = False
        db_table = "orders"


for person in people:
    person["birth_date"] = person["birth_date"] and datetime.date.fromisoformat(person["birth_date"])
kim, lee, park, choi, yoon, *bulk = people
members = Member.objects


def by_email(person):
    return members.get(email=person["email"])


def bulk_members():
    return list(members.filter(email__in=[person["email"] for person in bulk]).order_by("id"))


def change():
    members.filter(email=kim["email"]).update(phone="010-9999-0001", name="김하람")
    return line(by_email(kim))


def change_returning():
    member = by_email(park)
    member.phone, member.birth_date = "010-9999-0003", datetime.date(2001, 12, 6)
    member.save()
    return line(by_email(park))


def upsert():
    made = []
    for person in ({**lee, "name": "이가람", "phone": "010-9999-0002"}, choi):
        rest = {key: value for key, value in person.items() if key != "email"}
        made.append(line(members.update_or_create(email=person["email"], defaults=rest)[0]))
    return made


def orders():
    for who, item in ((kim, "lamp"), (kim, "chair"), (lee, "desk")):
        by_email(who).orders.create(item=item, amount_krw=1000, recipient=who["name"], delivery_address="세종시 한누리대로 1")
    rows = Order.objects.select_related("member").order_by("id")
    return ["|".join((row.member.email, row.item, row.recipient, row.delivery_address)) for row in rows]


def transaction():
    failed = ""
    try:
        with begin.atomic():
            members.create(**yoon)
            members.filter(email=kim["email"]).update(name="바뀜")
            raise ValueError("rolled back")
    except ValueError as error:
        failed = str(error)
    return [failed, list(members.filter(email=yoon["email"])), line(by_email(kim))]


def bulk_create():
    members.bulk_create([Member(**person) for person in bulk])
    return [line(member) for member in bulk_members()]


def bulk_update():
    two = bulk_members()[:2]
    for n, member in enumerate(two):
        member.phone = f"010-3000-000{n}"
    members.bulk_update(two, ["phone"])
    return [line(member) for member in bulk_members()]


def null():
    members.filter(email=bulk[0]["email"]).update(phone=None)
    return list(members.filter(phone__isnull=True).order_by("id").values_list("email", flat=True))


def remove():
    by_email(park).delete()
    return members.count()


def remove_list():
    members.filter(email__in=[person["email"] for person in people]).delete()
    return members.count()


for step, work in {
    "create": lambda: [line(members.create(**person)) for person in (kim, lee, park)],
    "duplicate": lambda: members.create(**kim),
    "find": lambda: line(by_email(kim)),
    "find.none": lambda: list(members.filter(email="nobody@example.kr")),
    "update": change,
    "update.returning": change_returning,
    "upsert": upsert,
    "find.list": lambda: list(members.filter(email__in=[kim["email"], choi["email"], "nobody@example.kr"]).order_by("id").values_list("email", flat=True)),
    "find.phone": lambda: [line(member) for member in members.filter(models.Q(phone="010-9999-0001") | models.Q(email=lee["email"])).order_by("id")],
    "count": members.count,
    "orders": orders,
    "transaction": transaction,
    "bulk": bulk_create,
    "bulk.update": bulk_update,
    "null": null,
    "delete": remove,
    "delete.list": remove_list,
}.items():
    say(step, work)
