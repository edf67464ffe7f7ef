"""What it costs to put values into text: formatting, joining, and log lines that nobody will read."""

import logging
from string import Template

from rulebook_bench import benchmark

# The values stand in variables: an f-string of constants is folded to a constant by the compiler.


class Report:
    text = ""


def silent_logger():
    logger = logging.getLogger("string-formatting")
    logger.setLevel(logging.INFO)
    return logger


# One sentence, a string and an integer in it, written in every way; then the two values padded, for
# which an f-string too reads a format at run time.


@benchmark(block="sentence", same="sentence")
def f_string():
    """An f-string with a string and an int."""
    name, age = "Alice", 30
    yield
    f"Hello {name}, you are {age} years old"


@benchmark(block="sentence", same="sentence")
def percent_s():
    """The same sentence by `%` with two `%s`, which is compiled like an f-string since CPython 3.11."""
    name, age = "Alice", 30
    yield
    "Hello %s, you are %s years old" % (name, age)


@benchmark(block="sentence", same="sentence")
def percent_d():
    """The same sentence by `%` with `%s` and `%d`, which is formatted at run time."""
    name, age = "Alice", 30
    yield
    "Hello %s, you are %d years old" % (name, age)


@benchmark(block="sentence", same="sentence")
def format_method():
    """The same sentence by `str.format`."""
    name, age = "Alice", 30
    yield
    "Hello {}, you are {} years old".format(name, age)


@benchmark(block="sentence", same="sentence")
def template():
    """The same sentence by `string.Template`, made beforehand."""
    name, age = "Alice", 30
    sentence = Template("Hello $name, you are $age years old")
    yield
    sentence.substitute(name=name, age=age)


@benchmark(block="sentence", same="sentence")
def concatenation():
    """The same sentence by `+` and `str`."""
    name, age = "Alice", 30
    yield
    "Hello " + name + ", you are " + str(age) + " years old"


@benchmark(block="sentence")
def padded_f_string():
    """A padded string and a padded int in an f-string."""
    name, age = "Alice", 30
    yield
    f"{name:<12}{age:>8}"


# Text of many parts.


@benchmark(block="parts", same="text")
def join_100():
    """`str.join` of a list of 100 short strings."""
    parts = [f"part-{number}" for number in range(100)]
    yield
    "".join(parts)


@benchmark(block="parts", same="text")
def plus_equals_100():
    """`+=` of 100 short strings to a local variable."""
    parts = [f"part-{number}" for number in range(100)]
    yield
    text = ""
    for part in parts:
        text += part


@benchmark(block="parts")
def attribute_plus_equals_1000():
    """`+=` of 1,000 short strings to an attribute, where the text is copied each time."""
    parts = [f"part-{number}" for number in range(1000)]
    report = Report()
    yield
    report.text = ""
    for part in parts:
        report.text += part


# A log call whose level is switched off.


@benchmark(block="logging")
def log_lazy():
    """A disabled log call that is given a format and two values."""
    logger = silent_logger()
    name, age = "Alice", 30
    yield
    logger.debug("Hello %s, you are %s years old", name, age)


@benchmark(block="logging")
def log_f_string():
    """A disabled log call that is given a finished f-string."""
    logger = silent_logger()
    name, age = "Alice", 30
    yield
    logger.debug(f"Hello {name}, you are {age} years old")


# The cited figures, by the source's own method: a function called once per iteration of a loop
# whose cost stays in, with the garbage collector off.


@benchmark(block="as_cited", raw=True, same="sentence")
def as_cited_f_string():
    """The sentence as an f-string, as the source times it."""
    name, age = "Alice", 30

    def make():
        return f"Hello {name}, you are {age} years old"

    yield
    make()


@benchmark(block="as_cited", raw=True, same="sentence")
def as_cited_percent():
    """The sentence by `%` with `%s` and `%d`, as the source times it."""
    name, age = "Alice", 30

    def make():
        return "Hello %s, you are %d years old" % (name, age)

    yield
    make()


@benchmark(block="as_cited", raw=True, same="sentence")
def as_cited_format_method():
    """The sentence by `str.format`, as the source times it."""
    name, age = "Alice", 30

    def make():
        return "Hello {}, you are {} years old".format(name, age)

    yield
    make()
