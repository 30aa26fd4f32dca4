// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/segment.h"
#include "ui/hexview/moment.h"
#include "ui/session/interest.h"
#include "ui/session/update.h"
#include "ui/settings.h"

#include <QSplitter>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

class QAction;

namespace ipclens::ui {

class HexView;
class Inspector;
class ToneLabel;
class StructView;

/// A segment's bytes and, beside them, what they mean: the values at the cursor and the fields of a struct. The side is
/// there where the panel is wide, or where the person wants it, which is remembered; so is each key's and name's
/// struct.
class MemoryInspection : public QSplitter {
    Q_OBJECT

public:
    explicit MemoryInspection(HexView& hex, QWidget* parent = nullptr);

    /// Shows or hides the side.
    [[nodiscard]] QAction& action() { return *action_; }

    /// Another segment, whose bytes the hex view has from now on.
    void setObject(const Segment& segment);
    void setEnded();
    /// The hex view has another size.
    void followSize();
    /// What is to be read besides what the hex view wants.
    [[nodiscard]] std::vector<Stretch> stretches() const;
    /// After the hex view has taken it. `frozen`: the moment that is shown instead; null where none is.
    void take(const SegmentDetail& detail, std::shared_ptr<const Moment> frozen);
    /// Whether values can be typed; `reason`: why not.
    void setEditable(bool editable, const QString& reason);

signals:
    /// stretches() has changed.
    void interestChanged();
    /// A person wants these bytes to stand there.
    void editRequested(quint64 offset, const QByteArray& bytes);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void connectParts();
    void showSide();
    void deliver();
    void tellPlace();
    void tellInterest();
    void shareSide();
    [[nodiscard]] StructChoice keptStruct() const;
    void keepStruct();
    [[nodiscard]] std::uint64_t place() const;
    [[nodiscard]] std::span<const std::byte> knownAt(std::uint64_t offset, std::uint64_t length) const;
    [[nodiscard]] std::vector<std::byte> bytesAt(std::uint64_t offset, std::uint64_t length) const;

    HexView& hex_;
    ToneLabel* place_; ///< below the bytes: where the cursor is, and how much is selected
    QSplitter* side_;
    Inspector* inspector_;
    StructView* struct_;
    QAction* action_;
    Settings settings_;
    std::optional<bool> chosen_; ///< by the person: whether the side is there
    bool sized_ = false;
    Segment segment_;
    /// Of private segments: kept only here, as an id means nothing after a restart.
    std::map<ObjectId, std::pair<Segment, StructChoice>> unnamed_;
    std::vector<StretchBytes> also_;
    std::shared_ptr<const Moment> frozen_;
    std::vector<Stretch> told_;
};

} // namespace ipclens::ui
