"""Examples tell the truth: each is accepted by the schema that it is an example of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fine_tuning_contract.description.examples import check_examples

Write = Callable[..., Path]

ROOT = Path(__file__).parents[2]

DESCRIPTION = """
openapi: 3.0.3
info: {title: a, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      parameters:
        - {name: good, in: query, schema: {type: integer}, example: 1}
        - {name: bad, in: query, schema: {type: integer}, example: one}
      responses:
        '200':
          description: b
          headers:
            x-count: {schema: {type: integer}, example: many}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
              examples:
                good: {value: {name: null}}
                bad: {value: {name: 1}}
                shared: {$ref: '#/components/examples/Shared'}
                elsewhere: {externalValue: 'https://example.test'}
                lost: {$ref: '#/components/examples/Lost'}
      x-oaiMeta:
        examples:
          - {request: {}, response: '{"name": "a"}'}
          - {response: '{"name": "a",}'}
          - {response: '{}'}
    post:
      responses: {'200': {$ref: '#/components/responses/Thing'}}
      x-oaiMeta: {examples: {response: '[]'}}
    put:
      responses: {'204': {description: Nothing.}}
      x-oaiMeta: {examples: {response: 'no content'}}
components:
  examples:
    Shared: {value: {}}
  responses:
    Thing: {description: c, content: {application/json: {schema: {type: object}, example: 1}}}
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: {type: string, nullable: true, example: 5}
        example: {type: string}
      example: {name: a}
      x-oaiMeta: {example: '{"name": 1}'}
    Number: {type: number, minimum: 0, exclusiveMinimum: true, example: 0}
    Broken: {type: string, pattern: '(', example: a}
"""


def test_every_false_example_is_found(write: Write) -> None:
    """Examples of parameters, headers, media types, schemas and provider blocks are checked."""
    problems = check_examples(write(DESCRIPTION))

    operation = "/paths/~1a/get"
    answer = f"{operation}/responses/200"
    assert {each.pointer: each.message.split(":")[0] for each in problems} == {
        "/components/schemas/Thing/properties/name/example": '5 is not of types "null", "string"',
        "/components/schemas/Thing/x-oaiMeta/example": (
            '1 is not of types "null", "string" at /name'
        ),
        "/components/schemas/Number/example": "0 is less than or equal to the minimum of 0",
        "/components/schemas/Broken/example": "cannot be checked, as its schema is broken",
        f"{operation}/parameters/1/example": '"one" is not of type "integer"',
        f"{answer}/headers/x-count/example": '"many" is not of type "integer"',
        f"{answer}/content/application~1json/examples/bad": (
            '1 is not of types "null", "string" at /name'
        ),
        f"{answer}/content/application~1json/examples/shared": '"name" is a required property',
        f"{operation}/x-oaiMeta/examples/1/response": "is no JSON",
        f"{operation}/x-oaiMeta/examples/2/response": '"name" is a required property',
        "/paths/~1a/post/x-oaiMeta/examples/response": '[] is not of type "object"',
        "/components/responses/Thing/content/application~1json/example": (
            '1 is not of type "object"'
        ),
    }


def test_problem_names_file_line_and_pointer(write: Write) -> None:
    """A problem can be found in the file."""
    place = write(DESCRIPTION)

    lines = [str(problem) for problem in check_examples(place)]

    assert f"{place}:49:64 (/components/schemas/Number/example): " in "\n".join(lines)


def test_long_values_are_cut_short(write: Write) -> None:
    """A message stays one line that can be read."""
    text = f"components: {{schemas: {{A: {{type: integer, example: {'x' * 900}}}}}}}"

    problems = check_examples(write("openapi: 3.1.0\n" + text))

    assert [len(each.message) for each in problems] == [301]


@pytest.mark.parametrize("name", ["openapi.yml", "generated/openapi.normalized.yml"])
def test_own_examples_are_true(name: str) -> None:
    """No example of the repository's own descriptions is refused by its schema."""
    assert check_examples(ROOT / name) == []
