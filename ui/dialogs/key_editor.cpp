// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/key_editor.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

template <class Info>
std::optional<Id> idOfKey(const std::vector<Info>& infos, Key key) {
    const auto found = std::find_if(infos.begin(), infos.end(), [key](const Info& info) { return info.key == key; });
    return found == infos.end() ? std::nullopt : std::optional(found->id);
}

} // namespace

KeyEditor::KeyEditor(QWidget* parent)
    : QWidget(parent)
    , ways_(new QButtonGroup(this))
    , key_(new QLineEdit(this))
    , verdict_(new Verdict(this)) {
    auto* row = new QHBoxLayout;
    const auto add = [&](Way way, const QString& text, const QString& toolTip) {
        auto* button = new QRadioButton(text, this);
        button->setToolTip(toolTip);
        ways_->addButton(button, way);
        row->addWidget(button);
    };
    add(Random, tr("&Random"), tr("A key that no object of this kind has"));
    add(Private, tr("&Private"), tr("No key (IPC_PRIVATE): only who knows its id can use it"));
    add(Given, tr("&Given:"), tr("Decimal, or hex after 0x"));
    ways_->button(Random)->setChecked(true);
    key_->setObjectName(QStringLiteral("key"));
    key_->setAccessibleName(tr("Key"));
    key_->setPlaceholderText(QStringLiteral("0x51a00001"));
    key_->setFont(monospaceFont());
    row->addWidget(key_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(verdict_);
    setTabOrder(ways_->button(Given), key_);
    connect(ways_, &QButtonGroup::idClicked, this, [this](int way) {
        if (way == Given) key_->setFocus();
        check();
    });
    connect(key_, &QLineEdit::textEdited, this, [this] {
        ways_->button(Given)->setChecked(true);
        check();
    });
    check();
}

std::optional<sysv::KeyChoice> KeyEditor::choice() const {
    switch (ways_->checkedId()) {
    case Random: return sysv::RandomKey{};
    case Private: return sysv::PrivateKey{};
    default: break;
    }
    const auto key = input::key(key_->text());
    if (!key) return std::nullopt;
    return *key;
}

void KeyEditor::setTaken(Kind kind, std::shared_ptr<const Rows> rows) {
    if (kind == kind_ && rows == rows_) return;
    kind_ = kind;
    rows_ = std::move(rows);
    check();
}

void KeyEditor::check() {
    switch (ways_->checkedId()) {
    case Random: verdict_->note(tr("an unused key, never 0")); break;
    case Private: verdict_->note(tr("no key: it is reached by its id alone")); break;
    default:
        if (const auto key = input::key(key_->text()); !key) {
            verdict_->fault(key.error());
        } else if (const auto taken = owner(*key)) {
            verdict_->fault(tr("%1 has the key %2 already").arg(words::object(*taken), words::key(*key)));
        } else {
            verdict_->note(words::key(*key));
        }
    }
    emit changed();
}

std::optional<ObjectId> KeyEditor::owner(Key key) const {
    if (rows_ == nullptr || rows_->snapshot == nullptr) return std::nullopt;
    std::optional<Id> id;
    switch (kind_) {
    case Kind::Semaphore: id = idOfKey(rows_->snapshot->sets, key); break;
    case Kind::SharedMemory: id = idOfKey(rows_->snapshot->segments, key); break;
    case Kind::MessageQueue: id = idOfKey(rows_->snapshot->queues, key); break;
    }
    if (!id) return std::nullopt;
    return ObjectId{kind_, *id};
}

} // namespace ipclens::ui
