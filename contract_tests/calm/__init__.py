"""Correct servers have to be left in peace: the suite on the emulator, seed after seed."""
