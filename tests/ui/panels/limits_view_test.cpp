// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/semaphore_set.h"
#include "tests/support/gui_test_main.h"
#include "ui/panels/limits_view.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QLabel>
#include <QProgressBar>

using namespace ipclens;
using namespace ipclens::ui;

class LimitsViewTest : public QObject {
    Q_OBJECT

private slots:
    void showsTheSystemsLimits();
    void warnsNearALimit();

private:
    static const QLabel* labelWith(const QWidget& view, const QString& text) {
        for (const auto* label : view.findChildren<QLabel*>()) {
            if (label->text().contains(text)) return label;
        }
        return nullptr;
    }
};

void LimitsViewTest::showsTheSystemsLimits() {
    const auto set = sysv::SemaphoreSet::create(sysv::PrivateKey{}, {});
    Session session;
    LimitsView view;
    view.show();
    connect(&session, &Session::updated, &view,
            [&view](const std::shared_ptr<const Update>& update) { view.apply(*update); });
    Interest interest;
    view.addInterest(interest);
    session.setInterest(interest);
    session.start();
    QTRY_VERIFY(labelWith(view, QStringLiteral("SEMMNI")) != nullptr);
    for (const char* name :
         {"SEMMSL", "SEMMNS", "SEMOPM", "SEMVMX", "SHMMNI", "SHMMAX", "SHMALL", "SHMMIN", "MSGMNI", "MSGMAX", "MSGMNB"})
        QVERIFY2(labelWith(view, QString::fromLatin1(name)) != nullptr, name);
    for (const char* name : {"QUEUES_MAX", "MSG_MAX", "MSGSIZE_MAX", "RLIMIT_MSGQUEUE", "/dev/shm",
                             "POSIX message queues", "POSIX shared memory and semaphores", "System V semaphores"})
        QVERIFY2(labelWith(view, QString::fromLatin1(name)) != nullptr, name);
    QTRY_VERIFY(labelWith(view, QStringLiteral("1 of ")) != nullptr);
    for (const auto* gauge : view.findChildren<QProgressBar*>()) {
        const bool counted = !gauge->accessibleDescription().isEmpty() &&
                             gauge->accessibleDescription().contains(QStringLiteral("used"));
        QCOMPARE(gauge->isVisible(), counted);
    }
    QVERIFY(set->remove());
}

void LimitsViewTest::warnsNearALimit() {
    applyPalette(false);
    LimitsView view;
    Update update;
    limits::Limit limit;
    limit.name = "MSGMNI";
    limit.value = 100;
    const auto ink = [&](std::uint64_t used) {
        limit.used = used;
        update.limits = {limit};
        view.apply(update);
        const QLabel* words = labelWith(view, QStringLiteral("of 100 used"));
        return words->palette().color(words->foregroundRole());
    };
    QCOMPARE(ink(79), lightPalette().color(QPalette::WindowText));
    QCOMPARE(ink(80), toneColor(Tone::WarningText, lightPalette()));
    QCOMPARE(ink(95), toneColor(Tone::DangerText, lightPalette()));
    QCOMPARE(ink(10), lightPalette().color(QPalette::WindowText));
}

IPCLENS_GUI_TEST_MAIN(LimitsViewTest)
#include "limits_view_test.moc"
