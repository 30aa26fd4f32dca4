// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::ui {

/// A process, or what processes wait for, in words; escaped.
struct PictureBox {
    std::string id; ///< one and the same from picture to picture
    QString title;  ///< "philosopher"; "0x51a00001 [0]"
    QString state;  ///< "pid 9121"; "value 0"; may be empty
    std::optional<processes::Process> process = {};
    std::optional<ObjectId> object = {};
    bool inCycle = false;

    bool operator==(const PictureBox&) const = default;
};

struct PictureArrow {
    std::size_t from = 0; ///< index into the boxes
    std::size_t to = 0;
    QString words; ///< "waits −1", "last operated on by"; with "×3" where it stands for as many threads
    bool inferred = false;
    bool inCycle = false;

    bool operator==(const PictureArrow&) const = default;
};

/// A wait graph as it is drawn.
struct GraphPicture {
    std::vector<PictureBox> boxes; ///< those of likely deadlocks first, in the order of their arrows
    std::vector<PictureArrow> arrows;
    std::size_t leftOut = 0; ///< boxes for which there was no room

    bool operator==(const GraphPicture&) const = default;
};

/// The most boxes that are drawn: laid out in a second or two, and more than anybody can read.
inline constexpr std::size_t mostBoxes = 400;

/// Where there are more than `most`, those of likely deadlocks and what hangs on them go first, and then what is
/// connected. `update`: for the keys of objects; may be null.
[[nodiscard]] GraphPicture pictureOf(const ProcessView& view, const Update* update, std::size_t most = mostBoxes);

/// All that is known of a box, a line each: for its tool tip and for those who don't see it.
[[nodiscard]] QStringList toldOf(const PictureBox& box, const ProcessView& view, const Update* update);

/// "9121 → [0] → 9122 → [1] → 9121".
[[nodiscard]] QString cycleLine(const processes::WaitGraph& graph, const processes::WaitCycle& cycle,
                                const Update* update);

} // namespace ipclens::ui
