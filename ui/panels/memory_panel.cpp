// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_panel.h"

#include "ui/hexview/go_to_bar.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/words.h"
#include "ui/panels/attach_offer.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/memory_header.h"
#include "ui/panels/memory_inspection.h"
#include "ui/panels/memory_settings.h"
#include "ui/panels/memory_tools.h"
#include "ui/panels/memory_words.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/whole_segment.h"
#include "ui/session/perform.h"
#include "ui/session/session.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

namespace ipclens::ui {
namespace {

constexpr int topMargin = 4;
constexpr int leastPlaceHeight = 64;

} // namespace

class MemoryPanel::Private {
public:
    Private(MemoryPanel& panel, Session& session)
        : panel_(panel)
        , session_(session)
        , operations_(session, &panel)
        , ended_(new EndedLine(&panel))
        , header_(new MemoryHeader(&panel))
        , hex_(new HexView(&panel))
        , inspection_(new MemoryInspection(*hex_, &panel))
        , goTo_(new GoToBar(*hex_, &panel))
        , offer_(new AttachOffer(&panel))
        , notice_(new Notice(&panel))
        , tools_(session, *hex_, *header_, settings_, panel)
        , whole_(new WholeSegment(session, *hex_, *header_, &panel)) {
        layOut();
        connectParts();
        offerCode();
        readSettings();
        updateRefusal();
    }

    void setObject(const Segment& info) {
        tools_.leave();
        info_ = info;
        gone_ = false;
        agreed_.reset();
        attached_ = false;
        const auto last = session_.last();
        own_ = last ? ownIn(*last) : 0;
        attachError_.reset();
        ended_->hide();
        goTo_->hide();
        hex_->setSize(info.size());
        whole_->setSegment(info);
        tools_.enter(info);
        SegmentDetail fromTable;
        fromTable.info = info;
        inspection_->setObject(info);
        showDetail(fromTable);
        // Nothing is known yet of how the bytes can be had: they are just unknown
        showPage(inspection_);
        updateRefusal();
        emit panel_.interestChanged();
    }

    void setInfo(const Segment& info) {
        if (!gone_) info_ = info;
    }

    void setEnded() {
        gone_ = true;
        const QString removed = MemoryPanel::tr("This segment has been removed.");
        // Those that are at hand can still be selected and copied
        const bool kept = pages_->currentWidget() == inspection_ && hex_->cache().range().length > 0;
        ended_->say(kept ? MemoryPanel::tr("%1 What was read last stays here.").arg(removed) : removed);
        header_->setAccess({}, false);
        inspection_->setEnded();
        if (!kept) show(memory_words::whyNothingIsLeft());
        whole_->takeNothing();
        tools_.takeNothing(MemoryPanel::tr("The segment is gone."));
        updateRefusal();
    }

    [[nodiscard]] bool tells(OperationId operation) const { return whole_->tells(operation); }

    [[nodiscard]] std::optional<SegmentInterest> interest() const {
        if (info_.isNone() || gone_) return std::nullopt;
        const ByteRange wanted = hex_->wantedRange();
        constexpr std::uint64_t most = std::numeric_limits<std::uint32_t>::max();
        return SegmentInterest{info_.object(),
                               wanted.offset,
                               static_cast<std::uint32_t>(std::min(wanted.length, most)),
                               agreed_.value_or(always_),
                               true,
                               inspection_->stretches()};
    }

    void take(const Update& update) {
        names_ = update.names;
        if (gone_ || !update.segment || update.segment->asked.segment != info_.object()) return;
        const SegmentDetail& detail = *update.segment;
        // The table tells of an object that is gone
        if (detail.error && (detail.info.object() != info_.object() || isGone(*detail.error))) return;
        info_ = detail.info;
        own_ = ownIn(update);
        showDetail(detail);
        const bool frozen = tools_.frozen() != nullptr;
        if (!frozen && tools_.followSize(info_.size())) inspection_->followSize();
        if (detail.access) {
            attachError_.reset();
            if (!frozen) hex_->setBytes(detail.offset, detail.bytes, detail.readAt);
            inspection_->take(detail, tools_.frozen());
            tools_.take(detail);
            whole_->take(detail, own_);
        } else {
            attachError_ = detail.asked.attach ? detail.error : std::nullopt;
            if (!frozen) hex_->clearBytes();
            inspection_->take(detail, tools_.frozen());
            tools_.takeNothing(MemoryPanel::tr("Its bytes are not read."));
            whole_->takeNothing();
        }
        choosePage(detail);
        updateRefusal();
    }

private:
    void layOut() {
        hex_->setFrameShape(QFrame::NoFrame);
        hex_->setObjectName(QStringLiteral("hexView"));
        auto* place = new QWidget(&panel_);
        pages_ = new QStackedLayout(place);
        pages_->setContentsMargins(0, topMargin, 0, 0);
        // Not what its highest page would like: what was found stands above it
        place->setMinimumHeight(leastPlaceHeight);
        for (QWidget* page : std::initializer_list<QWidget*>{inspection_, offer_, notice_})
            pages_->addWidget(page);
        // One calm ground for all, also where the panel stands alone
        panel_.setBackgroundRole(QPalette::Base);
        panel_.setAutoFillBackground(true);
        auto* layout = new QVBoxLayout(&panel_);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(ended_);
        layout->addWidget(header_);
        layout->addWidget(goTo_);
        layout->addWidget(whole_->strip());
        for (QWidget* strip : tools_.strips())
            layout->addWidget(strip);
        layout->addWidget(place, 1);
        panel_.setFocusProxy(hex_);
    }

    void connectParts() {
        QObject::connect(hex_, &HexView::visibleRangeChanged, &panel_, [this] { emit panel_.interestChanged(); });
        QObject::connect(hex_, &HexView::copyNeedsBytes, &panel_,
                         [this](quint64 offset, quint64 length, bytes::TextForm form) {
                             copy({offset, length}, form);
                         });
        QObject::connect(&tools_, &MemoryTools::message, &panel_, &Panel::message);
        QObject::connect(&tools_, &MemoryTools::outdated, &panel_, &Panel::outdated);
        QObject::connect(&tools_, &MemoryTools::thawed, &panel_, [this] {
            // Of a segment that is gone the moment is all that is left
            if (gone_) return;
            // Where nothing has changed no other Update comes
            hex_->clearBytes();
            if (const auto last = session_.last()) take(*last);
        });
        QObject::connect(inspection_, &MemoryInspection::interestChanged, &panel_,
                         [this] { emit panel_.interestChanged(); });
        QObject::connect(inspection_, &MemoryInspection::editRequested, &panel_,
                         [this](quint64 offset, const QByteArray& bytes) { edit(offset, bytes); });
        QObject::connect(&tools_.editor(), &MemoryEditor::changed, inspection_, [this] {
            inspection_->setEditable(tools_.editor().isUnlocked(), tools_.editor().whyLocked());
            whole_->setLocked(tools_.editor().whyLocked());
        });
        whole_->setLocked(tools_.editor().whyLocked());
        header_->addSwitch(inspection_->action());
        panel_.addAction(&inspection_->action());
        QObject::connect(offer_, &AttachOffer::attachAsked, &panel_, [this] { setAgreed(true); });
        QObject::connect(header_, &MemoryHeader::resizeAsked, &panel_, &Panel::resizeAsked);
        QObject::connect(header_, &MemoryHeader::detachAsked, &panel_, [this] { setAgreed(false); });
        const auto chooseAlways = [this](bool always) { setAlways(always); };
        QObject::connect(offer_, &AttachOffer::alwaysChosen, &panel_, chooseAlways);
        QObject::connect(header_, &MemoryHeader::alwaysChosen, &panel_, chooseAlways);
        QObject::connect(whole_, &WholeSegment::message, &panel_, &Panel::message);
        QObject::connect(&session_, &Session::lookOnlyChanged, &panel_, [this] { updateRefusal(); });

        header_->copyMenu().addActions(hex_->actions());
        QAction& goTo = header_->goToAction();
        QObject::connect(&goTo, &QAction::triggered, goTo_, &GoToBar::open);
        goTo.setShortcutContext(Qt::WidgetWithChildrenShortcut);
        panel_.addAction(&goTo);
        hex_->insertAction(hex_->actions().value(0), &goTo);
    }

    void offerCode() {
        const auto attach = [this] {
            const ByteRange wanted = hex_->wantedRange();
            return operation::FetchBytes{info_, wanted.offset, wanted.length, true};
        };
        auto* code = CopyAsMenu::ofOperation(session_, attach, &panel_);
        QObject::connect(code, &CopyAsMenu::message, &panel_, &Panel::message);
        offer_->offerCode(*code);
    }

    void readSettings() {
        always_ = settings_.alwaysAttach();
        offer_->setAlways(always_);
        header_->setAlways(always_);
    }

    void edit(quint64 offset, const QByteArray& bytes) {
        if (!tools_.editor().isUnlocked()) return tools_.editor().warnLocked();
        const std::span<const char> typed(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        const QString why = tools_.editor().edit(offset, std::as_bytes(typed));
        if (!why.isEmpty()) emit panel_.message(Severity::Warning, why);
    }

    void setAgreed(bool agreed) {
        agreed_ = agreed;
        emit panel_.interestChanged();
    }

    void setAlways(bool always) {
        always_ = always;
        settings_.setAlwaysAttach(always);
        offer_->setAlways(always);
        header_->setAlways(always);
        // What is shown now stays as it is, unless it only waited for this
        if (always)
            agreed_.reset();
        else
            agreed_ = attached_;
        emit panel_.interestChanged();
    }

    void showDetail(const SegmentDetail& detail) {
        attached_ = detail.access == bytes::SegmentAccess::Attached;
        header_->setFacts(memory_words::facts(detail, own_));
        header_->setAccess(memory_words::access(detail), attached_);
    }

    void showPage(QWidget* page) {
        header_->setBytesShown(page == inspection_ && info_.size() > 0);
        if (pages_->currentWidget() == page) return;
        const bool hadFocus = pages_->currentWidget()->hasFocus() || offer_->isAncestorOf(panel_.focusWidget());
        pages_->setCurrentWidget(page);
        if (page != inspection_) goTo_->hide();
        QWidget* focused = page == inspection_ ? hex_ : page;
        panel_.setFocusProxy(focused);
        if (hadFocus) focused->setFocus(Qt::OtherFocusReason);
    }

    /// The bytes, or why there are none and what can be done about it.
    void choosePage(const SegmentDetail& detail) {
        if (const auto nothing = memory_words::whyNothing(detail, names_.get())) return show(*nothing);
        if (detail.access || info_.systemV() == nullptr) return showPage(inspection_);
        const SegmentInfo& info = *info_.systemV();
        offer_->say(memory_words::whyNotUnnoticed(info, own_), memory_words::consequencesOfAttaching(info));
        showPage(offer_);
    }

    void show(const memory_words::Nothing& nothing) {
        notice_->say(nothing.icon, nothing.title, nothing.reason);
        showPage(notice_);
    }

    /// Of a POSIX segment, which is opened anew for each look.
    [[nodiscard]] bool isGone(const Error& error) const {
        return info_.posix() != nullptr && (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Removed);
    }

    [[nodiscard]] std::uint64_t ownIn(const Update& update) const {
        return info_.systemV() == nullptr ? 0 : update.ownAttachments(info_.systemV()->id);
    }

    void updateRefusal() {
        QString why;
        if (gone_) {
            why = MemoryPanel::tr("The segment is gone.");
        } else if (session_.lookOnly()) {
            why = MemoryPanel::tr("Look-only mode is on: attaching would change the segment\u2019s record.");
        } else if (attachError_) {
            why = memory_words::error(*attachError_);
        }
        offer_->setRefusal(why);
    }

    void copy(ByteRange range, bytes::TextForm form) {
        if (gone_) {
            emit panel_.message(Severity::Error,
                                MemoryPanel::tr("The segment is gone: only those bytes can be copied that were read "
                                                "last, and not all of the selection was"));
            return;
        }
        if (range.length > mostFetchedBytes) {
            emit panel_.message(Severity::Warning,
                                MemoryPanel::tr("%1 are selected, and at most %2 can be copied at once")
                                    .arg(words::size(range.length), words::size(mostFetchedBytes)));
            return;
        }
        const operation::FetchBytes wanted{info_, range.offset, range.length, attached_, form};
        operations_.run(wanted, [this](const Operation&, const Outcome& outcome) {
            if (outcome.error) {
                emit panel_.message(Severity::Error, memory_words::error(*outcome.error));
                return;
            }
            QApplication::clipboard()->setText(outcome.text);
            emit panel_.message(Severity::Success, MemoryPanel::tr("Copied %1").arg(words::size(outcome.fetched)));
        });
    }

    MemoryPanel& panel_;
    Session& session_;
    OwnOperations operations_;
    EndedLine* ended_;
    MemoryHeader* header_;
    HexView* hex_;
    MemoryInspection* inspection_; ///< has hex_ and what is beside it
    GoToBar* goTo_;
    AttachOffer* offer_;
    Notice* notice_;
    MemorySettings settings_;
    MemoryTools tools_;
    WholeSegment* whole_;
    QStackedLayout* pages_ = nullptr;

    Segment info_;
    std::shared_ptr<const NameTable> names_;
    std::optional<bool> agreed_; ///< to an attachment of this segment; none: as the setting says
    bool always_ = false;
    bool attached_ = false;
    std::uint64_t own_ = 0; ///< so many of its attachments are our own, of this view or of work on the bytes
    bool gone_ = false;
    std::optional<Error> attachError_;
};

MemoryPanel::MemoryPanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this, session)) {}

MemoryPanel::~MemoryPanel() = default;

void MemoryPanel::setObject(const ObjectInfo& info) {
    d_->setObject(Segment::of(viewOf(info)));
}

void MemoryPanel::setInfo(const ObjectInfo& info) {
    d_->setInfo(Segment::of(viewOf(info)));
}

void MemoryPanel::setEnded() {
    d_->setEnded();
}

void MemoryPanel::addInterest(Interest& interest) const {
    interest.segment = d_->interest();
}

bool MemoryPanel::tells(OperationId operation) const {
    return d_->tells(operation);
}

void MemoryPanel::apply(const Update& update) {
    d_->take(update);
}

} // namespace ipclens::ui
