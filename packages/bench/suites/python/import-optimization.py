"""What imports cost: the standard library, packages, what they share, bytecode, imports in functions."""

# Importing what is not used, and importing again, is what is measured here.
# ruff: noqa: F401, F811

import json

from rulebook_bench import benchmark

# A fresh benchmark runs once in an interpreter of its own that has imported nothing but what starting
# and its setup need. Files and bytecode are warm: the disk is not measured, and neither is compiling,
# except where a benchmark says so. Members of a block share what the machine does in that moment.


# The standard library: a module at a time, one without its bytecode, and one by the other form.


@benchmark(block="stdlib", fresh=True)
def start():
    """Starting a bare interpreter and waiting for its end."""
    import subprocess
    import sys

    yield
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


@benchmark(block="stdlib", fresh=True)
def import_json():
    """Importing json in a fresh interpreter."""
    yield
    import json


@benchmark(block="stdlib", fresh=True)
def import_logging():
    """Importing logging in a fresh interpreter."""
    yield
    import logging


@benchmark(block="stdlib", fresh=True)
def import_logging_uncompiled():
    """Importing logging where no bytecode is kept: everything it needs is compiled again."""
    import sys

    sys.dont_write_bytecode = True
    sys.pycache_prefix = "no-bytecode-here"
    yield
    import logging


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


# Web frameworks, by the source's own method: a fresh interpreter, the clock read before and after the import.


@benchmark(block="web", fresh=True)
def start_web():
    """Starting a bare interpreter and waiting for its end, beside the web frameworks."""
    import subprocess
    import sys

    yield
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


@benchmark(block="web", fresh=True, requires=("fastapi",))
def as_cited_fastapi():
    """Importing fastapi in a fresh interpreter, as the source times it."""
    yield
    import fastapi


@benchmark(block="web", fresh=True, requires=("flask",))
def as_cited_flask():
    """Importing flask in a fresh interpreter, as the source times it."""
    yield
    import flask


@benchmark(block="web", fresh=True, requires=("pydantic",))
def as_cited_pydantic():
    """Importing pydantic in a fresh interpreter, as the source times it."""
    yield
    import pydantic


@benchmark(block="web", fresh=True, requires=("django",))
def as_cited_django():
    """Importing django in a fresh interpreter, as the source times it."""
    yield
    import django


@benchmark(block="web", fresh=True, requires=("django",))
def from_django_http():
    """Importing the class of responses from django.http in a fresh interpreter."""
    yield
    from django.http import HttpResponse


# Data and network packages.


@benchmark(block="packages", fresh=True)
def start_packages():
    """Starting a bare interpreter and waiting for its end, beside the packages."""
    import subprocess
    import sys

    yield
    subprocess.run([sys.executable, "-I", "-c", "pass"], check=True)


@benchmark(block="packages", fresh=True, requires=("numpy",))
def import_numpy():
    """Importing numpy in a fresh interpreter."""
    yield
    import numpy


@benchmark(block="packages", fresh=True, requires=("pandas",))
def import_pandas():
    """Importing pandas in a fresh interpreter."""
    yield
    import pandas


@benchmark(block="packages", fresh=True, requires=("sqlalchemy",))
def import_sqlalchemy():
    """Importing sqlalchemy in a fresh interpreter."""
    yield
    import sqlalchemy


@benchmark(block="packages", fresh=True, requires=("requests",))
def import_requests():
    """Importing requests in a fresh interpreter."""
    yield
    import requests


@benchmark(block="packages", fresh=True, requires=("requests",))
def requests_after_stdlib():
    """Importing requests in an interpreter that has already imported the standard library it is built on."""
    import http.cookiejar
    import json
    import logging
    import queue
    import urllib.request
    import zipfile

    yield
    import requests


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
