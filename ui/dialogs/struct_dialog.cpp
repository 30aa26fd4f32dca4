// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/dialogs/struct_dialog.h"

#include "ui/dialogs/verdict.h"
#include "ui/models/struct_templates.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int tabWidth = 4;
constexpr int columns = 72;
constexpr int lines = 20;

QString sizeWords(const bytes::StructDeclaration& declaration) {
    const QString name = QString::fromStdString(std::string(declaration.name()));
    if (const auto size = declaration.size())
        return StructDialog::tr("%1: %2, aligned to %3").arg(name, words::size(*size)).arg(declaration.alignment());
    return StructDialog::tr("%1: as long as its bytes say, aligned to %2").arg(name).arg(declaration.alignment());
}

} // namespace

StructDialog::StructDialog(const QString& text, QWidget* parent)
    : QDialog(parent)
    , editor_(new QPlainTextEdit(this))
    , verdict_(new Verdict(this))
    , use_(new QPushButton(tr("&Use"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Struct"));
    editor_->setObjectName(QStringLiteral("declaration"));
    editor_->setAccessibleName(tr("Declaration of the struct"));
    editor_->setFont(monospaceFont());
    editor_->setLineWrapMode(QPlainTextEdit::NoWrap);
    const QFontMetrics metrics(editor_->font());
    editor_->setTabStopDistance(metrics.horizontalAdvance(QLatin1Char(' ')) * tabWidth);
    editor_->setMinimumSize(metrics.averageCharWidth() * columns / 2, metrics.lineSpacing() * lines / 3);
    editor_->setPlaceholderText(
        tr("struct frame {\n    char tag[8];\n    uint32_t number;\n    be uint16_t width, height;\n"
           "    uint16_t count;\n    struct { int16_t x, y; } points[count];\n};"));
    verdict_->setObjectName(QStringLiteral("structVerdict"));
    verdict_->setWordWrap(true);
    use_->setObjectName(QStringLiteral("useStruct"));
    use_->setDefault(true);

    auto* hint = new ToneLabel(Tone::MutedText, this);
    hint->setText(tr("As in C, also with be and le, bit fields, enums, and lengths that are earlier fields"));
    hint->setWordWrap(true);
    auto* top = new QHBoxLayout;
    top->addWidget(hint, 1);
    top->addWidget(templateButton());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(use_, QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(editor_, 1);
    layout->addWidget(verdict_);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &StructDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &StructDialog::reject);
    connect(editor_, &QPlainTextEdit::textChanged, this, &StructDialog::judge);
    editor_->setPlainText(text);
    editor_->setFocus();
    judge();
    resize(metrics.averageCharWidth() * columns, metrics.lineSpacing() * lines);
}

QWidget* StructDialog::templateButton() {
    auto* button = new QPushButton(tr("&Template"), this);
    button->setObjectName(QStringLiteral("structTemplates"));
    button->setAutoDefault(false);
    auto* menu = new QMenu(button);
    for (const StructTemplate& each : structTemplates()) {
        menu->addAction(each.title, this, [this, text = each.text] {
            // So that one step of undo brings back what was there
            QTextCursor all(editor_->document());
            all.select(QTextCursor::Document);
            all.insertText(text);
        });
    }
    button->setMenu(menu);
    return button;
}

void StructDialog::judge() {
    editor_->setExtraSelections({});
    const QByteArray text = editor_->toPlainText().toUtf8();
    if (text.trimmed().isEmpty()) {
        verdict_->note(tr("Nothing: no struct is laid over the bytes"));
        use_->setEnabled(true);
        return;
    }
    const auto parsed = bytes::StructDeclaration::parse({text.constData(), static_cast<std::size_t>(text.size())});
    use_->setEnabled(parsed.has_value());
    if (parsed) {
        verdict_->note(sizeWords(*parsed));
    } else {
        verdict_->fault(tr("Line %1, column %2: %3")
                            .arg(parsed.error().line)
                            .arg(parsed.error().column)
                            .arg(QString::fromStdString(parsed.error().reason)));
        markError(parsed.error());
    }
}

void StructDialog::markError(const bytes::DeclarationError& error) {
    const QByteArray before = editor_->toPlainText().toUtf8().first(static_cast<qsizetype>(error.offset));
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(editor_->document());
    mark.cursor.setPosition(static_cast<int>(QString::fromUtf8(before).size()));
    mark.cursor.movePosition(QTextCursor::EndOfWord, QTextCursor::KeepAnchor);
    if (!mark.cursor.hasSelection()) mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
    // At the very end: the last character that is there
    if (!mark.cursor.hasSelection()) mark.cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(toneColor(Tone::DangerText, palette()));
    mark.format.setBackground(toneColor(Tone::DangerGround, palette()));
    editor_->setExtraSelections({mark});
}

void StructDialog::accept() {
    if (!use_->isEnabled()) return;
    emit declared(editor_->toPlainText());
    QDialog::accept();
}

} // namespace ipclens::ui
