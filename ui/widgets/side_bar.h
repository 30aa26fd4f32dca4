// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/update.h"

#include <QListWidget>

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// What the main area can show: objects of all kinds or of one, or a view of the whole system.
enum class Place : std::uint8_t {
    All,
    Semaphores,
    SharedMemory,
    MessageQueues,
    Waiting,
    Deadlocks,
    Orphans,
    Processes,
    WaitGraph,
    Limits,
};

/// The kind that a place narrows the object list to; none for All and for views.
[[nodiscard]] std::optional<Kind> kindOf(Place place);

/// How the processes behind the objects are. What nobody has looked for is not there.
struct HealthCounts {
    std::optional<std::uint64_t> waiting;   ///< processes
    std::optional<std::uint64_t> deadlocks; ///< likely ones
    std::optional<std::uint64_t> orphans;   ///< objects
    std::optional<std::uint64_t> processes; ///< that have to do with any object
    bool operator==(const HealthCounts&) const = default;
};

/// The list at the left: kinds with how many there are, what may be wrong, then views. Headings can't be chosen; a
/// click on that of the health folds its places away, and nobody need look for their counts then.
class SideBar : public QListWidget {
    Q_OBJECT

public:
    explicit SideBar(QWidget* parent = nullptr);

    [[nodiscard]] Place place() const;
    void setPlace(Place place);
    void setCounts(const KindCounts& counts);
    void setHealth(const HealthCounts& counts);
    /// This place can't be chosen here.
    void leaveOut(Place place);

    [[nodiscard]] bool isHealthFolded() const { return healthFolded_; }
    void setHealthFolded(bool folded);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void placeChosen(ipclens::ui::Place place);
    void healthFolded(bool folded);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    QListWidgetItem* addHeading(const QString& text);
    void addPlace(Place place, const QString& text);
    [[nodiscard]] QListWidgetItem* itemOf(Place place) const;
    void setCount(Place place, std::optional<std::uint64_t> count);
    void foldRows();

    QListWidgetItem* health_ = nullptr; ///< its heading
    bool healthFolded_ = false;
};

} // namespace ipclens::ui
