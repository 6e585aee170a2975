"""psycopg 3 through its own ways: client and server side cursors, binary results, pipelines, COPY, cancel. Arguments: URI, steps as JSON."""
import json
import re
import sys
import threading
import time

import psycopg

uri, steps = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
one, two, three = steps["emails"]


def plain(value):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("utf-8", "backslashreplace")
    return str(value)


def say(step, work):
    try:
        got = plain(work())
    except psycopg.Error as error:
        got = {"error": error.sqlstate or type(error).__name__}
    print(json.dumps({"step": step, "got": got}, ensure_ascii=False), flush=True)


def rows(connection, sql, params=(), **options):
    placed = [params[int(n) - 1] for n in re.findall(r"\$(\d)", sql)]
    text = re.sub(r"\$\d", "%s", sql.replace("%", "%%")) if placed else sql
    cursor = connection.execute(text, placed or None, **options)
    return [list(row) for row in cursor] if cursor.description else cursor.statusmessage


connection = psycopg.connect(uri, autocommit=True)
for each in steps["steps"]:
    for binary in (False, True):
        say(f"{each['step']}{'.binary' if binary else ''}", lambda: rows(connection, each["sql"], each.get("params", ()), binary=binary))
connection.close()

connection = psycopg.connect(uri, autocommit=True, options="-c timezone=UTC")
find = "select id, email from members where email = $1"


def prepared():
    return [rows(connection, find, [email], prepare=True) for email in (one, two, three, one, "nobody@example.kr", two)]


def typed():
    with connection.cursor() as cursor:
        got = []
        for form in ("%s", "%b", "%t"):
            cursor.execute(f"select id from members where email = {form}", [one])
            got.append(cursor.fetchall())
        for form in ("%s", "%b", "%t"):
            cursor.execute(f"select id from members where email = any({form}) order by id", [[one, three]])
            got.append(cursor.fetchall())
        return got


def server_cursor(**options):
    with psycopg.connect(uri) as other:
        with other.cursor(name="c", **options) as cursor:
            cursor.execute("select id, email from members order by id")
            first = cursor.fetchmany(7)
            if options.get("withhold"):
                other.commit()
            cursor.itersize = 11
            more = [cursor.fetchone(), *cursor]
            if options.get("scrollable"):
                cursor.scroll(3, mode="absolute")
                more.append(cursor.fetchone())
            return [first, more]


def binary_server_cursor():
    with psycopg.connect(uri) as other, other.cursor(name="b", binary=True) as cursor:
        cursor.execute("select id, email, array[email] from members order by id limit 9")
        return cursor.fetchmany(4) + cursor.fetchall()


def pipeline():
    with connection.pipeline() as pipe, connection.cursor() as cursor:
        got = []
        many = [connection.execute("select id, email from members where email = %s", [email]) for email in (one, two, three) * 4]
        plain_one = cursor.execute("select 7")
        pipe.sync()
        return [[each.fetchall() for each in many], plain_one.fetchall(), got]


def pipeline_fails():
    got = []
    try:
        with connection.pipeline():
            first = connection.execute("select email from members where id = 100001")
            connection.execute("select 1 / 0")
            connection.execute("select email from members where id = 100002")
    except psycopg.Error as error:
        got.append(error.sqlstate)
    return [got, connection.info.transaction_status.name, first.fetchall(), rows(connection, find, [two])]


def transaction():
    got = []
    with psycopg.connect(uri) as other:
        got.append(rows(other, find, [one]))
        try:
            with other.transaction():
                rows(other, "select 1 / 0 from members")
        except psycopg.Error as error:
            got.append(error.sqlstate)
        got.append(rows(other, find, [two]))
        try:
            rows(other, "select nothing from members where email = $1", [one])
        except psycopg.Error as error:
            got.append(error.sqlstate)
        try:
            rows(other, find, [one])
        except psycopg.Error as error:
            got.append(error.sqlstate)
        other.rollback()
        other.isolation_level = psycopg.IsolationLevel.SERIALIZABLE
        other.read_only = True
        got.append(rows(other, "select email, current_setting('transaction_isolation'), current_setting('transaction_read_only') from members where id = 100001"))
        other.rollback()
    return got


def notices():
    told = []
    connection.add_notice_handler(lambda report: told.append([report.severity_nonlocalized, report.message_primary]))
    connection.execute("do $$ begin raise notice 'said'; raise warning 'louder'; end $$")
    return told


def notified():
    told = []
    connection.add_notify_handler(lambda note: told.append([note.channel, note.payload]))
    connection.execute("listen heard")
    connection.execute("select pg_notify('heard', '한글')")
    until = time.monotonic() + 20
    while not told and time.monotonic() < until:
        connection.execute("select 1")
    connection.execute("unlisten *")
    return told


def cancelled():
    threading.Timer(0.4, connection.cancel).start()
    began = time.monotonic()
    try:
        connection.execute("select count(email), pg_sleep(60) from members")
    except psycopg.Error as error:
        return [error.sqlstate, time.monotonic() - began < 30, rows(connection, find, [one])]
    return "not cancelled"


def several():
    cursor = connection.execute("select 1; select email from members where id = 100001; select id from members where email = '%s'; select 4" % one)
    got = [cursor.fetchall()]
    while cursor.nextset():
        got.append(cursor.fetchall())
    return got


def copied(sql, **options):
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        return b"".join(bytes(each) for each in copy)


def status():
    connection.execute("set application_name = 'a driver'")
    connection.execute("set timezone = 'Asia/Seoul'")
    connection.execute("set datestyle = 'German'")
    status = connection.info.parameter_status
    return [status("application_name"), status("TimeZone"), status("DateStyle"), status("client_encoding"), status("server_version"), rows(connection, "select joined_at::text from members where id = 100001")]


say("prepared", prepared)
say("typed", typed)
say("cursor", server_cursor)
say("cursor.hold", lambda: server_cursor(withhold=True))
say("cursor.scroll", lambda: server_cursor(scrollable=True))
say("cursor.binary", binary_server_cursor)
say("pipeline", pipeline)
say("pipeline.fails", pipeline_fails)
say("transaction", transaction)
say("notices", notices)
say("notified", notified)
say("cancelled", cancelled)
say("several", several)
say("copy", lambda: copied("copy (select id, grade from members order by id) to stdout"))
say("copy.sealed", lambda: copied("copy (select id, email from members order by id) to stdout"))
say("copy.sealed.binary", lambda: copied("copy (select email from members order by id) to stdout (format binary)"))
say("copy.where", lambda: copied("copy (select id from members where email = '%s') to stdout" % one))
say("empty", lambda: connection.execute("").statusmessage)
say("status", status)
say("backend.pid", lambda: connection.info.backend_pid == rows(connection, "select pg_backend_pid()")[0][0])
connection.close()
