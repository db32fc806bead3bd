"""The program that runs a Python grader: it gives up its rights first, then runs the code."""

# It runs in a fresh interpreter that cannot import us, so it is text here.
SOURCE = r'''
import ctypes, json, math, os, resource, sys

order = json.loads(sys.stdin.buffer.read())
reply = os.fdopen(os.dup(1), "w")
quiet = os.open(os.devnull, os.O_RDWR)
for number in (0, 1, 2):
    os.dup2(quiet, number)

def say(**content):
    reply.write(json.dumps(content))
    reply.flush()
    os._exit(0)

def confine():
    NEW_USER, NEW_NET, NEW_IPC = 0x10000000, 0x40000000, 0x08000000
    libc = ctypes.CDLL(None, use_errno=True)
    alone = NEW_NET | NEW_IPC
    if libc.unshare(alone) != 0 and libc.unshare(NEW_USER | alone) != 0:
        raise OSError(ctypes.get_errno(), "no namespace without network")
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    libc.prctl(38, 1, 0, 0, 0)
    seconds = int(order["seconds"]) + 1
    mebibyte = 1024 * 1024
    for limit, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, 2048 * mebibyte),
        (resource.RLIMIT_FSIZE, 64 * mebibyte),
        (resource.RLIMIT_NPROC, 16),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))

try:
    confine()
except Exception as fault:
    say(sandbox=str(fault))

try:
    names = {"__name__": "grader"}
    exec(compile(order["source"], "grader.py", "exec"), names)
    score = names["grade"](order["sample"], order["item"])
    if isinstance(score, complex) or not hasattr(score, "__float__"):
        raise TypeError(f"grade returned {type(score).__name__}, not a float")
    score = float(score)
    if not math.isfinite(score):
        raise ValueError(f"grade returned {score}")
except BaseException as fault:
    say(fault=f"{type(fault).__name__}: {fault}"[:2000])
say(score=score)
'''
