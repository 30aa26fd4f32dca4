// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/member_waits.h"
#include "ui/session/update.h"

#include <QAbstractTableModel>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// The members of one semaphore set: a row for each, also of those that nobody has read yet. Holds only what the last
/// Update brought, which are the members that the view asked for.
class SemaphoreModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column : int {
        IndexColumn,
        ValueColumn,
        TokensColumn,
        HistoryColumn, ///< the last minute's values, as a curve
        WaitingColumn,
        ProcessColumn,
        DownColumn, ///< "P −1", or "Cancel" while such a P of ours waits
        UpColumn,
        SetColumn,
        ColumnCount,
    };

    enum Role : int {
        ValueRole = Qt::UserRole, ///< the member's value; invalid where it was not read
        GlowRole,                 ///< glowSteps … 0: how fresh its value is
        WaitingRole,              ///< whether somebody waits
        GoneRole,                 ///< the last process is gone
        CancelRole,               ///< a P of ours waits here
        ShortRole,                ///< words for where there is little room; also of a title
        PartsRole,                ///< QStringList of who waits, as member_waits::parts()
    };

    static constexpr int glowSteps = 4;

    explicit SemaphoreModel(QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Another set: `count` members of which nothing is known.
    void reset(std::uint32_t count);
    /// What was read of the members asked.first … asked.last; others are unknown from now on. Curves end at `end`.
    void apply(const SetDetail& detail, std::chrono::steady_clock::time_point end = {});

    /// A member's last minute; null where nothing is known of it.
    [[nodiscard]] const watching::Trace* historyAt(int row) const;
    [[nodiscard]] std::chrono::steady_clock::time_point historyEnd() const { return end_; }

    /// One step of all glows. Whether something still glows.
    bool fade();
    [[nodiscard]] bool glowing() const { return glowing_; }

    /// A P of ours waits on this member since then; none: no more.
    void setOwnWait(std::uint32_t member, std::optional<std::chrono::steady_clock::time_point> since);
    /// Their clocks have moved on. Whether there are any.
    bool tellOwnWaits();
    /// Who was seen to wait for which member; a member of nobody says how many the kernel counts.
    void setWaits(MembersWaits waits);
    /// Empty: P, V and Set can be used; else why they can't.
    void setRefusal(const QString& why);
    [[nodiscard]] const QString& refusal() const { return refusal_; }
    /// The set is gone: what was read last stays, greyed.
    void setEnded();

private:
    struct Member {
        MemberDetail detail;
        int glow = 0;
    };

    [[nodiscard]] const Member* member(int row) const;
    [[nodiscard]] bool waitsHere(int row) const;
    [[nodiscard]] QVariant text(int row, int column) const;
    [[nodiscard]] QString shortText(int row, int column) const;
    [[nodiscard]] const MemberWaits* waitsOf(int row) const;
    [[nodiscard]] QStringList waitingParts(int row) const;
    [[nodiscard]] QString waitingText(int row) const;
    [[nodiscard]] QString countText(int row) const;
    [[nodiscard]] QString shortWaitingText(int row) const;
    [[nodiscard]] QString ownWaitText(int row, const QString& text) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    [[nodiscard]] QString waitingToolTip(int row) const;
    void tellCurves();
    void changed(int first, int last);

    std::uint32_t count_ = 0;
    std::uint32_t first_ = 0;
    std::vector<Member> members_; ///< of first_ on
    std::chrono::steady_clock::time_point end_;
    std::map<std::uint32_t, std::chrono::steady_clock::time_point> ownWaits_; ///< since when
    MembersWaits waits_;
    QString refusal_;
    bool ended_ = false;
    bool glowing_ = false;
};

} // namespace ipclens::ui
