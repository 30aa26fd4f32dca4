// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/remove_dialog.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/theme.h"

#include <QPushButton>
#include <QScreen>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextEdit>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ipclens::ui {
namespace {

QString objects(std::size_t count) {
    return words::counted(count, RemoveDialog::tr("object"), RemoveDialog::tr("objects"));
}

constexpr qreal titleMargin = 7;
constexpr qreal lineIndent = 16;
/// Of the window's height that the dialog takes at most.
constexpr double partOfWindow = 0.6;
/// What an object takes in the list before that is known.
constexpr double linesEach = 2.5;

/// The worst is 0: something that was sent is lost, somebody waits, somebody has it; and none of these.
constexpr int harmless = 3;
int harmOf(const RemovalPreview& preview) {
    if (!preview.info || !preview.allowed) return harmless;
    if (preview.messages > 0) return 0;
    if (preview.waiting > 0) return 1;
    return preview.attached > 0 ? 2 : harmless;
}

/// The kernel counts who uses a System V object; of a POSIX object there is only what is seen.
QString whatIsMissing(const std::vector<RemovalPreview>& previews) {
    const auto unseen = [&](Api api) {
        return std::any_of(previews.begin(), previews.end(), [api](const RemovalPreview& preview) {
            return preview.info && preview.object.api() == api && !preview.users.complete;
        });
    };
    if (!unseen(Api::SysV) && !unseen(Api::Posix)) return {};
    const QString begin = RemoveDialog::tr("Some processes can\u2019t be looked into, so names may be missing");
    if (!unseen(Api::Posix)) return begin + RemoveDialog::tr("; the counts are the kernel\u2019s.");
    return begin + RemoveDialog::tr("; more of them than are counted may have POSIX objects open.");
}

/// Somebody else was quicker, and what was asked for is there no more. Where another one has its name there still is
/// something, which was not asked about.
bool isGone(const RemovalResult& result) {
    const bool removed = result.error->kind == ErrorKind::Removed && result.object.api() == Api::SysV;
    return result.error->kind == ErrorKind::NotFound || removed;
}

} // namespace

class RemoveDialog::Private {
public:
    Private(RemoveDialog& dialog, Session& session, std::vector<ObjectId> asked)
        : dialog_(dialog)
        , asked_(std::move(asked))
        , names_(session.last() != nullptr ? session.last()->names : nullptr)
        , list_(new QTextEdit(&dialog)) {
        list_->setObjectName(QStringLiteral("objects"));
        list_->setAccessibleName(RemoveDialog::tr("What will happen"));
        list_->setReadOnly(true);
        list_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        list_->document()->setDocumentMargin(10);
        dialog_.content()->addWidget(list_, 1);
        dialog_.resize(dialog_.fontMetrics().averageCharWidth() * 92, 0);
        dialog_.cancelButton()->setDefault(true);
        dialog_.verbButton()->setAutoDefault(false);
        dialog_.offerCode([this] { return operation::Remove{removable_.empty() ? asked_ : removable_, {}}; });
        startPreview();
    }

    void carryOut() {
        if (removable_.empty()) return;
        dialog_.start(operation::Remove{removable_, inodes_},
                      [this](const Operation& /*ran*/, const Outcome& outcome) { finish(outcome); });
    }

private:
    void startPreview() {
        dialog_.setHeading(RemoveDialog::tr("Remove %1?").arg(objects(asked_.size())));
        for (const ObjectId object : asked_)
            append(words::object(object), Tone::MutedText);
        dialog_.setRefusal(RemoveDialog::tr("Looking who would be hit\u2026"));
        dialog_.showNote(RemoveDialog::tr("Looking who would be hit\u2026"));
        dialog_.cancelButton()->setFocus();
        const double guess = static_cast<double>(asked_.size()) * linesEach * dialog_.fontMetrics().lineSpacing();
        const Room room = this->room();
        dialog_.resize(dialog_.width(), room.others + static_cast<int>(std::min<double>(guess, room.most)));
        dialog_.look(operation::PreviewRemoval{asked_},
                     [this](const Operation& /*ran*/, const Outcome& outcome) { showPreview(outcome); });
    }

    void showPreview(const Outcome& outcome) {
        dialog_.showNote({});
        if (outcome.error) {
            dialog_.setRefusal(RemoveDialog::tr("What would happen is not known"));
            dialog_.showError(sentences::error(*outcome.error));
            return;
        }
        list_->clear();
        removable_.clear();
        for (int harm = 0; harm <= harmless; ++harm) {
            for (const RemovalPreview& preview : outcome.previews)
                if (harmOf(preview) == harm) appendPreview(preview);
        }
        for (const RemovalPreview& preview : outcome.previews) {
            if (!preview.info || !preview.allowed) continue;
            removable_.push_back(preview.object);
            if (preview.object.api() == Api::Posix) inodes_[preview.object] = inodeOf(viewOf(*preview.info));
        }
        list_->moveCursor(QTextCursor::Start);
        nameWhatGoes();
        if (!removable_.empty()) dialog_.showNote(whatIsMissing(outcome.previews));
        fitLines();
    }

    void nameWhatGoes() {
        const std::size_t kept = asked_.size() - removable_.size();
        if (removable_.empty()) {
            dialog_.setHeading(RemoveDialog::tr("%1 can\u2019t be removed").arg(objects(kept)));
            dialog_.setRefusal(RemoveDialog::tr("None of these can be removed"));
            return;
        }
        if (kept > 0) {
            dialog_.setHeading(RemoveDialog::tr("Remove %1? %2 can\u2019t be removed.")
                                   .arg(objects(removable_.size()), objects(kept)));
        }
        dialog_.verbButton()->setText(RemoveDialog::tr("&Remove %1").arg(objects(removable_.size())));
        dialog_.setRefusal({});
    }

    void appendPreview(const RemovalPreview& preview) {
        append(preview.info ? sentences::objectTitle(*preview.info) : words::object(preview.object), std::nullopt);
        if (preview.object.api() == Api::Posix) appendTag(QStringLiteral("POSIX"));
        if (preview.info && !preview.allowed) {
            append(sentences::whyNotRemoved(preview, names_.get()), Tone::MutedText);
            return;
        }
        for (const QString& line : sentences::consequences(preview))
            append(line, harmOf(preview) < harmless ? Tone::DangerText : Tone::MutedText);
    }

    /// What else is in the dialog, and what the list may have beside it in the window.
    struct Room {
        int others;
        int most;
    };
    [[nodiscard]] Room room() const {
        const int others = dialog_.leastHeight() - list_->minimumSizeHint().height() + 2 * list_->frameWidth();
        const int window = dialog_.parentWidget() != nullptr ? dialog_.parentWidget()->window()->height()
                                                             : dialog_.screen()->availableSize().height();
        return {others, static_cast<int>(window * partOfWindow) - others};
    }

    /// All lines are seen, or as many whole ones as there is room for.
    void fitLines() {
        const Room room = this->room();
        const int all = static_cast<int>(std::ceil(list_->document()->size().height()));
        const int needed = room.others + (all <= room.most ? all : wholeLines(room.most));
        // It may have been given more room than that, and then nothing moves
        dialog_.resize(dialog_.width(), all <= room.most ? std::max(needed, dialog_.height()) : needed);
    }

    [[nodiscard]] int wholeLines(int most) const {
        double whole = 0;
        for (QTextBlock block = list_->document()->begin(); block.isValid(); block = block.next()) {
            const double top = block.layout()->position().y();
            for (int line = 0; line < block.layout()->lineCount(); ++line) {
                const double bottom = top + block.layout()->lineAt(line).rect().bottom();
                const bool isTitle = block.blockFormat().leftMargin() == 0; // and says nothing without what follows
                if (bottom <= most && !isTitle) whole = bottom;
            }
        }
        return static_cast<int>(std::ceil(whole));
    }

    void finish(const Outcome& outcome) {
        if (outcome.error && outcome.removals.empty()) {
            dialog_.showError(sentences::error(*outcome.error));
            return;
        }
        std::vector<const RemovalResult*> failed;
        for (const RemovalResult& result : outcome.removals) {
            if (result.error && !isGone(result)) failed.push_back(&result);
        }
        const std::size_t removed = outcome.removals.size() - failed.size();
        if (failed.empty()) {
            emit dialog_.message(Severity::Success,
                                 removed == 1 ? RemoveDialog::tr("Removed %1").arg(words::object(removable_.front()))
                                              : RemoveDialog::tr("Removed %1").arg(objects(removed)));
            dialog_.accept();
            return;
        }
        const QString told = RemoveDialog::tr("%1 removed, %2 not").arg(objects(removed), objects(failed.size()));
        dialog_.setHeading(told);
        list_->clear();
        for (const RemovalResult* result : failed)
            append(sentences::error(*result->error), Tone::DangerText);
        dialog_.showError(told);
        fitLines();
        dialog_.setRefusal(RemoveDialog::tr("What could be removed has been"));
        dialog_.cancelButton()->setText(RemoveDialog::tr("&Close"));
    }

    /// One line of plain text; no tone: a title.
    void append(const QString& line, std::optional<Tone> tone) {
        QTextCharFormat format;
        if (tone) {
            format.setForeground(toneColor(*tone, list_->palette()));
        } else {
            format.setFontWeight(QFont::DemiBold);
        }
        QTextCursor cursor(list_->document());
        cursor.movePosition(QTextCursor::End);
        QTextBlockFormat block;
        const bool first = list_->document()->isEmpty();
        if (!tone && !first) block.setTopMargin(titleMargin);
        if (tone) block.setLeftMargin(lineIndent);
        if (first) {
            cursor.setBlockFormat(block);
        } else {
            cursor.insertBlock(block);
        }
        cursor.insertText(line, format);
    }

    /// Behind the line that was appended last.
    void appendTag(const QString& tag) {
        QTextCharFormat format;
        format.setForeground(toneColor(Tone::MutedText, list_->palette()));
        format.setProperty(QTextFormat::FontSizeAdjustment, -1);
        QTextCursor cursor(list_->document());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(QStringLiteral("   ") + tag, format);
    }

    RemoveDialog& dialog_;
    std::vector<ObjectId> asked_;
    std::shared_ptr<const NameTable> names_;
    QTextEdit* list_;                          ///< for its margins; all text in it is plain
    std::vector<ObjectId> removable_;          ///< as the preview told
    std::map<ObjectId, std::uint64_t> inodes_; ///< of the POSIX ones among them
};

RemoveDialog::RemoveDialog(Session& session, std::vector<ObjectId> objects, QWidget* parent)
    : OperationDialog(session, tr("Remove"), tr("&Remove"), parent)
    , d_(std::make_unique<Private>(*this, session, std::move(objects))) {}

RemoveDialog::~RemoveDialog() = default;

void RemoveDialog::carryOut() {
    d_->carryOut();
}

} // namespace ipclens::ui
