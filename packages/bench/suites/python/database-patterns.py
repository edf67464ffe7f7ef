"""What SQLite costs from Python: commits, journals, look-ups, connections, JSON, SQL text."""

import itertools
import json
import shutil
import sqlite3
import tempfile
from pathlib import Path

from rulebook_bench import benchmark

# Every database is a file of its own in a new folder of the working directory, so that no process
# meets another's pages or locks. Tables are filled without syncing, which is not timed; what is
# timed runs under the settings that the benchmark names, by default those of SQLite: a rollback
# journal that is deleted at each commit, and every commit synced to the disk.

INSERT = "INSERT INTO users (name, email, city, score) VALUES (?, ?, ?, ?)"
BY_KEY = "SELECT name FROM users WHERE id = ?"
BY_EMAIL = "SELECT name FROM users WHERE email = ?"
BY_CITY = "SELECT name FROM users WHERE city = ?"


def user(number):
    """A row of the table of users, without its key."""
    return (f"name {number}", f"user-{number}@example.com", f"city {number % 50}", number)


def document():
    """A user as a JSON text: half a kilobyte with three posts."""
    return json.dumps(
        {
            "id": 12345,
            "username": "user-500",
            "email": "user-500@example.com",
            "profile": {
                "bio": "Writes software, mostly in Python",
                "location": "Lisbon",
                "website": "user-500.example",
                "joined": "2020-03-15T08:30:00Z",
            },
            "posts": [
                {"id": post, "title": f"Post {post}", "tags": ["python", "web"], "views": 100 * post}
                for post in range(3)
            ],
            "settings": {"theme": "dark", "notifications": True, "frequency": "weekly"},
        }
    )


def path_of(connection):
    """The file of a connection's database."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def remove(connection):
    """Close a connection and delete its database."""
    folder = path_of(connection).parent
    connection.close()
    shutil.rmtree(folder)


def database(rows=0, journal="DELETE", synchronous="FULL", index=None):
    """A connection to a new database with a table of users, `index` names the column that has one."""
    connection = sqlite3.connect(Path(tempfile.mkdtemp(prefix="database-", dir=".")) / "users.db")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, city TEXT, score INTEGER)"
    )
    if index:
        connection.execute(f"CREATE INDEX users_{index} ON users ({index})")
    connection.executemany(INSERT, map(user, range(1, rows + 1)))
    connection.commit()
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    return connection


def documents(rows=0):
    """A connection to a new database with a table of JSON documents."""
    connection = sqlite3.connect(Path(tempfile.mkdtemp(prefix="database-", dir=".")) / "documents.db")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE documents (id INTEGER PRIMARY KEY, username TEXT, data TEXT NOT NULL)")
    for number in range(1, rows + 1):
        data = document().replace("user-500", f"user-{number}")
        connection.execute("INSERT INTO documents (username, data) VALUES (?, ?)", (f"user-{number}", data))
    connection.commit()
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def in_transaction():
    """A connection to a new database in a transaction that has inserted a row before."""
    connection = database()
    connection.execute(INSERT, user(0))
    return connection


# Committing: per row and per hundred; and the inserts alone, in a transaction that is open.


@benchmark(block="commit")
def insert_commit():
    """Inserting a row and committing it."""
    connection = database()
    row = user(1)
    yield
    connection.execute(INSERT, row)
    connection.commit()
    yield
    remove(connection)


@benchmark(block="commit")
def insert_100_commit():
    """Inserting 100 rows one by one and committing once."""
    connection = database()
    rows = [user(number) for number in range(100)]
    yield
    for row in rows:
        connection.execute(INSERT, row)
    connection.commit()
    yield
    remove(connection)


@benchmark(block="commit", setup="sample")
def execute_100():
    """Inserting 100 rows by calling execute in a loop, in an open transaction."""
    connection = in_transaction()
    rows = [user(number) for number in range(100)]
    yield
    for row in rows:
        connection.execute(INSERT, row)
    yield
    remove(connection)


@benchmark(block="commit", setup="sample")
def executemany_100():
    """Inserting 100 rows by one call of executemany, in an open transaction."""
    connection = in_transaction()
    rows = [user(number) for number in range(100)]
    yield
    connection.executemany(INSERT, rows)
    yield
    remove(connection)


# How a commit is made durable, and an update that is committed.


@benchmark(block="commit")
def commit_wal():
    """Inserting and committing a row with the write-ahead log, each commit synced."""
    connection = database(journal="WAL")
    row = user(1)
    yield
    connection.execute(INSERT, row)
    connection.commit()
    yield
    remove(connection)


@benchmark(block="commit")
def commit_wal_normal():
    """Inserting and committing a row with the write-ahead log, synced at checkpoints only."""
    connection = database(journal="WAL", synchronous="NORMAL")
    row = user(1)
    yield
    connection.execute(INSERT, row)
    connection.commit()
    yield
    remove(connection)


@benchmark(block="commit")
def update_changed_commit():
    """Updating a row to another value and committing."""
    connection = database(1000)
    scores = itertools.count(1_000_000)
    yield
    connection.execute("UPDATE users SET score = ? WHERE id = 500", (next(scores),))
    connection.commit()
    yield
    remove(connection)


# Finding rows by index and by reading the table: one row of 10,000, outside and inside a transaction, and
# the 200 of 10,000 (2 %) that share a city. The value looked for is another in every execution.


def emails():
    """E-mail addresses of the table, spread over all of it, for ever."""
    return itertools.cycle([user(1 + number * 3967 % 10_000)[1] for number in range(1000)])


def cities():
    """The 50 cities of the table, for ever."""
    return itertools.cycle([user(number)[2] for number in range(50)])


@benchmark(block="look_up", same="row")
def by_index():
    """Selecting a row by an indexed column from 10,000, outside a transaction."""
    connection, wanted = database(10_000, index="email"), emails()
    yield
    connection.execute(BY_EMAIL, (next(wanted),)).fetchone()
    yield
    remove(connection)


@benchmark(block="look_up", same="row")
def by_index_wrapped():
    """Selecting a row by a function of the indexed column from 10,000: the index cannot serve."""
    connection, wanted = database(10_000, index="email"), emails()
    yield
    connection.execute("SELECT name FROM users WHERE lower(email) = ?", (next(wanted),)).fetchone()
    yield
    remove(connection)


@benchmark(block="look_up", same="row")
def scan_10000():
    """Selecting a row by a column without an index from 10,000, outside a transaction."""
    connection, wanted = database(10_000), emails()
    yield
    connection.execute(BY_EMAIL, (next(wanted),)).fetchone()
    yield
    remove(connection)


@benchmark(block="look_up")
def by_index_inside():
    """Selecting a row by an indexed column from 10,000, inside a transaction."""
    connection, wanted = database(10_000, index="email"), emails()
    connection.execute("BEGIN")
    yield
    connection.execute(BY_EMAIL, (next(wanted),)).fetchone()
    yield
    connection.rollback()
    remove(connection)


@benchmark(block="look_up")
def scan_10000_inside():
    """Selecting a row by a column without an index from 10,000, inside a transaction."""
    connection, wanted = database(10_000), emails()
    connection.execute("BEGIN")
    yield
    connection.execute(BY_EMAIL, (next(wanted),)).fetchone()
    yield
    connection.rollback()
    remove(connection)


@benchmark(block="look_up")
def by_index_200():
    """Selecting 200 of 10,000 rows by an indexed column."""
    connection, wanted = database(10_000, index="city"), cities()
    yield
    connection.execute(BY_CITY, (next(wanted),)).fetchall()
    yield
    remove(connection)


@benchmark(block="look_up")
def by_index_wrapped_200():
    """Selecting 200 of 10,000 rows by a function of the indexed column: the index cannot serve."""
    connection, wanted = database(10_000, index="city"), cities()
    yield
    connection.execute("SELECT name FROM users WHERE lower(city) = ?", (next(wanted),)).fetchall()
    yield
    remove(connection)


@benchmark(block="look_up")
def scan_200():
    """Selecting 200 of 10,000 rows by a column without an index."""
    connection, wanted = database(10_000), cities()
    yield
    connection.execute(BY_CITY, (next(wanted),)).fetchall()
    yield
    remove(connection)


# Reading rows: one by one, at once, and over a connection opened for it.


@benchmark(block="reading")
def select_one():
    """Selecting a row by its key, given as a parameter, outside a transaction."""
    connection = database(1000)
    keys = itertools.cycle(range(1, 1001))
    yield
    connection.execute(BY_KEY, (next(keys),)).fetchone()
    yield
    remove(connection)


@benchmark(block="reading")
def select_in_100():
    """Selecting 100 rows by their keys with one query."""
    connection = database(1000)
    keys = list(range(5, 1000, 10))
    query = f"SELECT name FROM users WHERE id IN ({', '.join('?' * 100)})"
    yield
    connection.execute(query, keys).fetchall()
    yield
    remove(connection)


@benchmark(block="reading")
def query_opened():
    """Opening a connection, selecting a row by its key and closing."""
    connection = database(1000)
    path = path_of(connection)
    yield
    opened = sqlite3.connect(path)
    opened.execute(BY_KEY, (500,)).fetchone()
    opened.close()
    yield
    remove(connection)


# A field of a JSON document.


@benchmark(block="reading", same="field")
def extract():
    """Extracting a field of a document of half a kilobyte in SQL, by the row's key."""
    connection = documents(100)
    query = "SELECT json_extract(data, '$.username') FROM documents WHERE id = ?"
    yield
    connection.execute(query, (50,)).fetchone()[0]
    yield
    remove(connection)


@benchmark(block="reading", same="field")
def loads():
    """Selecting a document of half a kilobyte by the row's key and parsing it in Python for a field."""
    connection = documents(100)
    yield
    json.loads(connection.execute("SELECT data FROM documents WHERE id = ?", (50,)).fetchone()[0])["username"]
    yield
    remove(connection)


# In a transaction that is open, so that no locks come on top; and SQL text: parameters let the prepared
# statement be found again.


@benchmark(block="reading", same="row")
def select_parameters():
    """Selecting a row by its key, given as a parameter, inside a transaction."""
    connection = database(1000)
    connection.execute("BEGIN")
    keys = itertools.cycle(range(1, 1001))
    yield
    connection.execute(BY_KEY, (next(keys),)).fetchone()
    yield
    connection.rollback()
    remove(connection)


@benchmark(block="reading", same="row")
def select_formatted():
    """Selecting a row by its key, formatted into the SQL, inside a transaction."""
    connection = database(1000)
    connection.execute("BEGIN")
    keys = itertools.cycle(range(1, 1001))
    yield
    connection.execute(f"SELECT name FROM users WHERE id = {next(keys)}").fetchone()
    yield
    connection.rollback()
    remove(connection)


@benchmark(block="reading")
def select_formatted_outside():
    """Selecting a row by its key, formatted into the SQL, outside a transaction."""
    connection = database(1000)
    keys = itertools.cycle(range(1, 1001))
    yield
    connection.execute(f"SELECT name FROM users WHERE id = {next(keys)}").fetchone()
    yield
    remove(connection)


# The cited figures, by the source's own method: a function called once per iteration of a loop whose
# cost stays in, with the garbage collector off, on rows of one JSON document each.


@benchmark(block="as_cited", raw=True)
def as_cited_insert_commit():
    """Inserting a JSON document and committing, as the source times it."""
    connection = documents()
    data = document()

    def insert_one():
        connection.execute("INSERT INTO documents (data) VALUES (?)", (data,))
        connection.commit()

    yield
    insert_one()
    yield
    remove(connection)


@benchmark(block="as_cited", raw=True)
def as_cited_insert():
    """Inserting a JSON document without committing, as the source times it: rows pile up in a transaction."""
    connection = documents()
    data = document()

    def insert_one():
        connection.execute("INSERT INTO documents (data) VALUES (?)", (data,))

    yield
    insert_one()
    yield
    remove(connection)
