"""A process without a network: on Linux the kernel refuses it every new socket, from here to its end.

Oxigraph heeds no proxy and opens its connections outside Python, so nothing above the kernel would hold it back.
"""

import ctypes
import platform
import struct
import sys

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine, how the kernel calls its architecture, and the number of `socket` (audit.h, unistd.h)."""

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # prctl.h, seccomp.h
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06  # filter.h
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # the latter with EPERM


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def leave_network() -> bool:
    """Ends this process's right to open sockets; says whether the system can do that."""
    known = _SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    code = _instructions(*known)
    program = _Program(len(code) // 8, code)
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return library.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0


def _instructions(architecture: int, socket: int) -> bytes:
    """A filter of five steps: calls of another architecture and `socket` are refused, all others pass."""
    steps = [
        (_LOAD, 0, 0, 4),
        (_JUMP_IF_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),
        (_JUMP_IF_EQUAL, 1, 0, socket),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
