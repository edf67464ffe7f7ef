"""What it costs to turn Python objects into JSON and back, by library, direction and payload."""

import json
import pickle
from pathlib import Path

from rulebook_bench import benchmark

SMALL = {"id": 42, "name": "Ada", "active": True}

NESTED = {
    "id": 90210,
    "login": "ada_lovelace",
    "email": "ada@example.org",
    "profile": {
        "about": "Writes programs for engines not yet built",
        "city": "London, Marylebone",
        "home": "ada.example.org",
        "joined": "2021-12-10T09:15:00Z",
    },
    "posts": [
        {"id": 1, "title": "First Note", "tags": ["engine", "notes"], "views": 1843},
        {"id": 2, "title": "Second Note", "tags": ["loops", "cards"], "views": 815},
        {"id": 3, "title": "Third Note", "tags": ["engine", "music"], "views": 3407},
    ],
    "settings": {"theme": "light", "newsletter": False, "digest": "monthly"},
}

LARGE = [
    {
        "id": number,
        "name": f"item {number}",
        "price": number + 0.95,
        "stock": None if number % 10 == 0 else number * 7,
        "tags": ["red", "blue"],
        "active": number % 3 == 0,
    }
    for number in range(250)
]


def structs():
    """The types of NESTED as msgspec structs; answers the user's type."""
    from msgspec import defstruct

    profile = defstruct("Profile", [("about", str), ("city", str), ("home", str), ("joined", str)])
    post = defstruct("Post", [("id", int), ("title", str), ("tags", list[str]), ("views", int)])
    settings = defstruct("Settings", [("theme", str), ("newsletter", bool), ("digest", str)])
    fields = [("profile", profile), ("posts", list[post]), ("settings", settings)]
    return defstruct("User", [("id", int), ("login", str), ("email", str), *fields])


def models():
    """The types of NESTED as pydantic models; answers the user's type."""
    from pydantic import create_model

    profile = create_model("Profile", about=str, city=str, home=str, joined=str)
    post = create_model("Post", id=int, title=str, tags=list[str], views=int)
    settings = create_model("Settings", theme=str, newsletter=bool, digest=str)
    return create_model(
        "User", id=int, login=str, email=str, profile=profile, posts=list[post], settings=settings
    )


# The standard library against orjson, from objects to text, on a small and on a large payload. Programs keep
# what they make, or drop it at once, and libraries take memory for it in different ways: both are measured.


@benchmark(block="sizes", uses=("dropped", "kept"))
def dumps_json_small():
    """json.dumps of a dict of three fields."""
    yield
    json.dumps(SMALL)


@benchmark(block="sizes", requires=("orjson",), uses=("dropped", "kept"))
def dumps_orjson_small():
    """orjson.dumps of a dict of three fields, to bytes."""
    import orjson

    yield
    orjson.dumps(SMALL)


@benchmark(block="sizes", uses=("dropped", "kept"))
def dumps_json_large():
    """json.dumps of a list of 250 records."""
    yield
    json.dumps(LARGE)


@benchmark(block="sizes", requires=("orjson",), uses=("dropped", "kept"))
def dumps_orjson_large():
    """orjson.dumps of a list of 250 records, to bytes."""
    import orjson

    yield
    orjson.dumps(LARGE)


# Every library on the nested record, from objects to text.


@benchmark(block="nested_dumps", uses=("dropped", "kept"))
def dumps_json():
    """json.dumps of a nested user record."""
    yield
    json.dumps(NESTED)


@benchmark(block="nested_dumps", requires=("orjson",), same="compact", uses=("dropped", "kept"))
def dumps_orjson():
    """orjson.dumps of a nested user record, to bytes."""
    import orjson

    yield
    orjson.dumps(NESTED)


@benchmark(block="nested_dumps", requires=("orjson",), same="text", uses=("dropped", "kept"))
def dumps_orjson_str():
    """orjson.dumps of a nested user record, decoded to str."""
    import orjson

    yield
    orjson.dumps(NESTED).decode()


@benchmark(block="nested_dumps", requires=("ujson",), same="text", uses=("dropped", "kept"))
def dumps_ujson():
    """ujson.dumps of a nested user record."""
    import ujson

    yield
    ujson.dumps(NESTED)


@benchmark(block="nested_dumps", requires=("msgspec",), same="compact", uses=("dropped", "kept"))
def dumps_msgspec():
    """msgspec.json.encode of a nested user record, to bytes."""
    import msgspec

    yield
    msgspec.json.encode(NESTED)


@benchmark(block="nested_dumps", uses=("dropped", "kept"))
def dumps_pickle():
    """pickle.dumps of a nested user record."""
    yield
    pickle.dumps(NESTED)


# The nested record from text to objects: dicts and lists, or structs.


@benchmark(block="nested_loads", same="record", uses=("dropped", "kept"))
def loads_json():
    """json.loads of a nested user record."""
    text = json.dumps(NESTED)
    yield
    json.loads(text)


@benchmark(block="nested_loads", requires=("orjson",), same="record", uses=("dropped", "kept"))
def loads_orjson():
    """orjson.loads of a nested user record."""
    import orjson

    text = json.dumps(NESTED)
    yield
    orjson.loads(text)


@benchmark(block="nested_loads", requires=("msgspec",), uses=("dropped", "kept"))
def loads_struct():
    """msgspec's decoder of a nested user record, validated into structs."""
    import msgspec

    text, decoder = json.dumps(NESTED), msgspec.json.Decoder(structs())
    yield
    decoder.decode(text)


# From text to validated objects and back.


@benchmark(block="models", requires=("pydantic",))
def model_validate_json():
    """pydantic's model_validate_json of a nested user record: text to model."""
    text, model = json.dumps(NESTED), models()
    yield
    model.model_validate_json(text)


@benchmark(block="models", requires=("pydantic",))
def model_loads_validate():
    """json.loads of a nested user record, then pydantic's model_validate."""
    text, model = json.dumps(NESTED), models()
    yield
    model.model_validate(json.loads(text))


@benchmark(block="models", requires=("pydantic",))
def model_dump_json():
    """pydantic's model_dump_json of a nested user record: model to text."""
    user = models().model_validate(NESTED)
    yield
    user.model_dump_json()


@benchmark(block="models", requires=("pydantic",))
def model_dump_dumps():
    """pydantic's model_dump of a nested user record, then json.dumps."""
    user = models().model_validate(NESTED)
    yield
    json.dumps(user.model_dump())


# The standard library alone, into a file that is opened for it in the working folder, as programs save. It is
# a new file each time: writing over one that was just written makes some filesystems wait for the disk, and
# what is timed then is the disk.


@benchmark(block="into_file", setup="sample")
def save_dump():
    """Opening a new file and saving a nested user record with json.dump."""
    path = Path("saved-by-dump.json")
    yield
    with open(path, "w", encoding="utf-8") as file:
        json.dump(NESTED, file)
    yield
    path.unlink(missing_ok=True)


@benchmark(block="into_file", setup="sample")
def save_write():
    """Opening a new file and saving a nested user record with one write of what json.dumps returns."""
    path = Path("saved-by-write.json")
    yield
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(NESTED))
    yield
    path.unlink(missing_ok=True)


@benchmark(block="into_file", setup="sample")
def save_dump_large():
    """Opening a new file and saving a list of 250 records with json.dump."""
    path = Path("saved-by-dump-large.json")
    yield
    with open(path, "w", encoding="utf-8") as file:
        json.dump(LARGE, file)
    yield
    path.unlink(missing_ok=True)


@benchmark(block="into_file", setup="sample")
def save_write_large():
    """Opening a new file and saving a list of 250 records with one write of what json.dumps returns."""
    path = Path("saved-by-write-large.json")
    yield
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(LARGE))
    yield
    path.unlink(missing_ok=True)


# The cited figure, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off.


@benchmark(block="as_cited", raw=True)
def as_cited_json():
    """A function that calls json.dumps on a nested record, as the source times it."""

    def serialize():
        return json.dumps(NESTED)

    yield
    serialize()


@benchmark(block="as_cited", raw=True, requires=("orjson",))
def as_cited_orjson():
    """A function that calls orjson.dumps on a nested record, as the source times it."""
    import orjson

    def serialize():
        return orjson.dumps(NESTED)

    yield
    serialize()
