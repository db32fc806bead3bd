"""Measures of texts whose libraries nobody has imported yet."""

import subprocess
import sys
import textwrap


def test_measures_that_are_first_asked_for_at_once_all_work() -> None:
    """In a process that has compared nothing yet, threads that begin with each measure succeed."""
    program = """
        import sys
        from concurrent.futures import ThreadPoolExecutor
        from threading import Barrier

        from fine_tuning_contract.emulator.grading.texts import similarity

        metrics = ("bleu", "gleu", "meteor", "rouge_1", "rouge_l", "fuzzy_match", "rouge_2", "bleu")
        together = Barrier(len(metrics))
        sys.setswitchinterval(1e-5)

        def score(metric):
            together.wait()
            return similarity(metric, "one two three four", "one two three four")

        with ThreadPoolExecutor(len(metrics)) as pool:
            print([round(score, 1) for score in pool.map(score, metrics)])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout.strip(), done.stderr) == (str([1.0] * 8), "")
