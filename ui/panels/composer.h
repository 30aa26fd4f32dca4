// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/composition.h"

#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

class QBoxLayout;
class QButtonGroup;
class QCheckBox;
class QLineEdit;
class QMenu;
class QPushButton;

namespace ipclens::ui {

class ActionButton;
class CopyAsMenu;
class LowText;
class Segments;
class StructForm;
class ToneLabel;

/// Where messages are composed: type (POSIX: priority), payload as text, hex, JSON, a struct's fields or a file's
/// bytes, how many and how fast. What was typed stays after it was sent, and after it was not.
class Composer : public QWidget {
    Q_OBJECT

public:
    explicit Composer(QWidget* parent = nullptr, Api api = Api::SysV);

    [[nodiscard]] Composition composition() const;
    /// What it means; nothing where something makes no sense.
    [[nodiscard]] std::optional<Composed> composed() const;
    /// Puts code for what Send would do now beside the buttons, and code for what Receive asks first over that.
    void offerCode(CopyAsMenu& send, CopyAsMenu& receive);
    void setComposition(const Composition& composition);
    /// What a file holds that readFileAsked() named; nothing where it can't be read.
    void setFile(const QString& path, std::optional<std::vector<std::byte>> bytes);

    /// The struct that was chosen for the queue that is shown now, as it was declared; what is being composed as a
    /// struct keeps its own.
    void offerStruct(const QString& declaration);
    /// Another one, by the person: what is composed as a struct goes on with that.
    void setStruct(const QString& declaration);

    /// How many bytes a message may have in the queue that is shown; none: no limit is known.
    void setLongest(std::optional<std::uint64_t> bytes);
    /// Empty: can be used; else why not.
    void setRefusal(const QString& toSend, const QString& toReceive);
    /// What operations of this panel are doing, and how many; none hides the line and the button that ends them.
    void setUnderWay(const QString& words, int count);
    /// Menus that others fill: what was sent, and what moves many messages.
    [[nodiscard]] QMenu* historyMenu() const { return historyMenu_; }
    [[nodiscard]] QMenu* transferMenu() const { return transferMenu_; }

    /// Leaves a line of it, in which it can be unfolded, a message received, and what is under way be stopped.
    void setFolded(bool folded);
    [[nodiscard]] bool isFolded() const { return folded_; }
    /// Whether the messages are folded for it: there is a way back to them, and it takes what room there is.
    void setAlone(bool alone);
    /// The least height that it needs where it is not folded, as wide as it is now.
    [[nodiscard]] int heightUnfolded() const;
    /// Whether the keyboard is in what folding would take away.
    [[nodiscard]] bool isBeingFilled() const;

    /// As narrow as its rows are below each other, whichever way they stand now.
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// Sound, as far as is known before the file that it may name is read again.
    void sendAsked(const ipclens::ui::Composition& composition);
    void receiveAsked();
    void cancelAsked();
    void readFileAsked(const QString& path);
    /// A person wants to compose, and it is folded.
    void unfoldAsked();
    /// A person wants to see the messages again, where it is alone.
    void messagesAsked();
    /// A person wants to declare the struct, beginning with this one.
    void structAsked(const QString& declaration);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    using Form = Composition::Form;

    void nameParts();
    void connectParts();
    void layOut();
    [[nodiscard]] bool isNarrow(int width) const;
    void unfold();
    /// What is seen of it follows from the form, and from whether it is folded.
    void showParts();
    [[nodiscard]] QMenu* makePlaceholderMenu();
    void chooseForm(Form form);
    void chooseFile(bool asPlaceholder);
    void insertPlaceholder(const QString& placeholder);
    void makePretty();
    /// Looks at what is typed: says what is wrong or how many bytes it is.
    void check();
    void send();

    QueueRules rules_;
    QLineEdit* type_;
    QButtonGroup* forms_;
    Segments* segments_;
    LowText* payload_;
    StructForm* struct_; ///< stands instead of payload_
    ToneLabel* verdict_;
    QPushButton* pretty_;
    ActionButton* templates_;
    QMenu* historyMenu_;
    ActionButton* history_;
    QLineEdit* count_;
    QLineEdit* every_;
    QCheckBox* wait_;
    QPushButton* send_;
    QPushButton* receive_;
    QMenu* transferMenu_;
    ActionButton* transfer_;
    ToneLabel* underWay_;
    ActionButton* cancel_;
    ActionButton* compose_;
    ActionButton* messages_;
    QBoxLayout* how_ = nullptr;
    QBoxLayout* verbs_ = nullptr;
    QBoxLayout* top_ = nullptr; ///< what it is, and how often: beside each other, or where that is too wide below

    Form form_ = Form::Text;
    QString typed_; ///< what stands in the payload while a file's name stands there
    QString file_;
    std::optional<std::vector<std::byte>> fileBytes_;
    bool fileAsPlaceholder_ = false;
    QString refusal_;
    bool wrong_ = false;
    std::vector<QWidget*> foldable_; ///< all but what the line has that is left
    bool folded_ = false;
    bool alone_ = false;
};

} // namespace ipclens::ui
