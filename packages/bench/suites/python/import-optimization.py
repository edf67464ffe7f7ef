"""What imports cost: the standard library, packages, what they share, bytecode, imports in functions."""

# Importing what is not used, and importing again, is what is measured here.
# ruff: noqa: F401, F811

import json

from rulebook_bench import benchmark

# A fresh benchmark runs once in an interpreter of its own that has imported nothing but what starting
# needs. Files and bytecode are warm: the disk is not measured, and neither is compiling, except where
# a benchmark says so. Members of a block share what the machine does in that moment.


# Heavy packages, by the source's own method: a fresh interpreter, the clock read before and after the import.


@benchmark(block="packages", fresh=True)
def start():
    """Starting a bare interpreter and waiting for its end."""
    import subprocess
    import sys

    yield
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


@benchmark(block="packages", fresh=True, requires=("fastapi",))
def as_cited_fastapi():
    """Importing fastapi in a fresh interpreter, as the source times it."""
    yield
    import fastapi


@benchmark(block="packages", fresh=True, requires=("flask",))
def as_cited_flask():
    """Importing flask in a fresh interpreter, as the source times it."""
    yield
    import flask


@benchmark(block="packages", fresh=True, requires=("pydantic",))
def as_cited_pydantic():
    """Importing pydantic in a fresh interpreter, as the source times it."""
    yield
    import pydantic


@benchmark(block="packages", fresh=True, requires=("django",))
def as_cited_django():
    """Importing django in a fresh interpreter, as the source times it."""
    yield
    import django


@benchmark(block="packages", fresh=True, requires=("django",))
def from_django_http():
    """Importing the class of responses from django.http in a fresh interpreter."""
    yield
    from django.http import HttpResponse


@benchmark(block="packages", fresh=True, requires=("pandas",))
def import_pandas():
    """Importing pandas in a fresh interpreter."""
    yield
    import pandas


# Larger modules of the standard library: forms of importing them, what they share, and bytecode.


@benchmark(block="stdlib", fresh=True)
def import_asyncio():
    """Importing asyncio in a fresh interpreter."""
    yield
    import asyncio


@benchmark(block="stdlib", fresh=True)
def from_asyncio():
    """Importing one name from asyncio in a fresh interpreter."""
    yield
    from asyncio import run


@benchmark(block="stdlib", fresh=True)
def import_asyncio_uncompiled():
    """Importing asyncio where no bytecode is kept: everything it needs is compiled again."""
    import sys

    sys.dont_write_bytecode = True
    sys.pycache_prefix = "no-bytecode-here"
    yield
    import asyncio


@benchmark(block="stdlib", fresh=True)
def import_urllib_request():
    """Importing urllib.request in a fresh interpreter."""
    yield
    import urllib.request


@benchmark(block="stdlib", fresh=True)
def urllib_request_after_asyncio():
    """Importing urllib.request in an interpreter that uses asyncio already."""
    import asyncio

    yield
    import urllib.request


@benchmark(block="stdlib", fresh=True)
def import_again_100k():
    """Executing `import json` 100,000 times where json has been imported already."""
    import json

    yield
    for _ in range(100_000):
        import json


# Importing again what is imported already, and using the name.


@benchmark(block="again")
def use_global():
    """Looking up a function of a module that was imported at the top of the file."""
    yield
    json.loads


@benchmark(block="again")
def use_import():
    """Importing a module that is imported already, and looking up a function of it."""
    yield
    import json

    json.loads


@benchmark(block="again")
def use_from_import():
    """Importing a function from a package that is imported already, and looking it up."""
    yield
    from json import loads

    loads
