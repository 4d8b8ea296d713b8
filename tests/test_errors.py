"""Every error a user can meet has a code of its own, and a sentence that says what to do."""

import importlib
import pkgutil
import re

import zq_pipeline
from zq_pipeline.errors import PipelineError


def every_error() -> list[type[PipelineError]]:
    for module in pkgutil.walk_packages(zq_pipeline.__path__, "zq_pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, todo = [], [PipelineError]
    while todo:
        below = todo.pop().__subclasses__()
        found += below
        todo += below
    return [error for error in found if error.__module__.startswith("zq_pipeline")]


def test_codes_are_unique_and_readable():
    codes = [error.code for error in every_error()]
    assert len(codes) == len(set(codes)) > 10
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_each_error_is_documented_and_ends_as_a_sentence():
    for error in every_error():
        assert error.__doc__, error
        facts = dict.fromkeys(re.findall(r"\{(\w+)[^}]*\}", error.template), "x")
        said = error(**facts).sentence
        assert said.isprintable(), error
        assert "{" not in said
        assert error.template.endswith((".", "}")), error
