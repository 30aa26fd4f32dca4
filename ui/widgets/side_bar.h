// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/update.h"

#include <QListWidget>

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// What the main area can show: objects of all kinds or of one, or a view of the whole system.
enum class Place : std::uint8_t { All, Semaphores, SharedMemory, MessageQueues, Limits };

/// The kind that a place narrows the object list to; none for All and for views.
[[nodiscard]] std::optional<Kind> kindOf(Place place);

/// The list at the left: kinds with how many there are, then views. Headings can't be chosen.
class SideBar : public QListWidget {
    Q_OBJECT

public:
    explicit SideBar(QWidget* parent = nullptr);

    [[nodiscard]] Place place() const;
    void setPlace(Place place);
    void setCounts(const KindCounts& counts);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void placeChosen(ipclens::ui::Place place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addHeading(const QString& text);
    void addPlace(Place place, const QString& text);
    [[nodiscard]] QListWidgetItem* itemOf(Place place) const;
    void setCount(Place place, std::uint64_t count);
};

} // namespace ipclens::ui
