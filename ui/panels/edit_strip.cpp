// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/edit_strip.h"

#include "ui/models/words.h"
#include "ui/panels/memory_editor.h"
#include "ui/widgets/copy_as_menu.h"

#include <QCheckBox>
#include <QPushButton>

namespace ipclens::ui {

EditStrip::EditStrip(MemoryEditor& editor, QWidget* parent)
    : Strip(Tone::WarningGround, parent)
    , editor_(editor)
    , atOnce_(new QCheckBox(tr("Wri&te at once"), this)) {
    setObjectName(QStringLiteral("editStrip"));
    atOnce_->setObjectName(QStringLiteral("writeAtOnce"));
    atOnce_->setToolTip(tr("Each byte as soon as it is typed, instead of all that was typed by a button"));
    addLead(atOnce_);
    undo_ = addButton(QStringLiteral("undoEdit"), tr("&Undo"));
    leaveIt_ = addButton(QStringLiteral("leaveIt"), tr("Leave i&t"));
    anyway_ = addButton(QStringLiteral("writeAnyway"), tr("&Write over it"));
    discard_ = addButton(QStringLiteral("discardEdits"), tr("Disca&rd"));
    write_ = addButton(QStringLiteral("writeEdits"), tr("&Write"));
    undo_->setToolTip(tr("Takes back what was typed, then what was written (%1)")
                          .arg(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText)));
    connect(atOnce_, &QCheckBox::clicked, &editor_, &MemoryEditor::setWritesAtOnce);
    connect(undo_, &QPushButton::clicked, &editor_, &MemoryEditor::undo);
    connect(leaveIt_, &QPushButton::clicked, &editor_, [this] { editor_.resolveConflict(false); });
    connect(anyway_, &QPushButton::clicked, &editor_, [this] { editor_.resolveConflict(true); });
    connect(discard_, &QPushButton::clicked, &editor_, &MemoryEditor::discard);
    connect(write_, &QPushButton::clicked, &editor_, &MemoryEditor::commit);
    for (QPushButton* button : {undo_, leaveIt_, anyway_, discard_, write_})
        connect(button, &QPushButton::clicked, this, &EditStrip::used);
    connect(&editor_, &MemoryEditor::changed, this, &EditStrip::follow);
    follow();
}

void EditStrip::offerCode(CopyAsMenu& write, CopyAsMenu& undo, CopyAsMenu& anyway) {
    write.openOver(*write_);
    undo.openOver(*undo_);
    anyway.openOver(*anyway_);
    code_ = write.makeButton(this);
    addWidget(code_, undo_); // there it moves none of them as it comes and goes
    keepRoomFor(*code_);
    follow();
}

void EditStrip::follow() {
    const bool conflict = !editor_.conflict().isEmpty();
    const bool waiting = editor_.waiting() > 0;
    atOnce_->setChecked(editor_.writesAtOnce());
    atOnce_->setVisible(!conflict);
    // A second click must not meet another button than the first: they stay, and are off where there is nothing to do
    for (QPushButton* button : {undo_, discard_, write_})
        button->setVisible(!conflict);
    for (QPushButton* button : {leaveIt_, anyway_})
        button->setVisible(conflict);
    if (code_ != nullptr) code_->setVisible(waiting && !conflict);
    undo_->setEnabled(editor_.canUndo());
    discard_->setEnabled(waiting && !editor_.isWriting());
    write_->setEnabled(waiting && !editor_.isWriting() && editor_.isUnlocked());
    write_->setToolTip(editor_.isUnlocked() ? QString() : editor_.whyLocked());
    if (conflict) {
        say(editor_.conflict(), {tr("Somebody else has written there")});
    } else if (waiting) {
        const QString count = words::counted(editor_.waiting(), tr("byte"), tr("bytes"));
        say(editor_.summary(), {tr("%1 typed over, not written yet").arg(count), tr("%1 not written yet").arg(count),
                                tr("%1 not written").arg(count)});
    } else {
        say(tr("Type over hex or text. %1").arg(editor_.traces()), {tr("Type over hex or text.")});
    }
    setVisible(editor_.isUnlocked() || waiting || conflict);
}

} // namespace ipclens::ui
