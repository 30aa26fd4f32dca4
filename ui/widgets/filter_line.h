// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

#include <functional>

class QAction;
class QCompleter;
class QLabel;
class QStringListModel;

namespace ipclens::ui {

/// The line that narrows the object list, with completion of the word at the cursor. Every keystroke is answered at
/// once by whoever listens to textChanged; what is wrong with an expression is said below the line, in words.
class FilterLine : public QLineEdit {
    Q_OBJECT

public:
    /// What a person can go on with: each word takes the place of the text from `from` to the cursor.
    struct Offer {
        int from = 0;
        QStringList words;
    };
    /// Asked with the text before the cursor.
    using Completions = std::function<Offer(const QString& before)>;

    explicit FilterLine(QWidget* parent = nullptr);

    void setCompletions(Completions completions);
    /// Empty: nothing is wrong.
    void setError(const QString& error);
    [[nodiscard]] QString error() const { return error_; }
    /// Adds a term, in place of one of the same field.
    void setTerm(const QString& field, const QString& pattern);

signals:
    /// The person is done here and wants to go on in the list.
    void leaving();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void complete();
    void offerToClear();
    void takeCompletion(const QString& completion);
    void showError();

    QCompleter* completer_;
    QStringListModel* words_;
    QAction* clear_ = nullptr;
    QLabel* errorLabel_ = nullptr;
    Completions completions_;
    QString error_;
    int offeredFrom_ = 0;
    bool offering_ = false; ///< the list of completions is open
};

} // namespace ipclens::ui
