// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/copy_as_menu.h"

#include "ui/session/operation_snippet.h"
#include "ui/session/session.h"
#include "ui/widgets/action_button.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>

#include <utility>

namespace ipclens::ui {
namespace {

const listing::Snapshot* newestSnapshot(const std::shared_ptr<const Update>& update) {
    return update != nullptr && update->rows != nullptr ? update->rows->snapshot.get() : nullptr;
}

QString words(snippets::Language language) {
    switch (language) {
    case snippets::Language::C: return CopyAsMenu::tr("&C");
    case snippets::Language::Python: return CopyAsMenu::tr("&Python");
    case snippets::Language::Shell: return CopyAsMenu::tr("&Shell");
    }
    return {};
}

} // namespace

CopyAsMenu* CopyAsMenu::ofOperation(const Session& session, OperationSource source, QWidget* parent) {
    const auto action = [&session, asked = std::move(source)]() -> std::optional<snippets::Action> {
        const auto operation = asked();
        if (!operation) return std::nullopt;
        const auto update = session.last();
        return actionOf(*operation, newestSnapshot(update));
    };
    return new CopyAsMenu(action, parent);
}

CopyAsMenu* CopyAsMenu::ofObject(const Session& session, ObjectSource source, QWidget* parent) {
    const auto action = [&session, asked = std::move(source)]() -> std::optional<snippets::Action> {
        const auto object = asked();
        if (!object) return std::nullopt;
        const auto update = session.last();
        return snippets::action::Look{{targetOf(*object, newestSnapshot(update))}};
    };
    return new CopyAsMenu(action, parent);
}

CopyAsMenu::CopyAsMenu(ActionSource source, QWidget* parent)
    : QMenu(tr("Copy as"), parent)
    , source_(std::move(source)) {
    setObjectName(QStringLiteral("copyAs"));
    for (const snippets::Language language : snippets::languages)
        addAction(words(language), this, [this, language] { copy(language); });
}

QPushButton* CopyAsMenu::makeButton(QWidget* parent) {
    auto* button = new ActionButton(title(), this, ActionButton::Look::Plain, parent);
    button->setObjectName(QStringLiteral("copyAsButton"));
    button->setAutoDefault(false);
    button->setToolTip(tr("Code that does the same, in C, Python or for a shell, onto the clipboard"));
    return button;
}

void CopyAsMenu::openOver(QWidget& button) {
    button.installEventFilter(this);
}

bool CopyAsMenu::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ContextMenu) return QMenu::eventFilter(watched, event);
    popup(static_cast<QContextMenuEvent*>(event)->globalPos());
    return true;
}

void CopyAsMenu::copy(snippets::Language language) {
    const auto action = source_();
    if (!action) {
        emit message(Severity::Warning, tr("Nothing was copied: a field is missing or makes no sense"));
        return;
    }
    const auto name = snippets::languageName(language);
    QGuiApplication::clipboard()->setText(QString::fromStdString(snippets::snippet(*action, language)));
    emit message(Severity::Success,
                 tr("Copied as %1").arg(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()))));
}

} // namespace ipclens::ui
