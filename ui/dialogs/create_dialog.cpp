// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/create_dialog.h"

#include "ui/dialogs/key_editor.h"
#include "ui/dialogs/kind_fields.h"
#include "ui/dialogs/mode_editor.h"
#include "ui/dialogs/name_editor.h"
#include "ui/dialogs/posix_fields.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/widgets/segments.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>
#include <utility>

namespace ipclens::ui {
namespace {

Segments* makeKinds(QButtonGroup& group, QWidget& dialog) {
    auto* kinds = new Segments(group, &dialog);
    auto* semaphore = kinds->add(static_cast<int>(Kind::Semaphore), CreateDialog::tr("Semaphore set"));
    semaphore->setMinimumWidth(semaphore->sizeHint().width()); // with fewer words it moves none of the others
    kinds->add(static_cast<int>(Kind::SharedMemory), CreateDialog::tr("Shared memory"));
    kinds->add(static_cast<int>(Kind::MessageQueue), CreateDialog::tr("Message queue"));
    return kinds;
}

Segments* makeApis(QButtonGroup& group, QWidget& dialog) {
    auto* apis = new Segments(group, &dialog);
    apis->add(static_cast<int>(Api::SysV), CreateDialog::tr("System V"))->setObjectName(QStringLiteral("systemV"));
    apis->add(static_cast<int>(Api::Posix), CreateDialog::tr("POSIX"))->setObjectName(QStringLiteral("posix"));
    return apis;
}

} // namespace

class CreateDialog::Private {
public:
    Private(CreateDialog& dialog, Session& session, Kind kind, Api api)
        : dialog_(dialog)
        , session_(session)
        , kinds_(new QButtonGroup(&dialog))
        , apis_(new QButtonGroup(&dialog))
        , kindChoice_(makeKinds(*kinds_, dialog)) // in the order that Tab goes in
        , apiChoice_(makeApis(*apis_, dialog))
        , form_(new QFormLayout)
        , key_(new KeyEditor(&dialog))
        , name_(new NameEditor(&dialog))
        , mode_(new ModeEditor(defaultMode, &dialog))
        , set_(new SetFields(&dialog))
        , segment_(new SegmentFields(&dialog))
        , queue_(new QueueFields(&dialog))
        , posixSemaphore_(new PosixSemaphoreFields(&dialog))
        , posixSegment_(new PosixSegmentFields(&dialog))
        , posixQueue_(new PosixQueueFields(&dialog)) {
        layOut();
        const auto again = [this] { check(); };
        QObject::connect(key_, &KeyEditor::changed, &dialog_, again);
        QObject::connect(name_, &NameEditor::changed, &dialog_, again);
        QObject::connect(mode_, &ModeEditor::changed, &dialog_, again);
        for (KindFields* fields : allFields())
            QObject::connect(fields, &KindFields::changed, &dialog_, again);
        QObject::connect(&session_, &Session::updated, &dialog_, [this] { showTaken(); });
        dialog_.offerCode([this] { return operation(); });
        kinds_->button(static_cast<int>(kind))->setChecked(true);
        apis_->button(static_cast<int>(api))->setChecked(true);
        choose();
        QObject::connect(kinds_, &QButtonGroup::idClicked, &dialog_, [this] { choose(); });
        QObject::connect(apis_, &QButtonGroup::idClicked, &dialog_, [this] {
            choose();
            emit dialog_.apiChosen(this->api());
        });
        askForLimits();
        // What is there is written over at once
        firstField()->setFocus(Qt::TabFocusReason);
    }

    void carryOut() {
        const auto operation = this->operation();
        if (!operation) return;
        dialog_.start(*operation, [this](const Operation& ran, const Outcome& outcome) {
            if (outcome.error || !outcome.created) {
                dialog_.showError(outcome.error ? sentences::error(*outcome.error)
                                                : sentences::outcome(ran, outcome).text);
                return;
            }
            const QString title = sentences::objectTitle(*outcome.created);
            emit dialog_.message(outcome.made ? Severity::Success : Severity::Info,
                                 outcome.made
                                     ? CreateDialog::tr("Made the %1").arg(title)
                                     : CreateDialog::tr("The %1 was there already, and is as it was").arg(title));
            emit dialog_.created(objectIdOf(viewOf(*outcome.created)));
            dialog_.accept();
        });
    }

private:
    [[nodiscard]] std::array<KindFields*, 6> allFields() const {
        return {set_, segment_, queue_, posixSemaphore_, posixSegment_, posixQueue_};
    }

    void layOut() {
        form_->addRow(CreateDialog::tr("Kind"), kindChoice_);
        form_->addRow(CreateDialog::tr("API"), apiChoice_);
        form_->addRow(CreateDialog::tr("Key"), key_);
        form_->addRow(CreateDialog::tr("Name"), name_);
        form_->addRow(CreateDialog::tr("Mode"), mode_);
        form_->labelForField(kindChoice_)->setMinimumWidth(KindFields::labelWidth(dialog_));
        form_->setVerticalSpacing(12);
        form_->setHorizontalSpacing(16);
        dialog_.content()->addLayout(form_);
        dialog_.content()->addSpacing(6);
        // One of them is seen, and the dialog is as high as that one needs
        for (KindFields* fields : allFields())
            dialog_.content()->addWidget(fields);
        dialog_.content()->addSpacing(6);
        dialog_.content()->addStretch();
        dialog_.verbButton()->setDefault(true);
        dialog_.setMinimumWidth(dialog_.fontMetrics().averageCharWidth() * 94);
    }

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(kinds_->checkedId()); }
    [[nodiscard]] Api api() const { return static_cast<Api>(apis_->checkedId()); }

    [[nodiscard]] std::shared_ptr<const Rows> rows() const {
        const auto update = session_.last();
        return update == nullptr ? nullptr : update->rows;
    }

    void showTaken() {
        key_->setTaken(kind(), rows());
        name_->setTaken(kind(), rows());
    }

    /// Where typing begins: a POSIX object needs a name first.
    [[nodiscard]] QWidget* firstField() const {
        return api() == Api::Posix ? static_cast<QWidget*>(name_) : chosenFields();
    }

    [[nodiscard]] KindFields* chosenFields() const {
        return allFields().at(static_cast<std::size_t>(kind()) + (api() == Api::Posix ? 3U : 0U));
    }

    void choose() {
        const bool posix = api() == Api::Posix;
        kinds_->button(static_cast<int>(Kind::Semaphore))
            ->setText(posix ? CreateDialog::tr("Semaphore") : CreateDialog::tr("Semaphore set"));
        form_->setRowVisible(key_, !posix);
        form_->setRowVisible(name_, posix);
        for (KindFields* fields : allFields())
            fields->setVisible(fields == chosenFields());
        showTaken();
        check();
        dialog_.fitHeight();
    }

    /// What they are changes seldom: once is enough.
    void askForLimits() {
        dialog_.look(operation::ReadLimits{}, [this](const Operation& /*ran*/, const Outcome& outcome) {
            if (outcome.error) return;
            posixQueue_->setLimits(outcome.queueLimits);
            posixSegment_->setFree(outcome.freeSharedMemory);
        });
    }

    void check() {
        dialog_.setRefusal(operation() ? QString()
                                       : CreateDialog::tr("A field is missing or makes no sense: see beside it"));
    }

    /// Nothing while a field makes no sense.
    [[nodiscard]] std::optional<Operation> operation() const {
        return api() == Api::Posix ? posixOperation() : systemVOperation();
    }

    [[nodiscard]] std::optional<Operation> systemVOperation() const {
        const auto key = key_->choice();
        const auto mode = mode_->mode();
        if (!key || !mode) return std::nullopt;
        const auto withMode = [&](auto options) {
            options.mode = *mode;
            return options;
        };
        switch (kind()) {
        case Kind::Semaphore:
            if (const auto options = set_->options()) return operation::CreateSet{*key, withMode(*options)};
            break;
        case Kind::SharedMemory:
            if (const auto options = segment_->options()) return operation::CreateSegment{*key, withMode(*options)};
            break;
        case Kind::MessageQueue:
            if (const auto options = queue_->options()) return operation::CreateQueue{*key, withMode(*options)};
            break;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<Operation> posixOperation() const {
        const auto name = name_->choice();
        const auto mode = mode_->mode();
        if (!name || !mode) return std::nullopt;
        const auto complete = [&](auto options) {
            options.mode = *mode;
            options.ifExists = name_->ifExists();
            return options;
        };
        switch (kind()) {
        case Kind::Semaphore:
            if (const auto options = posixSemaphore_->options())
                return operation::CreatePosixSemaphore{*name, complete(*options)};
            break;
        case Kind::SharedMemory:
            if (const auto options = posixSegment_->options())
                return operation::CreatePosixSegment{*name, complete(*options)};
            break;
        case Kind::MessageQueue:
            if (const auto options = posixQueue_->options())
                return operation::CreatePosixQueue{*name, complete(*options)};
            break;
        }
        return std::nullopt;
    }

    CreateDialog& dialog_;
    Session& session_;
    QButtonGroup* kinds_;
    QButtonGroup* apis_;
    Segments* kindChoice_;
    Segments* apiChoice_;
    QFormLayout* form_;
    KeyEditor* key_;
    NameEditor* name_;
    ModeEditor* mode_;
    SetFields* set_;
    SegmentFields* segment_;
    QueueFields* queue_;
    PosixSemaphoreFields* posixSemaphore_;
    PosixSegmentFields* posixSegment_;
    PosixQueueFields* posixQueue_;
};

CreateDialog::CreateDialog(Session& session, Kind kind, QWidget* parent, Api api)
    : OperationDialog(session, tr("Create"), tr("&Create"), parent)
    , d_(std::make_unique<Private>(*this, session, kind, api)) {}

CreateDialog::~CreateDialog() = default;

void CreateDialog::carryOut() {
    d_->carryOut();
}

} // namespace ipclens::ui
