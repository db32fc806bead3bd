"""What every trial needs, imported once: trials are forked from a process that has it in memory."""

import pytest
import schemathesis
import uvicorn

from contract_tests.mutants import catalogue, edge, faulty
from fine_tuning_contract import places
from fine_tuning_contract.conformance import rule_book
from fine_tuning_contract.emulator import application, server

LOADED = (pytest, schemathesis, uvicorn, catalogue, edge, faulty, application, server)

list(catalogue.every())
rule_book(places.rules())
