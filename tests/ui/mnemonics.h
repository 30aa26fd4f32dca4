// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>
#include <QAction>
#include <QKeySequence>
#include <QLabel>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QStringList>
#include <QTabBar>

namespace ipclens::testing {

/// Keys such as "Alt+F", each with the words that it stands in.
using Mnemonics = QMap<QString, QStringList>;

inline void addMnemonic(Mnemonics& keys, const QString& words) {
    const QKeySequence key = QKeySequence::mnemonic(words);
    if (!key.isEmpty()) keys[key.toString()] += words;
}

/// What Alt and a letter reach in a window as it is seen now.
inline Mnemonics mnemonicsOf(const QWidget& window) {
    Mnemonics keys;
    for (const auto* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->window() != &window) continue;
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) addMnemonic(keys, button->text());
        if (const auto* label = qobject_cast<const QLabel*>(widget); label != nullptr && label->buddy() != nullptr)
            addMnemonic(keys, label->text());
        if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                addMnemonic(keys, tabs->tabText(tab));
        }
        if (const auto* bar = qobject_cast<const QMenuBar*>(widget)) {
            for (const QAction* action : bar->actions())
                addMnemonic(keys, action->text());
        }
    }
    return keys;
}

/// What a letter reaches in an open menu.
inline Mnemonics mnemonicsOf(const QMenu& menu) {
    Mnemonics keys;
    for (const QAction* action : menu.actions()) {
        if (action->isVisible()) addMnemonic(keys, action->text());
    }
    return keys;
}

/// "Alt+W: Ne&w, &Write", a line each; empty: each letter stands once.
inline QString clashes(const Mnemonics& keys) {
    QStringList lines;
    for (auto key = keys.begin(); key != keys.end(); ++key) {
        if (key->size() > 1) lines += QStringLiteral("%1: %2").arg(key.key(), key->join(QStringLiteral(", ")));
    }
    return lines.join(QLatin1Char('\n'));
}

/// Of a window and of all its menus.
inline QString allClashes(const QWidget& window) {
    QStringList lines{clashes(mnemonicsOf(window))};
    for (const auto* menu : window.findChildren<QMenu*>())
        lines += clashes(mnemonicsOf(*menu));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace ipclens::testing
