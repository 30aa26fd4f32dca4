// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/segment_source.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/session/session.h"
#include "ui/widgets/strip.h"

#include <QAction>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStringList>
#include <QTest>

#include <cerrno>
#include <cstdint>
#include <memory>

namespace ipclens::testing {

inline constexpr std::uint64_t mebibyte = 1024 * 1024;

/// What the panel keeps for another run is forgotten.
inline void clearSettings() {
    QSettings(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens").clear();
}

#define NEEDS_MAP_FILES(segment)                                                                                       \
    if (const auto source = ipclens::bytes::openSegmentUnnoticed((segment).id());                                      \
        !source && source.error().number == EPERM)                                                                     \
    QSKIP("map_files needs CAP_CHECKPOINT_RESTORE in the first user namespace")

inline SegmentInfo infoOf(const LiveSegment& segment) {
    const auto status = segment.stat();
    SegmentInfo info;
    info.id = segment.id();
    info.size = status.shm_segsz;
    info.attached = status.shm_nattch;
    info.creatorPid = status.shm_cpid;
    info.lastPid = status.shm_lpid;
    return info;
}

/// The panel as the window has it: what it wants goes to the Session, and what the Session brings to it.
class MemoryBench {
public:
    MemoryBench() {
        QObject::connect(&session, &ui::Session::updated, &panel,
                         [this](const std::shared_ptr<const ui::Update>& update) {
                             last = update;
                             panel.apply(*update);
                         });
        QObject::connect(&panel, &ui::Panel::interestChanged, &panel, [this] {
            ui::Interest interest;
            panel.addInterest(interest);
            session.setInterest(interest);
        });
        panel.resize(1000, 500);
        panel.show();
        session.setRate(20);
        session.start();
    }

    void choose(const LiveSegment& segment) { panel.setObject(infoOf(segment)); }

    /// So many further samples of the chosen segment have come.
    bool waitForSamples(int count) {
        // Where nothing changed there is no Update, so each is asked for
        for (int i = 0; i < count; ++i) {
            session.refresh();
            QTest::qWait(20);
        }
        return last && last->segment;
    }

    ui::HexView& hex() { return *panel.findChild<ui::HexView*>(); }
    QPushButton& button(const char* name) { return *panel.findChild<QPushButton*>(QLatin1String(name)); }
    QString label(const char* name) { return panel.findChild<QLabel*>(QLatin1String(name))->text(); }
    /// All that stands there in words.
    QString visibleText() {
        QStringList texts;
        for (const QLabel* each : panel.findChildren<QLabel*>()) {
            if (each->isVisible()) texts += each->text();
        }
        return texts.join('\n');
    }
    bool shows(std::uint64_t offset, char byte) {
        return QTest::qWaitFor([&] { return hex().isVisible() && hex().cache().at(offset) == std::byte(byte); });
    }

    ui::Session session;
    ui::MemoryPanel panel{session};
    std::shared_ptr<const ui::Update> last;
};

/// The memory panel with a segment that it may attach, once bytes are there; the lock is closed.
class OpenMemoryBench {
public:
    explicit OpenMemoryBench(const LiveSegment& segment)
        : OpenMemoryBench(ObjectId{Kind::SharedMemory, segment.id()}) {}
    explicit OpenMemoryBench(ObjectId segment) {
        ui::MemorySettings().setAlwaysAttach(true);
        panel = std::make_unique<ui::MemoryPanel>(session);
        host = std::make_unique<PanelHost>(session, *panel);
        session.setRate(20);
        if (!host->open(segment)) qFatal("the panel did not open");
        if (!QTest::qWaitFor([this] { return hex().cache().at(0).has_value(); })) qFatal("no bytes came");
        if (!QTest::qWaitForWindowActive(panel.get())) qFatal("the panel is not active");
        hex().setFocus();
    }

    ui::HexView& hex() { return *panel->findChild<ui::HexView*>(); }
    QPushButton& button(const char* name) { return *panel->findChild<QPushButton*>(QLatin1String(name)); }
    ui::Strip& strip(const char* name) { return *panel->findChild<ui::Strip*>(QLatin1String(name)); }
    QAction& action(const QString& text) {
        for (QAction* each : panel->actions()) {
            if (each->text().remove('&').startsWith(text)) return *each;
        }
        qFatal("no such action");
    }
    void click(const char* name) { QTest::mouseClick(&button(name), Qt::LeftButton); }
    void type(std::uint64_t offset, const char* keys) {
        hex().goTo(offset);
        QTest::keyClicks(&hex(), keys);
    }

    ui::Session session;
    std::unique_ptr<ui::MemoryPanel> panel;
    std::unique_ptr<PanelHost> host;
};

} // namespace ipclens::testing
