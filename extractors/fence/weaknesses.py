"""Says in sentences what this machine cannot enforce on reading children, and how to mend it."""

from collections.abc import Mapping

_SENTENCES: Mapping[str, str] = {
    "network": "reading children keep the network: the kernel refuses a network namespace ({reason}); "
    "allow user namespaces or start the service as root.",
    "processes": "reading children see the machine's processes: the kernel refuses a namespace of processes "
    "({reason}); allow user namespaces or start the service as root.",
    "shared memory": "reading children share the machine's message queues: the kernel refuses them a "
    "namespace ({reason}); allow user namespaces or start the service as root.",
    "account": "reading children run under the service's own account ({reason}); files and system calls are "
    "fenced all the same where nothing else is named here; start the service as root for this one.",
    "files": "the kernel offers no Landlock ({reason}), so that reading children open no file at all: fonts "
    "and tables that a document needs are missing then, and programs such as tesseract can read what the "
    "service can read; use Linux 5.13 or newer with landlock among its security modules.",
    "signals": "the kernel does not keep signals inside ({reason}); the filter of system calls does where it "
    "is not named here; use Linux 6.12 or newer.",
    "calls": "reading children may make any system call: there is no filter of them here ({reason}), and "
    "nothing else keeps them from a socket in a folder that their account may use, nor from shared memory "
    "that outlives them; use a kernel with seccomp on x86_64 or aarch64.",
}


def weaknesses(missing: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each fence that is missing, in a fixed order; () when all hold."""
    return tuple(_SENTENCES[fence].format(reason=missing[fence]) for fence in _SENTENCES if fence in missing)
