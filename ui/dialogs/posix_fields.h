// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/limits/limits.h"
#include "core/posix/message_queue.h"
#include "core/posix/queue_limits.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "ui/dialogs/kind_fields.h"

#include <optional>

namespace ipclens::ui {

/// The fields of a new POSIX object that only its kind has, as KindFields.
class PosixSemaphoreFields : public KindFields {
    Q_OBJECT

public:
    explicit PosixSemaphoreFields(QWidget* parent = nullptr);
    /// Nothing while something typed makes no sense.
    [[nodiscard]] std::optional<posix::SemaphoreOptions> options() const { return options_; }

private:
    void check();

    Field value_;
    std::optional<posix::SemaphoreOptions> options_;
};

class PosixSegmentFields : public KindFields {
    Q_OBJECT

public:
    explicit PosixSegmentFields(QWidget* parent = nullptr);
    [[nodiscard]] std::optional<posix::SegmentOptions> options() const { return options_; }
    /// How many bytes /dev/shm has left, where that is known.
    void setFree(std::uint64_t bytes);

private:
    void check();

    Field size_;
    Field fill_;
    std::uint64_t free_ = limits::unlimited;
    std::optional<posix::SegmentOptions> options_;
};

class PosixQueueFields : public KindFields {
    Q_OBJECT

public:
    explicit PosixQueueFields(QWidget* parent = nullptr);
    [[nodiscard]] std::optional<posix::QueueOptions> options() const { return options_; }
    /// What the system lets us make; until it is known nothing is said of it.
    void setLimits(const posix::QueueLimits& limits);

private:
    void check();
    /// One of the two numbers: what was typed, or the default; nothing where it makes no sense.
    std::optional<std::uint64_t> checkField(const Field& field, bool inBytes, std::uint64_t byDefault,
                                            std::uint64_t most);
    void showCost(std::optional<std::uint64_t> messages, std::optional<std::uint64_t> size);

    Field messages_;
    Field size_;
    Verdict* cost_;
    std::optional<posix::QueueLimits> limits_;
    std::optional<posix::QueueOptions> options_;
};

} // namespace ipclens::ui
