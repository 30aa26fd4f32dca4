// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/segment_files.h"

#include "ui/hexview/hex_view.h"
#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/panels/find_words.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"

#include <QAction>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int longestName = 80;

/// What a file can be called after; of POSIX without what shells and file systems make something else of.
QString nameForFile(ObjectId object) {
    if (object.api() == Api::SysV) return QString::number(object.id.value);
    QString name = words::name(object.name).mid(1, longestName);
    static const QRegularExpression unusual(QStringLiteral("[^\\w.+-]"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(unusual, QStringLiteral("_"));
}

std::string nativePath(const QString& path) {
    return QFile::encodeName(path).toStdString();
}

} // namespace

SegmentFiles::SegmentFiles(Session& session, HexView& view, QWidget* panel)
    : QObject(panel)
    , session_(session)
    , view_(view)
    , panel_(panel)
    , operations_(session, this)
    , menu_(new QMenu(panel))
    , saveSelection_(menu_->addAction(tr("Save se&lection\u2026")))
    , saveAll_(menu_->addAction(tr("&Save whole segment\u2026")))
    , load_(menu_->addAction(tr("L&oad over bytes from the cursor on\u2026"))) {
    saveSelection_->setObjectName(QStringLiteral("saveSelection"));
    saveAll_->setObjectName(QStringLiteral("saveAll"));
    load_->setObjectName(QStringLiteral("loadFile"));
    menu_->setToolTipsVisible(true);
    connect(saveSelection_, &QAction::triggered, this, [this] {
        const ByteRange selected = view_.selection();
        askWhereTo(selected.offset, selected.length);
    });
    connect(saveAll_, &QAction::triggered, this, [this] { askWhereTo(0, segment_.size()); });
    connect(load_, &QAction::triggered, this, &SegmentFiles::askWhatToLoad);
    connect(menu_, &QMenu::aboutToShow, this, &SegmentFiles::updateActions);
    updateActions();
}

void SegmentFiles::setSegment(const Segment& segment, std::uint64_t own) {
    segment_ = segment;
    own_ = own;
}

void SegmentFiles::setBytesShown(bool shown) {
    shown_ = shown;
    updateActions();
}

void SegmentFiles::updateActions() {
    saveSelection_->setEnabled(shown_ && view_.selection().length > 1);
    saveAll_->setEnabled(shown_);
    load_->setEnabled(shown_ && obstacle_.isEmpty());
    // A tool tip is rich text where it looks like that
    load_->setToolTip(obstacle_.toHtmlEscaped());
}

void SegmentFiles::setLoadObstacle(const QString& why) {
    if (why == obstacle_) return;
    obstacle_ = why;
    updateActions();
}

void SegmentFiles::askWhereTo(std::uint64_t offset, std::uint64_t length) {
    auto* dialog = new QFileDialog(panel_, tr("Save bytes"));
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(QStringLiteral("shm-%1-0x%2.bin").arg(nameForFile(segment_.object())).arg(offset, 0, 16));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, segment = segment_, offset, length](const QString& path) { save(segment, offset, length, path); });
    dialog->open();
}

void SegmentFiles::save(const Segment& segment, std::uint64_t offset, std::uint64_t length, const QString& path) {
    const std::string native = nativePath(path);
    operations_.run(operation::MemoryWork{segment, attached_, operation::SaveBytes{offset, length, native}},
                    [this, native](const Operation& ran, const Outcome& outcome) {
                        if (outcome.error) return tellFailure(ran, outcome);
                        emit message(Severity::Success, find_words::saved(outcome.memory.saved, native));
                    });
}

void SegmentFiles::askWhatToLoad() {
    auto* dialog = new QFileDialog(panel_, tr("Load a file over bytes"));
    dialog->setObjectName(QStringLiteral("loadDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, segment = segment_, offset = view_.selection().offset](const QString& path) {
                plan(segment, offset, path);
            });
    dialog->open();
}

void SegmentFiles::plan(const Segment& segment, std::uint64_t offset, const QString& path) {
    const operation::PlanLoad asked{offset, nativePath(path)};
    operations_.run(operation::MemoryWork{segment, attached_, asked},
                    [this, segment, asked](const Operation& ran, const Outcome& outcome) {
                        if (outcome.error) return tellFailure(ran, outcome);
                        confirm(segment, asked, outcome.memory.plan);
                    });
}

operation::MemoryWork SegmentFiles::loadOf(const Segment& segment, const operation::PlanLoad& asked) const {
    return {segment, attached_, operation::LoadBytes{asked.offset, asked.path}};
}

void SegmentFiles::confirm(const Segment& segment, const operation::PlanLoad& asked, const bytes::LoadPlan& plan) {
    // nattch as it is now, where it is still the one that is shown
    const Segment& known = segment_.object() == segment.object() ? segment_ : segment;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Write over bytes?"),
                                find_words::loadQuestion(known, own_, asked, plan), QMessageBox::Cancel, panel_);
    box->setObjectName(QStringLiteral("loadQuestion"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton* verb = box->addButton(tr("&Write over"), QMessageBox::DestructiveRole);
    verb->setObjectName(QStringLiteral("writeOver"));
    auto* code = CopyAsMenu::ofOperation(
        session_, [write = loadOf(segment, asked)] { return write; }, box);
    connect(code, &CopyAsMenu::message, this, &SegmentFiles::message);
    code->openOver(*verb);
    box->addButton(code->makeButton(box), QMessageBox::ResetRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    connect(verb, &QPushButton::clicked, this, [this, segment, asked] { load(segment, asked); });
    box->open();
}

void SegmentFiles::load(const Segment& segment, const operation::PlanLoad& asked) {
    // Another segment may be shown by the time it is done
    operations_.run(loadOf(segment, asked),
                    [this, object = segment.object(), path = asked.path](const Operation& ran, const Outcome& outcome) {
                        if (outcome.error) return tellFailure(ran, outcome);
                        emit message(Severity::Success, find_words::loaded(outcome.memory.loaded, object, path));
                    });
}

void SegmentFiles::tellFailure(const Operation& ran, const Outcome& outcome) {
    const auto said = sentences::outcome(ran, outcome);
    emit message(said.severity, said.text);
}

} // namespace ipclens::ui
