// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"
#include "ui/widgets/copy_as_menu.h"

#include <QDialog>

class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace ipclens::ui {

class Heading;
class Verdict;

/// A dialog with one verb that Session carries out: it stays open until the answer is there, and after a failure with
/// all that was typed. Closed early, it still hears the answer and passes it on to the banner. Never waits: to be shown
/// with open(); deletes itself when it is closed and nothing is under way.
class OperationDialog : public QDialog {
    Q_OBJECT

public:
    OperationDialog(Session& session, const QString& title, const QString& verb, QWidget* parent);

    void done(int result) override;
    bool event(QEvent* event) override;

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);

protected:
    /// A bold first line, above the content: what is done, and to which object.
    void setHeading(const QString& text);
    /// Where the content goes, above the words and buttons.
    [[nodiscard]] QVBoxLayout* content() const { return content_; }
    [[nodiscard]] QPushButton* verbButton() const { return verb_; }
    [[nodiscard]] QPushButton* cancelButton() const;
    [[nodiscard]] Session& session() const { return session_; }

    /// The height that it must have, as wide as it is.
    [[nodiscard]] int leastHeight() const;
    /// As high as its content needs, and no higher; its top stays where it is.
    void fitHeight();
    /// The words have room for so many lines all the time, so that nothing moves when they come and go.
    void keepRoomForWords(int lines);

    /// Empty: the verb can be used; else it is off, for this reason.
    void setRefusal(const QString& why);
    /// Runs an operation that changes something: until its end the verb is off.
    void start(const Operation& operation, const OwnOperations::Done& done);
    /// Runs an operation that only looks.
    void look(const Operation& operation, OwnOperations::Done done);
    void showError(const QString& text);
    void showNote(const QString& text);

    /// Puts "Copy as" beside the verb: for code of what it would run now.
    void offerCode(CopyAsMenu::OperationSource source);

    /// The verb was chosen.
    virtual void carryOut() = 0;

private:
    void updateVerb();

    Session& session_;
    OwnOperations operations_;
    Heading* heading_;
    QVBoxLayout* content_;
    Verdict* words_;
    QDialogButtonBox* buttons_;
    QPushButton* verb_;
    QString refusal_;
    int underWay_ = 0;
    bool closed_ = false;
};

} // namespace ipclens::ui
