// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/create_dialog.h"

#include "ui/dialogs/key_editor.h"
#include "ui/dialogs/kind_fields.h"
#include "ui/dialogs/mode_editor.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/widgets/segments.h"

#include <QButtonGroup>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {

class CreateDialog::Private {
public:
    Private(CreateDialog& dialog, Session& session, Kind kind)
        : dialog_(dialog)
        , session_(session)
        , kinds_(new QButtonGroup(&dialog))
        , key_(new KeyEditor(&dialog))
        , mode_(new ModeEditor(sysv::defaultMode, &dialog))
        , pages_(new QStackedWidget(&dialog))
        , set_(new SetFields)
        , segment_(new SegmentFields)
        , queue_(new QueueFields) {
        layOut();
        QObject::connect(kinds_, &QButtonGroup::idClicked, &dialog_, [this](int id) { choose(static_cast<Kind>(id)); });
        const auto again = [this] { check(); };
        QObject::connect(key_, &KeyEditor::changed, &dialog_, again);
        QObject::connect(mode_, &ModeEditor::changed, &dialog_, again);
        for (const KindFields* fields :
             {static_cast<KindFields*>(set_), static_cast<KindFields*>(segment_), static_cast<KindFields*>(queue_)})
            QObject::connect(fields, &KindFields::changed, &dialog_, again);
        QObject::connect(&session_, &Session::updated, &dialog_, [this] { key_->setTaken(this->kind(), rows()); });
        dialog_.offerCode([this] { return operation(); });
        kinds_->button(static_cast<int>(kind))->setChecked(true);
        choose(kind);
        pages_->currentWidget()->setFocus(Qt::TabFocusReason); // what is there is written over at once
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
            emit dialog_.message(Severity::Success,
                                 CreateDialog::tr("Made the %1").arg(sentences::objectTitle(*outcome.created)));
            emit dialog_.created(objectIdOf(viewOf(*outcome.created)));
            dialog_.accept();
        });
    }

private:
    void layOut() {
        auto* kinds = new Segments(*kinds_, &dialog_);
        kinds->add(static_cast<int>(Kind::Semaphore), CreateDialog::tr("Semaphore set"));
        kinds->add(static_cast<int>(Kind::SharedMemory), CreateDialog::tr("Shared memory"));
        kinds->add(static_cast<int>(Kind::MessageQueue), CreateDialog::tr("Message queue"));
        for (QWidget* page :
             {static_cast<QWidget*>(set_), static_cast<QWidget*>(segment_), static_cast<QWidget*>(queue_)})
            pages_->addWidget(page);
        auto* form = new QFormLayout;
        form->addRow(CreateDialog::tr("Kind"), kinds);
        form->addRow(CreateDialog::tr("Key"), key_);
        form->addRow(CreateDialog::tr("Mode"), mode_);
        form->labelForField(kinds)->setMinimumWidth(KindFields::labelWidth(dialog_));
        form->setVerticalSpacing(12);
        form->setHorizontalSpacing(16);
        dialog_.content()->addLayout(form);
        dialog_.content()->addSpacing(6);
        dialog_.content()->addWidget(pages_);
        dialog_.content()->addStretch();
        dialog_.verbButton()->setDefault(true);
        dialog_.setMinimumWidth(dialog_.fontMetrics().averageCharWidth() * 94);
    }

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(kinds_->checkedId()); }

    [[nodiscard]] std::shared_ptr<const Rows> rows() const {
        const auto update = session_.last();
        return update == nullptr ? nullptr : update->rows;
    }

    void choose(Kind kind) {
        switch (kind) {
        case Kind::Semaphore: pages_->setCurrentWidget(set_); break;
        case Kind::SharedMemory: pages_->setCurrentWidget(segment_); break;
        case Kind::MessageQueue: pages_->setCurrentWidget(queue_); break;
        }
        key_->setTaken(kind, rows());
        check();
    }

    void check() {
        dialog_.setRefusal(operation() ? QString()
                                       : CreateDialog::tr("A field is missing or makes no sense: see beside it"));
    }

    /// Nothing while a field makes no sense.
    [[nodiscard]] std::optional<Operation> operation() const {
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

    CreateDialog& dialog_;
    Session& session_;
    QButtonGroup* kinds_;
    KeyEditor* key_;
    ModeEditor* mode_;
    QStackedWidget* pages_;
    SetFields* set_;
    SegmentFields* segment_;
    QueueFields* queue_;
};

CreateDialog::CreateDialog(Session& session, Kind kind, QWidget* parent)
    : OperationDialog(session, tr("Create"), tr("&Create"), parent)
    , d_(std::make_unique<Private>(*this, session, kind)) {}

CreateDialog::~CreateDialog() = default;

void CreateDialog::carryOut() {
    d_->carryOut();
}

} // namespace ipclens::ui
