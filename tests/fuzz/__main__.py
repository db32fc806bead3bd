"""`make fuzz`: a long run, until so many requests were sent or something does not hold."""

import argparse
import sys
import time

from campaign import Campaign, report


def main() -> None:
    """Run, and print the figures; a failure ends with the requests that led to it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**31)
    options = parser.parse_args()
    sys.stdout.write(f"seed {options.seed}\n")
    sys.stdout.flush()
    started = time.monotonic()
    campaign = Campaign.new()
    try:
        campaign.run(options.requests, options.seed, _tell)
    except BaseException:
        sys.stderr.write("\n".join(["The latest requests:", *campaign.trace, ""]))
        raise
    finally:
        sys.stdout.write(report(campaign, time.monotonic() - started) + "\n")
        campaign.close()


def _tell(seed: int, requests: int) -> None:
    # Once in about ten thousand requests: a round has about a thousand.
    if seed % 10 == 0:
        sys.stdout.write(f"{requests} requests, seed {seed}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
