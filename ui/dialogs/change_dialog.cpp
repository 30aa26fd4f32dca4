// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/change_dialog.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/mode_editor.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {

class ChangeDialog::Private {
public:
    Private(ChangeDialog& dialog, Session& session, const ObjectInfo& info, First first)
        : dialog_(dialog)
        , info_(info)
        , names_(session.last() != nullptr ? session.last()->names : nullptr)
        , permissions_(permissionsOf(viewOf(info)))
        , form_(new QFormLayout) {
        // In the order that Tab goes in
        const auto* resizable = std::get_if<PosixSegmentInfo>(&info_);
        if (resizable != nullptr && first == First::Size) addSize(*resizable);
        owner_ =
            addField(ChangeDialog::tr("&Owner"), QStringLiteral("owner"), words::user(names_.get(), permissions_.uid));
        group_ =
            addField(ChangeDialog::tr("&Group"), QStringLiteral("group"), words::group(names_.get(), permissions_.gid));
        mode_ = new ModeEditor(permissions_.mode, &dialog_);
        form_->addRow(ChangeDialog::tr("Mode"), mode_);
        if (const auto* queue = std::get_if<QueueInfo>(&info_)) addCapacity(*queue);
        if (const auto* segment = std::get_if<SegmentInfo>(&info_)) addLock(*segment);
        if (resizable != nullptr && first != First::Size) addSize(*resizable);
        form_->setVerticalSpacing(12);
        form_->setHorizontalSpacing(16);
        dialog_.content()->addLayout(form_);
        dialog_.content()->addStretch();
        dialog_.verbButton()->setDefault(true);
        dialog_.setMinimumWidth(dialog_.fontMetrics().averageCharWidth() * 76);
        dialog_.offerCode([this] { return change(); });
        QObject::connect(mode_, &ModeEditor::changed, &dialog_, [this] { check(); });
        check();
        const QString title = sentences::objectTitle(info_);
        dialog_.setHeading(first == First::Size ? ChangeDialog::tr("Resize %1").arg(title)
                                                : ChangeDialog::tr("Change %1").arg(title));
        // What is there is written over at once
        (first == First::Size && size_.edit != nullptr ? size_ : owner_).edit->setFocus(Qt::TabFocusReason);
    }

    void carryOut() {
        const auto change = this->change();
        if (!change) return;
        dialog_.start(*change, [this](const Operation& /*ran*/, const Outcome& outcome) {
            if (outcome.error) {
                dialog_.showError(sentences::error(*outcome.error));
                return;
            }
            emit dialog_.message(Severity::Success,
                                 ChangeDialog::tr("Changed the %1").arg(sentences::objectTitle(info_)));
            dialog_.accept();
        });
    }

private:
    struct Field {
        QLineEdit* edit = nullptr;
        Verdict* verdict = nullptr;
        QString before;

        [[nodiscard]] QString text() const { return edit->text().trimmed(); }
        [[nodiscard]] bool touched() const { return edit != nullptr && text() != before; }
    };

    Field addField(const QString& label, const QString& name, const QString& text) {
        Field field{new QLineEdit(text, &dialog_), new Verdict(&dialog_), text};
        field.edit->setObjectName(name);
        field.edit->setFont(monospaceFont());
        auto* row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(field.edit, 2);
        row->addWidget(field.verdict, 3);
        form_->addRow(label, row);
        if (auto* title = qobject_cast<QLabel*>(form_->labelForField(row))) title->setBuddy(field.edit);
        QObject::connect(field.edit, &QLineEdit::textChanged, &dialog_, [this] { check(); });
        return field;
    }

    void addCapacity(const QueueInfo& queue) {
        const bool known = queue.capacity > 0;
        capacity_ = addField(ChangeDialog::tr("&Capacity"), QStringLiteral("capacity"),
                             known ? QString::number(queue.capacity) : QString());
    }

    void addSize(const PosixSegmentInfo& segment) {
        dialog_.keepRoomForWords(2);
        size_ = addField(ChangeDialog::tr("&Size"), QStringLiteral("size"), QString::number(segment.size));
    }

    void addLock(const SegmentInfo& segment) {
        locked_ = new QCheckBox(ChangeDialog::tr("&Locked in memory: never swapped out"), &dialog_);
        locked_->setObjectName(QStringLiteral("locked"));
        locked_->setChecked(segment.locked);
        lockedBefore_ = segment.locked;
        form_->addRow(QString(), locked_);
        QObject::connect(locked_, &QCheckBox::toggled, &dialog_, [this] { check(); });
    }

    void check() {
        const bool owners = checkName(owner_, static_cast<long long>(permissions_.uid), ChangeDialog::tr("uid %1"));
        const bool groups = checkName(group_, static_cast<long long>(permissions_.gid), ChangeDialog::tr("gid %1"));
        const bool capacity = checkCapacity();
        const bool fits = checkSize() && capacity && mode_->mode().has_value() && owners && groups;
        askToLose();
        if (!fits) {
            dialog_.setRefusal(ChangeDialog::tr("A field makes no sense: see beside it"));
        } else {
            dialog_.setRefusal(change() ? QString() : ChangeDialog::tr("Nothing has been changed yet"));
        }
    }

    static bool checkName(const Field& field, long long before, const QString& numbered) {
        if (field.text().isEmpty()) {
            field.verdict->fault(ChangeDialog::tr("a name or a number is needed"));
            return false;
        }
        // Whether a new name exists may take a directory server: it is asked when the change is carried out
        field.verdict->note(field.touched() ? ChangeDialog::tr("was %1").arg(field.before) : numbered.arg(before));
        return true;
    }

    bool checkCapacity() {
        if (capacity_.edit == nullptr || !capacity_.touched()) {
            if (capacity_.edit != nullptr) capacity_.verdict->note(usageWords());
            return true;
        }
        const auto size = input::size(capacity_.text());
        if (size) {
            capacity_.verdict->note(
                ChangeDialog::tr("%1; above MSGMNB only with CAP_SYS_RESOURCE")
                    .arg(words::counted(*size, ChangeDialog::tr("byte"), ChangeDialog::tr("bytes"))));
        } else {
            capacity_.verdict->fault(size.error());
        }
        return size.has_value();
    }

    /// Nothing while it makes no sense.
    [[nodiscard]] std::optional<std::uint64_t> newSize() const {
        const auto* segment = std::get_if<PosixSegmentInfo>(&info_);
        if (segment == nullptr || !size_.touched()) return std::nullopt;
        const auto size = input::size(size_.text());
        return size && *size != segment->size ? std::optional(*size) : std::nullopt;
    }

    /// How many bytes a new size cuts off.
    [[nodiscard]] std::uint64_t lostBytes() const {
        const auto* segment = std::get_if<PosixSegmentInfo>(&info_);
        const auto size = newSize();
        return size && *size < segment->size ? segment->size - *size : 0;
    }

    bool checkSize() {
        const auto* segment = std::get_if<PosixSegmentInfo>(&info_);
        if (segment == nullptr) return true;
        const auto size = input::size(size_.text());
        if (!size) {
            size_.verdict->fault(size.error());
        } else if (const std::uint64_t lost = lostBytes(); lost > 0) {
            size_.verdict->fault(ChangeDialog::tr("the last %1 are lost").arg(bytes(lost)));
        } else if (newSize()) {
            size_.verdict->note(ChangeDialog::tr("%1 more, which are zeros").arg(bytes(*size - segment->size)));
        } else {
            size_.verdict->note(bytes(segment->size));
        }
        return size.has_value();
    }

    static QString bytes(std::uint64_t count) {
        return words::counted(count, ChangeDialog::tr("byte"), ChangeDialog::tr("bytes"));
    }

    /// What loses something says so on its button, and is not what Return does.
    void askToLose() {
        if (size_.edit == nullptr) return;
        const std::uint64_t lost = lostBytes();
        dialog_.showNote(lost == 0 ? QString()
                                   : ChangeDialog::tr("What stands from 0x%1 on can\u2019t be had back, and who has it "
                                                      "mapped gets SIGBUS when touching it.")
                                         .arg(newSize().value_or(0), 0, 16));
        dialog_.verbButton()->setText(lost == 0 ? ChangeDialog::tr("C&hange")
                                                : ChangeDialog::tr("C&hange and lose %1").arg(words::size(lost)));
        dialog_.verbButton()->setDefault(lost == 0);
        dialog_.verbButton()->setAutoDefault(lost == 0);
        dialog_.cancelButton()->setDefault(lost > 0);
    }

    [[nodiscard]] QString usageWords() const {
        const auto* queue = std::get_if<QueueInfo>(&info_);
        return queue == nullptr ? QString() : ChangeDialog::tr("%1 wait in it").arg(words::size(queue->bytes));
    }

    /// What differs from before; nothing where all is as it was or something makes no sense.
    [[nodiscard]] std::optional<operation::Change> change() const {
        operation::Change change;
        change.object = objectIdOf(viewOf(info_));
        if (owner_.touched()) change.owner = owner_.text().toStdString();
        if (group_.touched()) change.group = group_.text().toStdString();
        if (const auto mode = mode_->mode(); mode && *mode != permissions_.mode) change.mode = mode;
        if (capacity_.touched()) {
            if (const auto size = input::size(capacity_.text())) change.capacity = *size;
        }
        if (locked_ != nullptr && locked_->isChecked() != lockedBefore_) change.locked = locked_->isChecked();
        change.size = newSize();
        change.inode = inodeOf(viewOf(info_));
        if (!change.owner && !change.group && !change.mode && !change.capacity && !change.locked && !change.size)
            return std::nullopt;
        return change;
    }

    ChangeDialog& dialog_;
    ObjectInfo info_;
    std::shared_ptr<const NameTable> names_;
    Permissions permissions_;
    QFormLayout* form_;
    Field owner_;
    Field group_;
    ModeEditor* mode_ = nullptr;
    Field capacity_;
    Field size_;
    QCheckBox* locked_ = nullptr;
    bool lockedBefore_ = false;
};

ChangeDialog::ChangeDialog(Session& session, const ObjectInfo& info, QWidget* parent, First first)
    : OperationDialog(session, first == First::Size ? tr("Resize") : tr("Change"), tr("C&hange"), parent)
    , d_(std::make_unique<Private>(*this, session, info, first)) {}

ChangeDialog::~ChangeDialog() = default;

void ChangeDialog::carryOut() {
    d_->carryOut();
}

} // namespace ipclens::ui
