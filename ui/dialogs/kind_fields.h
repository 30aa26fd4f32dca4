// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace ipclens::ui {

class Verdict;

/// The fields of a new object that only its kind has; mode and key are chosen elsewhere.
class KindFields : public QWidget {
    Q_OBJECT

public:
    explicit KindFields(QWidget* parent = nullptr);

    /// The width of the first column, so that other fields can stand in line with these.
    [[nodiscard]] static int labelWidth(const QWidget& widget);
    /// So many bytes in pages of this machine: "4 pages".
    [[nodiscard]] static QString pages(std::uint64_t bytes);

signals:
    void changed();

protected:
    struct Field {
        QLineEdit* edit;
        Verdict* verdict;
    };
    /// A line with a label, a field and the words on it.
    Field addField(const QString& label, const QString& name, const QString& text, const QString& placeholder);
    /// A line of words alone, for what follows from several fields.
    Verdict* addWords(const QString& label, const QString& name);
    QCheckBox* addBox(const QString& text, const QString& toolTip);

private:
    QGridLayout* grid_;
    int rows_ = 0;
};

class SetFields : public KindFields {
    Q_OBJECT

public:
    explicit SetFields(QWidget* parent = nullptr);
    /// Nothing while something typed makes no sense.
    [[nodiscard]] std::optional<sysv::SemaphoreSetOptions> options() const { return options_; }

private:
    void check();

    Field count_;
    Field values_;
    std::optional<sysv::SemaphoreSetOptions> options_;
};

class SegmentFields : public KindFields {
    Q_OBJECT

public:
    explicit SegmentFields(QWidget* parent = nullptr);
    [[nodiscard]] std::optional<sysv::SharedMemoryOptions> options() const { return options_; }

private:
    void check();

    Field size_;
    Field fill_;
    QCheckBox* huge_;
    QCheckBox* noReserve_;
    std::optional<sysv::SharedMemoryOptions> options_;
};

class QueueFields : public KindFields {
    Q_OBJECT

public:
    explicit QueueFields(QWidget* parent = nullptr);
    [[nodiscard]] std::optional<sysv::MessageQueueOptions> options() const { return options_; }

private:
    void check();

    Field capacity_;
    std::optional<sysv::MessageQueueOptions> options_;
};

} // namespace ipclens::ui
