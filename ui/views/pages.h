// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

class QWidget;

namespace ipclens::ui {

class ProcessPage;
class Session;
enum class Place : std::uint8_t;

/// Whether a place has a page of the processes behind the objects.
[[nodiscard]] bool hasProcessPage(Place place);
/// That page; null where there is none.
[[nodiscard]] ProcessPage* makeProcessPage(Place place, Session& session, QWidget* parent);

} // namespace ipclens::ui
