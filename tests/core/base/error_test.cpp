// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/error.h"
#include "tests/support/test_main.h"

#include <cerrno>

using ipclens::Error;
using ipclens::ErrorKind;

class ErrorTest : public QObject {
    Q_OBJECT

private slots:
    void kindOfEachErrno_data();
    void kindOfEachErrno();
    void namesOfErrnos();
    void messageIsOneLineWithAllThatIsKnown();
    void messageHasNoNameWhereNoCallFailed();
};

void ErrorTest::kindOfEachErrno_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("kind");
    const auto row = [](int number, ErrorKind kind) {
        QTest::newRow(ipclens::errnoName(number).c_str()) << number << static_cast<int>(kind);
    };
    row(ENOENT, ErrorKind::NotFound);
    row(EIDRM, ErrorKind::Removed);
    row(EACCES, ErrorKind::Denied);
    row(EPERM, ErrorKind::Denied);
    row(EAGAIN, ErrorKind::WouldBlock);
    row(ENOMSG, ErrorKind::WouldBlock);
    row(ETIMEDOUT, ErrorKind::TimedOut);
    row(EEXIST, ErrorKind::Exists);
    row(ENOSPC, ErrorKind::Limit);
    row(ENOMEM, ErrorKind::Limit);
    row(E2BIG, ErrorKind::Limit);
    row(EMFILE, ErrorKind::Limit);
    row(ENFILE, ErrorKind::Limit);
    row(EMSGSIZE, ErrorKind::Limit);
    row(ERANGE, ErrorKind::OutOfRange);
    row(EFBIG, ErrorKind::OutOfRange);
    row(EOVERFLOW, ErrorKind::OutOfRange);
    row(EINVAL, ErrorKind::Invalid);
    row(EINTR, ErrorKind::Interrupted);
    row(ECANCELED, ErrorKind::Interrupted);
    row(EBADF, ErrorKind::Other);
    row(ENOSYS, ErrorKind::Other);
}

void ErrorTest::kindOfEachErrno() {
    QFETCH(int, number);
    QFETCH(int, kind);
    QCOMPARE(static_cast<int>(ipclens::kindOfErrno(number)), kind);
    QCOMPARE(ipclens::errorFromErrno(number, "x").number, number);
}

void ErrorTest::namesOfErrnos() {
    QCOMPARE(ipclens::errnoName(EAGAIN), std::string("EAGAIN"));
    QCOMPARE(ipclens::errnoName(EIDRM), std::string("EIDRM"));
    QCOMPARE(ipclens::errnoName(4711), std::string("errno 4711"));
    QCOMPARE(ipclens::errnoName(-1), std::string("errno -1"));
    QCOMPARE(ipclens::errnoName(0), std::string());
}

void ErrorTest::messageIsOneLineWithAllThatIsKnown() {
    Error error = ipclens::errorFromErrno(EAGAIN, "send msg:42", ErrorKind::WouldBlock, "the queue is full");
    error.hint = "16384 of 16384 bytes";
    QCOMPARE(error.message(), std::string("send msg:42: the queue is full (EAGAIN); 16384 of 16384 bytes"));
    QCOMPARE(ipclens::errorFromErrno(EACCES, "open").message(), std::string("open: Permission denied (EACCES)"));
    QCOMPARE(ipclens::errorFromErrno(4711, "open").message(), std::string("open: unknown error (errno 4711)"));
}

void ErrorTest::messageHasNoNameWhereNoCallFailed() {
    QCOMPARE(ipclens::errorOf(ErrorKind::Invalid, "set sem:1", "nothing to set").message(),
             std::string("set sem:1: nothing to set"));
    QCOMPARE(ipclens::errorOf(ErrorKind::Invalid, "", "nothing to set").message(), std::string("nothing to set"));
}

IPCLENS_TEST_MAIN(ErrorTest)

#include "error_test.moc"
