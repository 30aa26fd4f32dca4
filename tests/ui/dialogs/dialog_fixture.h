// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/dialogs/operation_dialog.h"
#include "ui/session/session.h"

#include <QLabel>
#include <QLineEdit>
#include <QObject>
#include <QPushButton>
#include <QStringList>
#include <QTest>
#include <QWidget>

namespace ipclens::testing {

/// A Session that samples, a window for dialogs, and what these said when they were done.
class DialogFixture {
public:
    DialogFixture() {
        session.setRate(20);
        session.start();
        window.show();
    }

    /// Waits for the first list.
    bool ready() {
        return QTest::qWaitFor([&] { return session.last() != nullptr; });
    }

    template <class Dialog>
    Dialog* open(Dialog* dialog) {
        QObject::connect(dialog, &ui::OperationDialog::message, &window,
                         [this](ui::Severity, const QString& text) { said += text; });
        dialog->open();
        return dialog;
    }

    ui::Session session;
    QWidget window;
    QStringList said;
};

template <class Widget>
Widget* part(const QWidget* dialog, const char* name) {
    return dialog->findChild<Widget*>(QString::fromLatin1(name));
}

inline QPushButton* verb(const QWidget* dialog) {
    return part<QPushButton>(dialog, "verb");
}

inline QString words(const QWidget* dialog) {
    return part<QLabel>(dialog, "words")->text();
}

/// In place of what stands there.
inline void type(const QWidget* dialog, const char* field, const QString& text) {
    auto* edit = part<QLineEdit>(dialog, field);
    QVERIFY(edit != nullptr);
    edit->clear();
    QTest::keyClicks(edit, text);
}

/// Whether a label that is seen has these words in it.
inline bool says(const QWidget* dialog, const QString& words) {
    for (const auto* label : dialog->findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(words)) return true;
    }
    return false;
}

} // namespace ipclens::testing
