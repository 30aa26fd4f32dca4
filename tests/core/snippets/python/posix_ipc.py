# SPDX-FileCopyrightText: 2026 IPC Lens contributors
# SPDX-License-Identifier: MIT
"""What our code uses of the module posix_ipc 1.1, with its documented names, signatures and defaults, over libc.

Debian 12 does not package that module; so the tests run our Python code on this one, against the real kernel.
"""
import ctypes
import errno
import os
import struct
import time

O_CREAT, O_EXCL, O_TRUNC = os.O_CREAT, os.O_EXCL, os.O_TRUNC
O_CREX = O_CREAT | O_EXCL
QUEUE_PRIORITY_MAX = 32767

_libc = ctypes.CDLL(None, use_errno=True)
_libc.sem_open.restype = ctypes.c_void_p
_libc.mq_receive.restype = _libc.mq_timedreceive.restype = ctypes.c_ssize_t


def _setting(name):
    with open("/proc/sys/fs/mqueue/" + name) as file:
        return int(file.read())


# the module has them of the machine that it was built on
QUEUE_MESSAGES_MAX_DEFAULT = _setting("msg_max")
QUEUE_MESSAGE_SIZE_MAX_DEFAULT = min(8192, _setting("msgsize_max"))


class Error(Exception):
    pass


class SignalError(Error):
    pass


class PermissionsError(Error):
    pass


class ExistentialError(Error):
    pass


class BusyError(Error):
    pass


def _raise(number):
    text = os.strerror(number)
    if number == errno.EACCES:
        raise PermissionsError(text)
    if number in (errno.EEXIST, errno.ENOENT):
        raise ExistentialError(text)
    if number in (errno.EAGAIN, errno.ETIMEDOUT):
        raise BusyError(text)
    if number == errno.EINTR:
        raise SignalError(text)
    if number in (errno.EINVAL, errno.ENAMETOOLONG, errno.EFBIG, errno.EMSGSIZE):
        raise ValueError(text)
    raise OSError(number, text)


def _checked(result):
    if result in (-1, None):  # SEM_FAILED is NULL
        _raise(ctypes.get_errno())
    return result


def _deadline(timeout):
    """A struct timespec of the clock that can be set; none for no limit."""
    if not (timeout is None or isinstance(timeout, (int, float)) and timeout >= 0):
        raise TypeError("The timeout must be None or a non-negative number")
    if timeout is None:
        return None
    until = time.time() + timeout
    return struct.pack("ll", int(until), int(until % 1 * 1e9))


class _Object:
    """With the name by which it was opened: given as str or bytes, or chosen, which only a new object may have."""

    def __init__(self, name, flags, mode, opened):
        if flags & O_EXCL and not flags & O_CREAT:
            raise ValueError("O_EXCL must be combined with O_CREAT")
        if name is None and not flags & O_EXCL:
            raise ValueError("Name can only be None if O_EXCL is set")
        if not isinstance(name, (str, bytes, type(None))):
            raise TypeError("Name must be None or a string")
        self.mode = mode
        self._bytes = b"/" + os.urandom(5).hex().encode() if name is None else os.fsencode(name)
        self._handle = opened(self._bytes)

    name = property(lambda self: os.fsdecode(self._bytes))


class Semaphore(_Object):
    def __init__(self, name, flags=0, mode=0o600, initial_value=0):
        super().__init__(name, flags, mode, lambda path: _checked(_libc.sem_open(path, flags, mode, initial_value)))

    def acquire(self, timeout=None):
        pointer = ctypes.c_void_p(self._handle)
        limit = _deadline(timeout)
        if limit is None:
            _checked(_libc.sem_wait(pointer))
        elif timeout == 0:
            _checked(_libc.sem_trywait(pointer))
        else:
            _checked(_libc.sem_timedwait(pointer, limit))

    def release(self):
        _checked(_libc.sem_post(ctypes.c_void_p(self._handle)))

    def close(self):
        _checked(_libc.sem_close(ctypes.c_void_p(self._handle)))

    def unlink(self):
        unlink_semaphore(self._bytes)

    @property
    def value(self):
        value = ctypes.c_int()
        _checked(_libc.sem_getvalue(ctypes.c_void_p(self._handle), ctypes.byref(value)))
        return value.value


class SharedMemory(_Object):
    def __init__(self, name, flags=0, mode=0o600, size=0, read_only=False):
        flags |= os.O_RDONLY if read_only else os.O_RDWR
        super().__init__(name, flags, mode, lambda path: _checked(_libc.shm_open(path, flags, mode)))
        if size and _libc.ftruncate(self._handle, ctypes.c_long(size)) == -1:
            number = ctypes.get_errno()
            os.close(self._handle)
            self.unlink()  # the module does so whoever made it
            _raise(number)

    def close_fd(self):
        os.close(self._handle)

    def unlink(self):
        unlink_shared_memory(self._bytes)

    def fileno(self):
        return self._handle

    fd = property(fileno)
    size = property(lambda self: os.fstat(self._handle).st_size)


class MessageQueue(_Object):
    def __init__(self, name, flags=0, mode=0o600, max_messages=QUEUE_MESSAGES_MAX_DEFAULT,
                 max_message_size=QUEUE_MESSAGE_SIZE_MAX_DEFAULT, read=True, write=True):
        if not (read or write):
            raise ValueError("At least one of read or write must be True")
        self._reads, self._writes = read, write
        flags |= os.O_RDWR if read and write else os.O_RDONLY if read else os.O_WRONLY
        attributes = struct.pack("8l", 0, max_messages, max_message_size, 0, 0, 0, 0, 0)
        super().__init__(name, flags, mode, lambda path: _checked(_libc.mq_open(path, flags, mode, attributes)))
        self.max_messages, self.max_message_size = self._attributes()[1:3]

    def _attributes(self):
        attributes = ctypes.create_string_buffer(64)
        _checked(_libc.mq_getattr(self._handle, attributes))
        return struct.unpack("8l", attributes)

    def send(self, message, timeout=None, priority=0):
        if not self._writes:
            raise PermissionsError("The queue is not open for writing")
        if len(message) > self.max_message_size:
            raise ValueError("The message is too long")
        if not 0 <= priority <= QUEUE_PRIORITY_MAX:
            raise ValueError("The priority is out of range")
        arguments = (self._handle, bytes(message), ctypes.c_size_t(len(message)), ctypes.c_uint(priority))
        limit = _deadline(timeout)
        _checked(_libc.mq_send(*arguments) if limit is None else _libc.mq_timedsend(*arguments, limit))

    def receive(self, timeout=None):
        if not self._reads:
            raise PermissionsError("The queue is not open for reading")
        buffer = ctypes.create_string_buffer(self.max_message_size)
        priority = ctypes.c_uint()
        arguments = (self._handle, buffer, ctypes.c_size_t(self.max_message_size), ctypes.byref(priority))
        limit = _deadline(timeout)
        size = _checked(_libc.mq_receive(*arguments) if limit is None else _libc.mq_timedreceive(*arguments, limit))
        return buffer.raw[:size], priority.value

    def close(self):
        _checked(_libc.mq_close(self._handle))

    def unlink(self):
        unlink_message_queue(self._bytes)

    mqd = property(lambda self: self._handle)
    current_messages = property(lambda self: self._attributes()[3])


def _unlinker(name):
    def unlink(path):
        _checked(getattr(_libc, name)(os.fsencode(path)))

    return unlink


unlink_semaphore = _unlinker("sem_unlink")
unlink_shared_memory = _unlinker("shm_unlink")
unlink_message_queue = _unlinker("mq_unlink")
