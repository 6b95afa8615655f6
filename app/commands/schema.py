"""`ardoise schema`: the JSON Schema of one line of `process`."""

import json

import typer

from pipeline.interface import ProcessOut


def command() -> None:
    """Print the JSON Schema of one line of `process` output."""
    schema = ProcessOut.model_json_schema(by_alias=True)
    typer.echo(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, indent=2))
