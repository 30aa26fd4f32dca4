// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/semaphore_set.h"

#include <QString>
#include <QWidget>

#include <cstdint>
#include <vector>

class QLineEdit;
class QPushButton;

namespace ipclens::ui {

/// The parts of an atomic operation, each a chip that is typed anew when it is pressed, in lines as wide as there is
/// room; "+" adds one. On a chip: left and right go to its neighbours, up and down (or + and −) count, = makes it wait
/// for zero, Delete takes it away.
class OperationChips : public QWidget {
    Q_OBJECT

public:
    explicit OperationChips(QWidget* parent = nullptr);

    /// Another set, of so many members: one chip, P on the first.
    void reset(std::uint32_t count);
    [[nodiscard]] const std::vector<sysv::SemaphoreOperation>& operations() const { return operations_; }
    /// Takes what is being typed, as if the keyboard went elsewhere. False, and it stays to be mended, where it is
    /// wrong.
    bool finish();
    /// What is wrong with what was typed and could not be taken; empty: nothing.
    [[nodiscard]] const QString& fault() const { return fault_; }
    /// Which member "+" begins with, or the next one that has no part yet.
    void setNextMember(std::uint32_t member) { nextMember_ = member; }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void changed();
    /// Ctrl+Enter on a chip.
    void runAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Chip;

    void rebuild(std::size_t focused);
    bool chipKey(std::size_t place, int key, const QString& text);
    void count(std::size_t place, int by);
    void remove(std::size_t place);
    void add();
    [[nodiscard]] std::uint16_t memberToAdd() const;
    void edit(std::size_t place, const QString& text);
    enum class Then : std::uint8_t { FocusChip, LeaveFocus };
    bool commit(Then then);
    void setFault(const QString& fault);
    void endEdit(bool focusChip);
    int arrange(int width, bool place) const;

    std::vector<sysv::SemaphoreOperation> operations_;
    std::vector<Chip*> chips_;
    QPushButton* add_;
    QLineEdit* editor_;
    QString fault_;
    std::size_t edited_ = 0;
    bool added_ = false; ///< what is edited was put there by "+" just now
    std::uint32_t count_ = 1;
    std::uint32_t nextMember_ = 0;
};

} // namespace ipclens::ui
