"""SQLAlchemy's ORM on psycopg2. Argument: URI."""
import datetime

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Identity, Integer, Text, create_engine, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, declarative_base, joinedload, relationship

from work import line, people, say, uri

Base = declarative_base()


class Member(Base):
    __tablename__ = "members"
    id = Column(BigInteger, Identity(always=True), primary_key=True)
    email = Column(Text, nullable=False, unique=True)
    password = Column(Text, nullable=False)
    name = Column(Text, nullable=False)
    phone = Column(Text)
    address = Column(Text)
    birth_date = Column(Date)
    orders = relationship("Order", back_populates="member", passive_deletes=True)


class Order(Base):
    __tablename__ = "orders"
    id = Column(BigInteger, Identity(always=True), primary_key=True)
    member_id = Column(BigInteger, ForeignKey("members.id", ondelete="CASCADE"), nullable=False)
    item = Column(Text, nullable=False)
    amount_krw = Column(Integer, nullable=False)
    recipient = Column(Text, nullable=False)
    delivery_address = Column(Text, nullable=False)
    member = relationship("Member", back_populates="orders")


for person in people:
    person["birth_date"] = person["birth_date"] and datetime.date.fromisoformat(person["birth_date"])
kim, lee, park, choi, yoon, *bulk = people
engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg2://", 1), future=True)
session = Session(engine, future=True, expire_on_commit=True)


def by_email(email):
    return session.execute(select(Member).where(Member.email == email)).scalar_one()


def listed(*where):
    return session.execute(select(Member).where(*where).order_by(Member.id)).scalars().all()


def count():
    return session.execute(select(func.count()).select_from(Member)).scalar_one()


def bulk_lines():
    return [line(member) for member in listed(Member.email.in_([person["email"] for person in bulk]))]


def create():
    made = []
    for person in (kim, lee, park):
        member = Member(**person)
        session.add(member)
        session.commit()
        made.append(line(member))
    return made


def duplicate():
    session.add(Member(**kim))
    try:
        session.commit()
    finally:
        session.rollback()


def change():
    session.execute(update(Member).where(Member.email == kim["email"]).values(phone="010-9999-0001", name="김하람"))
    session.commit()
    return line(by_email(kim["email"]))


def change_returning():
    member = by_email(park["email"])
    member.phone, member.birth_date = "010-9999-0003", datetime.date(2001, 12, 6)
    session.commit()
    return line(member)


def upsert():
    made = []
    for person in ({**lee, "name": "이가람", "phone": "010-9999-0002"}, choi):
        statement = insert(Member).values(person)
        new = {"name": statement.excluded.name, "phone": statement.excluded.phone}
        statement = statement.on_conflict_do_update(index_elements=["email"], set_=new).returning(Member.email, Member.name, Member.phone, Member.birth_date)
        made.append(line(session.execute(statement).one()))
        session.commit()
    return made


def orders():
    for who, item in ((kim, "lamp"), (kim, "chair"), (lee, "desk")):
        member = by_email(who["email"])
        member.orders.append(Order(item=item, amount_krw=1000, recipient=who["name"], delivery_address="세종시 한누리대로 1"))
        session.commit()
    rows = session.execute(select(Order).options(joinedload(Order.member)).order_by(Order.id)).scalars().all()
    return ["|".join((row.member.email, row.item, row.recipient, row.delivery_address)) for row in rows]


def transaction():
    failed = ""
    try:
        with session.begin_nested():
            session.add(Member(**yoon))
            by_email(kim["email"]).name = "바뀜"
            session.flush()
            raise ValueError("rolled back")
    except ValueError as error:
        failed = str(error)
    session.rollback()
    return [failed, listed(Member.email == yoon["email"]), line(by_email(kim["email"]))]


def bulk_create():
    session.add_all([Member(**person) for person in bulk])
    session.commit()
    return bulk_lines()


def bulk_update():
    ids = [member.id for member in listed(Member.email.in_([person["email"] for person in bulk]))]
    session.bulk_update_mappings(Member, [{"id": ids[n], "phone": f"010-3000-000{n}"} for n in range(2)])
    session.commit()
    return bulk_lines()


def null():
    by_email(bulk[0]["email"]).phone = None
    session.commit()
    return [member.email for member in listed(Member.phone.is_(None))]


def remove():
    session.delete(by_email(park["email"]))
    session.commit()
    return count()


def remove_list():
    session.execute(delete(Member).where(Member.email.in_([person["email"] for person in people])), execution_options={"synchronize_session": False})
    session.commit()
    return count()


for step, work in {
    "create": create,
    "duplicate": duplicate,
    "find": lambda: line(by_email(kim["email"])),
    "find.none": lambda: listed(Member.email == "nobody@example.kr"),
    "update": change,
    "update.returning": change_returning,
    "upsert": upsert,
    "find.list": lambda: [member.email for member in listed(Member.email.in_([kim["email"], choi["email"], "nobody@example.kr"]))],
    "find.phone": lambda: [line(member) for member in listed(or_(Member.phone == "010-9999-0001", Member.email == lee["email"]))],
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
    session.rollback()
session.close()
