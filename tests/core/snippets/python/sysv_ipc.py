# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT
"""What our code uses of the module sysv_ipc 1.2, with its documented names, signatures and defaults, over libc.

Debian does not package that module; so the tests run our Python code on this one, against the real kernel.
"""
import ctypes
import errno
import os
import struct

IPC_CREAT, IPC_EXCL = 0o1000, 0o2000
IPC_CREX = IPC_CREAT | IPC_EXCL
IPC_PRIVATE = 0
SHM_RDONLY, SHM_HUGETLB, SHM_NORESERVE = 0o10000, 0o4000, 0o10000
_NOWAIT, _UNDO = 0o4000, 0x1000
_RMID, _SET, _STAT = 0, 1, 2
_GETVAL, _GETNCNT, _GETZCNT, _SETVAL = 12, 14, 15, 16

_libc = ctypes.CDLL(None, use_errno=True)
_libc.shmat.restype = ctypes.c_void_p
_libc.msgrcv.restype = ctypes.c_ssize_t


class Error(Exception):
    pass


class ExistentialError(Error):
    pass


class BusyError(Error):
    pass


def _checked(result):
    if result != -1:
        return result
    number = ctypes.get_errno()
    if number in (errno.EEXIST, errno.ENOENT, errno.EIDRM):
        raise ExistentialError(os.strerror(number))
    if number in (errno.EAGAIN, errno.ENOMSG):
        raise BusyError(os.strerror(number))
    raise OSError(number, os.strerror(number))


class _Object:
    """An object with the ipc_perm that its structure begins with (64-bit Linux: uid at 4, gid at 8, mode at 20)."""

    def __init__(self, key, flags, get):
        assert key is None or -(1 << 31) <= key < 1 << 31, key
        assert key is not None or flags & IPC_EXCL
        while True:
            self.key = int.from_bytes(os.urandom(2), "little") + 1 if key is None else key
            try:
                self.id = _checked(get(ctypes.c_int(self.key)))
                return
            except ExistentialError:
                if key is not None:
                    raise

    def _stat(self):
        structure = ctypes.create_string_buffer(256)
        _checked(self._control(_STAT, structure))
        return structure

    def _field(form, offset):
        def read(self):
            return struct.unpack_from(form, self._stat(), offset)[0]

        def write(self, value):
            structure = self._stat()
            struct.pack_into(form, structure, offset, value)
            _checked(self._control(_SET, structure))

        return property(read, write)

    def remove(self):
        _checked(self._control(_RMID, None))

    uid, gid, mode = _field("I", 4), _field("I", 8), _field("I", 20)


class Semaphore(_Object):
    def __init__(self, key, flags=0, mode=0o600, initial_value=0):
        super().__init__(key, flags, lambda number: _libc.semget(number, 1, mode | flags))
        self.block, self.undo = True, False
        if flags & IPC_CREX == IPC_CREX and mode & 0o200:
            self.value = initial_value

    def _control(self, command, structure):
        return _libc.semctl(self.id, 0, command, structure)

    def _semop(self, delta, timeout):
        flags = (0 if self.block else _NOWAIT) | (_UNDO if self.undo else 0)
        limit = None if timeout is None else struct.pack("ll", int(timeout), int(timeout % 1 * 1e9))
        _checked(_libc.semtimedop(self.id, struct.pack("Hhh", 0, delta, flags), ctypes.c_size_t(1), limit))

    def acquire(self, timeout=None, delta=1):
        self._semop(-abs(delta), timeout)

    def release(self, delta=1):
        self._semop(abs(delta), None)

    def Z(self, timeout=None):
        self._semop(0, timeout)

    value = property(lambda self: _checked(_libc.semctl(self.id, 0, _GETVAL)),
                     lambda self, value: _checked(_libc.semctl(self.id, 0, _SETVAL, value)) and None)
    waiting_for_nonzero = property(lambda self: _checked(_libc.semctl(self.id, 0, _GETNCNT)))
    waiting_for_zero = property(lambda self: _checked(_libc.semctl(self.id, 0, _GETZCNT)))


class SharedMemory(_Object):
    def __init__(self, key, flags=0, mode=0o600, size=0, init_character=b" "):
        super().__init__(key, flags, lambda number: _libc.shmget(number, ctypes.c_size_t(size), mode | flags))
        self.attach(None, 0 if mode & 0o200 else SHM_RDONLY)
        if flags & IPC_CREX == IPC_CREX and mode & 0o200:
            ctypes.memset(self._address, init_character[0], self.size)

    def _control(self, command, structure):
        return _libc.shmctl(self.id, command, structure)

    def attach(self, address=None, flags=0):
        self._address = _libc.shmat(self.id, address, flags)
        if self._address == ctypes.c_void_p(-1).value:
            _checked(-1)

    def detach(self):
        _checked(_libc.shmdt(ctypes.c_void_p(self._address)))

    def read(self, byte_count=0, offset=0):
        size = self.size
        if offset >= size:
            raise ValueError("The offset must be less than the segment size")
        return ctypes.string_at(self._address + offset, min(byte_count or size, size - offset))

    def write(self, s, offset=0):
        if offset + len(s) > self.size:
            raise ValueError("Attempt to write past end of memory segment")
        ctypes.memmove(self._address + offset, s, len(s))

    size = _Object._field("Q", 48)
    last_pid = _Object._field("i", 84)
    number_attached = _Object._field("Q", 88)


class MessageQueue(_Object):
    def __init__(self, key, flags=0, mode=0o600, max_message_size=2048):
        super().__init__(key, flags, lambda number: _libc.msgget(number, mode | flags))
        self._longest = max_message_size

    def _control(self, command, structure):
        return _libc.msgctl(self.id, command, structure)

    def send(self, message, block=True, type=1):
        if len(message) > self._longest:
            raise ValueError("The message length exceeds queue's max_message_size")
        flags = 0 if block else _NOWAIT
        _checked(_libc.msgsnd(self.id, struct.pack("l", type) + message, ctypes.c_size_t(len(message)), flags))

    def receive(self, block=True, type=0):
        buffer = ctypes.create_string_buffer(8 + self._longest)
        flags = 0 if block else _NOWAIT
        size = _checked(_libc.msgrcv(self.id, buffer, ctypes.c_size_t(self._longest), ctypes.c_long(type), flags))
        return buffer.raw[8:8 + size], struct.unpack_from("l", buffer)[0]

    current_messages = _Object._field("Q", 80)
    max_size = _Object._field("Q", 88)
    last_send_pid = _Object._field("i", 96)
    last_receive_pid = _Object._field("i", 100)


def attach(id, address=None, flags=0):
    memory = object.__new__(SharedMemory)
    memory.id = id
    memory.attach(address, flags)
    return memory


def _remover(name, *before):
    def remove(id):
        _checked(getattr(_libc, name)(id, *before, _RMID, None))

    return remove


remove_semaphore = _remover("semctl", 0)
remove_shared_memory = _remover("shmctl")
remove_message_queue = _remover("msgctl")
