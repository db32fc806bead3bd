# Copied from fine_tuning_contract/codegen/runtime/__init__.py: change it there.
"""The hand-written part of every generated client; this folder is its one source and is copied into the client."""
