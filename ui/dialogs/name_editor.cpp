// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/name_editor.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {
namespace {

QString shown(const std::string& name) {
    return words::name(Name::of(name));
}

/// What can't be seen in a name, and where its file is, for kinds that have one in a place that programs know.
QString noteOf(Kind kind, const std::string& name) {
    QString note = shown(name);
    if (name.back() == ' ') note += NameEditor::tr(" (it ends with a space)");
    if (kind == Kind::MessageQueue) return note;
    const QString file = words::line(posix::fileOf(kind, name));
    return NameEditor::tr("%1 · the file %2/%3").arg(note, QLatin1String(posix::sharedMemoryDirectory), file);
}

} // namespace

NameEditor::NameEditor(QWidget* parent)
    : QWidget(parent)
    , ways_(new QButtonGroup(this))
    , name_(new QLineEdit(this))
    , verdict_(new Verdict(this))
    , open_(new QCheckBox(tr("&Open it where the name is taken"), this)) {
    auto* row = new QHBoxLayout;
    const auto add = [&](Way way, const QString& text, const QString& toolTip) {
        auto* button = new QRadioButton(text, this);
        button->setToolTip(toolTip);
        ways_->addButton(button, way);
        row->addWidget(button);
    };
    add(Random, tr("&Random"), tr("A name that nobody uses: /ipclens- and 16 digits"));
    add(Given, tr("&Given:"), tr("A slash in front is added where it is missing; \\xNN is any byte, \\\\ a backslash"));
    ways_->button(Given)->setChecked(true);
    name_->setObjectName(QStringLiteral("name"));
    name_->setAccessibleName(tr("Name"));
    name_->setFont(monospaceFont());
    row->addWidget(name_, 1);
    open_->setObjectName(QStringLiteral("openExisting"));
    open_->setToolTip(tr("O_CREAT without O_EXCL: an object that is there is left as it is"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(row);
    layout->addWidget(verdict_);
    layout->addWidget(open_);
    setFocusProxy(name_);
    setTabOrder(ways_->button(Random), ways_->button(Given));
    setTabOrder(ways_->button(Given), name_);
    setTabOrder(name_, open_);
    connect(ways_, &QButtonGroup::idClicked, this, [this](int way) {
        if (way == Given) name_->setFocus();
        check();
    });
    connect(name_, &QLineEdit::textEdited, this, [this] {
        ways_->button(Given)->setChecked(true);
        check();
    });
    connect(open_, &QCheckBox::toggled, this, &NameEditor::check);
    check();
}

std::optional<posix::NameChoice> NameEditor::choice() const {
    if (ways_->checkedId() == Random) return posix::RandomName{};
    const auto name = input::posixName(kind_, name_->text());
    if (!name) return std::nullopt;
    return *name;
}

IfExists NameEditor::ifExists() const {
    return ways_->checkedId() == Given && open_->isChecked() ? IfExists::Open : IfExists::Fail;
}

void NameEditor::setTaken(Kind kind, std::shared_ptr<const Rows> rows) {
    if (kind == kind_ && rows == rows_) return;
    kind_ = kind;
    rows_ = std::move(rows);
    check();
}

void NameEditor::check() {
    open_->setVisible(ways_->checkedId() == Given);
    name_->setPlaceholderText(input::exampleName(kind_));
    if (ways_->checkedId() == Random) {
        verdict_->note(tr("a name that no object of this kind has"));
    } else {
        checkGiven();
    }
    emit changed();
}

void NameEditor::checkGiven() {
    const auto name = input::posixName(kind_, name_->text());
    if (name_->text().isEmpty()) {
        verdict_->note(name.error()); // nothing is wrong before something was typed
    } else if (!name) {
        verdict_->fault(name.error());
    } else if (!isTaken(*name)) {
        verdict_->note(noteOf(kind_, *name));
    } else if (open_->isChecked()) {
        verdict_->note(tr("%1 is there: it is opened, and left as it is").arg(shown(*name)));
    } else {
        verdict_->fault(tr("%1 is there already").arg(shown(*name)));
    }
}

bool NameEditor::isTaken(std::string_view name) const {
    return rows_ != nullptr && rows_->snapshot != nullptr &&
           rows_->snapshot->find(ObjectId::posix(kind_, Name::of(name))).has_value();
}

} // namespace ipclens::ui
