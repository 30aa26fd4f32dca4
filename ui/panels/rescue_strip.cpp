// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/rescue_strip.h"

#include "ui/models/words.h"
#include "ui/session/leftover_finder.h"

#include <QPushButton>

#include <algorithm>
#include <iterator>

namespace ipclens::ui {

RescueStrip::RescueStrip(QWidget* parent)
    : Strip(Tone::WarningGround, parent)
    , putBack_(addButton(QStringLiteral("putBack"), tr("Put back"))) {
    setObjectName(QStringLiteral("rescueStrip"));
    connect(putBack_, &QPushButton::clicked, this, [this] {
        if (!files_.empty()) emit putBackAsked(files_.front().path);
    });
}

void RescueStrip::setQueue(Name queue) {
    queue_ = queue;
    files_.clear();
    refresh();
    look();
}

void RescueStrip::look() {
    ++looks_;
    if (finder_ != nullptr) return finder_->look();
    finder_ = new LeftoverFinder(this);
    connect(finder_, &LeftoverFinder::found, this, &RescueStrip::replace);
}

void RescueStrip::replace(const std::vector<transfer::Leftover>& found) {
    if (--looks_ > 0) return; // a later look knows more
    files_.clear();
    std::copy_if(found.begin(), found.end(), std::back_inserter(files_),
                 [this](const transfer::Leftover& file) { return file.queue == queue_; });
    refresh();
}

void RescueStrip::add(const std::string& path, std::uint64_t messages) {
    remove(path); // what is known of it now counts
    transfer::Leftover file;
    file.path = path;
    file.messages = messages;
    file.queue = queue_;
    files_.push_back(file);
    refresh();
}

void RescueStrip::follow(OperationId /*id*/, const Operation& operation, const Outcome& outcome) {
    const auto* transfer = std::get_if<operation::PosixTransfer>(&operation);
    if (transfer == nullptr || transfer->what != operation::PosixTransfer::What::PutBack) return;
    if (outcome.error) return look(); // some may be back
    remove(transfer->path);
}

void RescueStrip::remove(const std::string& path) {
    std::erase_if(files_, [&](const transfer::Leftover& file) { return file.path == path; });
    if (looks_ > 0) look(); // the one under way may not know of this yet
    refresh();
}

void RescueStrip::setRefusal(const QString& why) {
    refusal_ = why;
    refresh();
}

void RescueStrip::setUnderWay(bool underWay) {
    underWay_ = underWay;
    refresh();
}

void RescueStrip::refresh() {
    setVisible(!files_.empty());
    if (files_.empty()) return;
    const transfer::Leftover& first = files_.front();
    const QString count = words::counted(first.messages, tr("message"), tr("messages"));
    QString text = tr("Not put back: %1 of this queue, in %2").arg(count, words::printable(first.path));
    if (files_.size() > 1) text += tr(", and more in %1 other files").arg(files_.size() - 1);
    say(text, {tr("Not put back: %1 of this queue").arg(count), tr("Not put back: %1").arg(count)});
    putBack_->setEnabled(refusal_.isEmpty() && !underWay_);
    putBack_->setToolTip(refusal_.isEmpty() ? tr("Puts them into the queue, behind what is there, and removes the file")
                                            : refusal_);
}

} // namespace ipclens::ui
