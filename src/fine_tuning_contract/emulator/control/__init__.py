"""The emulator's own controls: its clock, the fate of jobs, and faults on purpose."""
