# Copied from fine_tuning_contract/codegen/runtime/__init__.py: change it there.
"""The hand-written part of every generated client: its one source, copied into each."""
