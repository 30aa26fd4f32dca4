// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/panels/posix_semaphore_panel.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <memory>
#include <semaphore.h>
#include <string>

#include <sys/syscall.h>

namespace ipclens::testing {

/// A POSIX semaphore panel in what is a window to it.
class PosixSemaphoreFixture {
public:
    PosixSemaphoreFixture() {
        session.setRate(20);
        panel.resize(900, 420);
    }

    bool open(const std::string& name) { return host.open(objectOf(name)); }
    static ObjectId objectOf(const std::string& name) { return ObjectId::posix(Kind::Semaphore, Name::of(name)); }

    template <class T>
    [[nodiscard]] T* part(const char* name) const {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString text(const char* label) const { return part<QLabel>(label)->text(); }
    /// What the last line of the bar says.
    [[nodiscard]] QString line() const { return text("semaphoreLine"); }
    [[nodiscard]] QPushButton* button(const char* name) const { return part<QPushButton>(name); }
    void press(const char* name) const { QTest::mouseClick(button(name), Qt::LeftButton); }

    /// Fails where the bar takes, or says a second time, what makes no sense any more.
    void nothingIsOffered() const {
        for (const char* name : {"noWait", "timeout", "copyBothAs"})
            QVERIFY2(!part<QWidget>(name)->isEnabled(), name);
        QVERIFY2(line().isEmpty(), qPrintable(line()));
    }

    ui::Session session;
    ui::PosixSemaphorePanel panel{session};
    PanelHost host{session, panel};
};

inline int valueOf(const MadeSemaphore& semaphore) {
    int value = -1;
    sem_getvalue(semaphore.get(), &value);
    return value;
}

/// Another process that waits for one.
inline std::unique_ptr<ChildProcess> waiterOn(const MadeSemaphore& semaphore) {
    auto child = std::make_unique<ChildProcess>([&] { return sem_wait(semaphore.get()) == 0 ? 0 : 1; });
    if (!waitUntilBlockedIn(child->pid(), {SYS_futex})) throw std::runtime_error("the waiter does not wait");
    return child;
}

} // namespace ipclens::testing
