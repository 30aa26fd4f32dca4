// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"
#include "core/sysv/message_queue.h"

#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QMenu;
class QPushButton;

namespace ipclens::ui {

class CopyAsMenu;
class LowText;
class Segments;
class StructFields;
class ToneLabel;

/// One message, whole, as a struct, JSON, text or hex. What it looks like is chosen by looking, until the person
/// chooses.
class MessageView : public QWidget {
    Q_OBJECT

public:
    explicit MessageView(QWidget* parent = nullptr);

    /// `title` is what this message is: "Message #4", "Taken from msg:@7"; `queue`: where it is, or was.
    void setMessage(const QString& title, ObjectId queue, const sysv::Message& message);
    /// The same of a message of `size` bytes of which no more than these are known: it can be looked at, but not be
    /// sent.
    void setPart(const QString& title, ObjectId queue, const sysv::Message& part, std::uint64_t size);
    /// What is shown stays, with a word on why it is no longer so.
    void setNote(const QString& note);
    void clear(const QString& why);

    /// The struct that messages are taken for; none: none was chosen.
    void setStruct(const std::optional<bytes::StructDeclaration>& chosen);

    /// Empty: the message can be sent again; else why not.
    void setRefusal(const QString& toSend);

    [[nodiscard]] const std::optional<sysv::Message>& message() const { return message_; }
    /// The queue of the message that is shown.
    [[nodiscard]] ObjectId queue() const { return queue_; }
    /// Puts code for what "Send again" does over it.
    void offerCode(CopyAsMenu& menu);

    /// As low as it is with its verbs in a menu, with a line of the message and one for a note: it does not grow by
    /// having one.
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// A person wants to declare the struct.
    void structAsked();
    /// Into the composer with it.
    void composeAsked(const ipclens::sysv::Message& message);
    /// Into its queue with it, as it is.
    void sendAsked(ipclens::ObjectId queue, const ipclens::sysv::Message& message);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum Mode : int { Json, Text, Hex, Struct };

    void layOut();
    [[nodiscard]] QWidget* layOutStruct();
    void layOutUses();
    /// Puts what can be done with the message into the menu, or out of it where there is room.
    void fit();
    [[nodiscard]] int noteHeight() const;
    /// The least height with nothing in the menu.
    [[nodiscard]] int heightUnfolded() const;
    void fillMore();
    void choose(Mode mode);
    void showBody();
    void showFields();
    void updateButtons();
    void copy() const;
    [[nodiscard]] Mode fittingMode() const;
    [[nodiscard]] QString body(Mode mode) const;
    /// Bytes in a line of hex: as many as the width has room for.
    [[nodiscard]] std::size_t fittingColumns() const;

    ToneLabel* title_;
    QMenu* moreMenu_;
    QPushButton* more_; ///< opens it
    QLabel* note_;
    QBoxLayout* top_ = nullptr; ///< title and buttons: beside each other, or where that is too wide below
    QButtonGroup* modes_;
    Segments* segments_; ///< their buttons
    QPushButton* copy_;
    QPushButton* compose_;
    QPushButton* send_;
    QWidget* uses_; ///< the three
    LowText* body_;
    QWidget* structPage_; ///< stands instead of body_
    ToneLabel* structName_;
    QPushButton* editStruct_;
    StructFields* fields_;
    std::size_t columns_ = 16; ///< in the lines of hex that are shown
    ObjectId queue_;
    std::optional<sysv::Message> message_;
    std::uint64_t size_ = 0; ///< of the message, of which message_ may be the beginning alone
    std::optional<QString> json_;
    QString refusal_;
    bool low_ = false;               ///< there is room for what can be done in the menu alone
    std::optional<Mode> chosenMode_; ///< none: by looking
};

} // namespace ipclens::ui
