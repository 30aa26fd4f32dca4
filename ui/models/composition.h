// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/message_template.h"

#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// Messages as a person composes them: what stands in the fields, whether it makes sense or not.
struct Composition {
    enum class Form : std::uint8_t { Text, Hex, Json, File, Struct };

    QString type = QStringLiteral("1"); ///< for a POSIX queue: the priority
    Form form = Form::Text;
    QString payload;     ///< as typed; of Struct the bytes of its fields in hex
    QString declaration; ///< of Struct, as it was typed
    QString file;        ///< path of the file whose bytes are the payload, or stand for {{file}}; empty: none
    QString count = QStringLiteral("1");
    QString every;
    bool wait = false;

    bool operator==(const Composition&) const = default;
};

/// Composed messages that can be sent.
struct Composed {
    long type = 1;
    transfer::MessageTemplate messages;
    std::optional<std::uint64_t> count = 1; ///< none: until it is stopped
    std::optional<std::chrono::nanoseconds> every;
    std::size_t size = 0; ///< bytes of the first
};

/// What the queue takes that messages are composed for.
struct QueueRules {
    Api api = Api::SysV;
    std::optional<std::uint64_t> longest = {}; ///< bytes of its longest message, where it has a limit that is known
};

namespace composition {

/// "type", "priority": the number that a message has beside its bytes.
[[nodiscard]] QString rankWord(Api api);

/// What a composition means; the failure is a sentence that names the place. `file` is what the file holds, none where
/// it was not read. Without a count one message is sent, or with an interval as many as there is time for. Text and
/// JSON may have placeholders; what they make of it is what must be JSON.
[[nodiscard]] tl::expected<Composed, QString>
parse(const Composition& composition, const std::optional<std::vector<std::byte>>& file, const QueueRules& rules = {});

/// Whether a file's bytes go into it.
[[nodiscard]] bool usesFile(const Composition& composition);
/// Whether it makes sense but for what the file holds, which may be another thing when it is read again.
[[nodiscard]] bool soundButForFile(const Composition& composition, const QueueRules& rules = {});

/// A message that was captured, so that the same bytes are sent: as the struct that was chosen for the queue (empty:
/// none) where it is taken for one (payload::read()), as JSON or text where typing it gives the same bytes, else as
/// hex.
[[nodiscard]] Composition of(const sysv::Message& message, const QString& declaration = {});

/// JSON with a line for each member; placeholders stay where they are. Nothing where it is no JSON.
[[nodiscard]] std::optional<QString> pretty(const QString& payload);

/// One line for a menu: "type 1 · JSON · {"order": {{seq}}…".
[[nodiscard]] QString title(const Composition& composition, Api api = Api::SysV);

/// For the settings: one line of JSON, and back; nothing where it makes no sense.
[[nodiscard]] QString toSetting(const Composition& composition);
[[nodiscard]] std::optional<Composition> fromSetting(const QString& setting);

} // namespace composition
} // namespace ipclens::ui
