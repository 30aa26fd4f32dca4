// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/sysv/shared_memory.h"
#include "tests/bench/promises.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QImage>
#include <QTest>

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace ipclens::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30U;

/// A segment with every page of it in memory.
class FullSegment {
public:
    explicit FullSegment(std::uint64_t size) {
        const auto made = sysv::SharedMemory::create(sysv::PrivateKey{}, {.size = size, .fill = 0x5a});
        if (!made) throw std::runtime_error(made.error().message());
        info_ = made->stat()->info;
    }
    FullSegment(const FullSegment&) = delete;
    FullSegment& operator=(const FullSegment&) = delete;
    ~FullSegment() { static_cast<void>(sysv::SharedMemory::adopt(info_.id).remove()); }

    [[nodiscard]] const SegmentInfo& info() const { return info_; }

private:
    SegmentInfo info_;
};

/// The memory panel as the window has it.
class Panel {
public:
    Panel() {
        ui::MemorySettings().setAlwaysAttach(true);
        panel_ = std::make_unique<ui::MemoryPanel>(session_);
        hex_ = panel_->findChild<ui::HexView*>();
        QObject::connect(&session_, &ui::Session::updated, panel_.get(),
                         [this](const std::shared_ptr<const ui::Update>& update) { panel_->apply(*update); });
        QObject::connect(panel_.get(), &ui::Panel::interestChanged, panel_.get(), [this] {
            ui::Interest interest;
            panel_->addInterest(interest);
            session_.setInterest(interest);
        });
        panel_->resize(1400, 900);
        panel_->show();
        session_.start();
        if (!QTest::qWaitForWindowExposed(panel_.get())) throw std::runtime_error("the panel is not shown");
    }

    /// From the choice of a segment until its bytes stand on the screen, in milliseconds.
    double firstPaint(const FullSegment& segment) {
        QElapsedTimer timer;
        timer.start();
        panel_->setObject(segment.info());
        session_.refresh();
        const bool shown = QTest::qWaitFor([&] { return hex_->cache().at(0) == std::byte{0x5a}; }, 10'000);
        if (!shown) throw std::runtime_error("the segment's bytes were not shown");
        hex_->viewport()->repaint();
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    ui::HexView& hex() { return *hex_; }

private:
    ui::Session session_;
    std::unique_ptr<ui::MemoryPanel> panel_;
    ui::HexView* hex_ = nullptr;
};

void measureFirstPaint(Report& report) {
    const FullSegment small(mebibyte);
    const FullSegment great(gibibyte);
    Panel panel;
    static_cast<void>(panel.firstPaint(small)); // fonts and such
    const auto pairs = measurePairs(
        15, [&] { return panel.firstPaint(great); }, [&] { return panel.firstPaint(small); });
    report.atMost("first paint of a segment of 1 GiB", pairs.ratio, 2, "x",
                  fmt::format("{:.1f} ms from the choice; of 1 MiB {:.1f} ms", pairs.measured, pairs.floor));
}

/// All of a page of 1,400 × 900, its bytes such that no glyph is like its neighbour.
void measureRepaint(Report& report, const char* what, int group, ui::TextCoding coding, bool glows) {
    ui::HexView view;
    view.resize(1400, 900);
    ui::HexForm form;
    form.groups.bytes = group;
    form.coding = coding;
    view.setForm(form);
    view.setSize(gibibyte);
    view.show();
    std::vector<std::byte> bytes(view.wantedRange().length);
    const auto fill = [&](std::size_t factor) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>(i * factor + (i >> 8U));
        view.setBytes(0, bytes, ui::ByteCache::Clock::now());
    };
    fill(7);
    if (glows) fill(11);
    QImage page(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int i = 0; i < 50; ++i)
        times.push_back(millisecondsOf([&] { view.viewport()->render(&page); }));
    report.atMost(what, median(times), 4, "ms",
                  fmt::format("{} bytes", view.hexLayout().wholeLines() * view.hexLayout().columns()));
}

} // namespace

void measureHexView(Report& report) {
    Report::heading("The hex view");
    measureFirstPaint(report);
    measureRepaint(report, "repaint of a page of bytes", 1, ui::TextCoding::Ascii, false);
    measureRepaint(report, "repaint of a page, all of it changed", 1, ui::TextCoding::Ascii, true);
    measureRepaint(report, "repaint of a page of values, UTF-8", 4, ui::TextCoding::Utf8, false);
}

} // namespace ipclens::bench
