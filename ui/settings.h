// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/value.h"
#include "core/objects/object.h"
#include "ui/session/interest.h"
#include "ui/theme.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSettings>
#include <QString>

#include <optional>
#include <vector>

namespace ipclens::ui {

/// How one column of the object table was left.
struct ColumnPlace {
    Column column = Column::Kind;
    int width = 0; ///< pixels; 0: as it comes
    bool visible = true;

    bool operator==(const ColumnPlace&) const = default;
};

struct SortOrder {
    Column column = Column::Kind;
    bool descending = false;

    bool operator==(const SortOrder&) const = default;
};

/// What is laid over a segment's bytes, and where.
struct StructChoice {
    QString declaration; ///< as it was typed (core/bytes/struct_declaration.h); empty: no struct
    std::uint64_t offset = 0;
    bool follows = false; ///< it begins at the cursor, wherever that is

    bool operator==(const StructChoice&) const = default;
};

/// What the window remembers from one start to the next. Every value that is read is looked at: one that makes no sense
/// counts as none. Look-only mode is not remembered: a window that can change nothing must have been asked for, and one
/// that can must not surprise a person who left it otherwise.
class Settings {
public:
    /// The person's own file: ipclens/ipclens.ini under XDG_CONFIG_HOME.
    Settings();
    explicit Settings(const QString& file);

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);
    /// Whether the desktop was dark when it was last asked: what the window begins with until it has answered again.
    [[nodiscard]] std::optional<bool> desktopDark() const;
    void setDesktopDark(std::optional<bool> dark);

    [[nodiscard]] double rate() const; ///< Hz
    void setRate(double hertz);

    /// In the order that they stand; empty, or each column once.
    [[nodiscard]] std::vector<ColumnPlace> columns() const;
    void setColumns(const std::vector<ColumnPlace>& columns);
    [[nodiscard]] SortOrder sortOrder() const;
    void setSortOrder(SortOrder order);

    /// Whether the sidebar's group of what may be wrong is folded away.
    [[nodiscard]] bool healthFolded() const;
    void setHealthFolded(bool folded);

    /// Named messages, as composition::toSetting() writes them; by name.
    [[nodiscard]] QMap<QString, QString> favouriteMessages() const;
    void setFavouriteMessages(const QMap<QString, QString>& favourites);

    /// What was chosen for the last new object.
    [[nodiscard]] Api createdApi() const;
    void setCreatedApi(Api api);

    [[nodiscard]] QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);
    /// Whether a segment's values stand beside its bytes; none: where there is room.
    [[nodiscard]] std::optional<bool> inspectorShown() const;
    void setInspectorShown(bool shown);
    /// The byte order of the values at the cursor.
    [[nodiscard]] bytes::ByteOrder inspectorOrder() const;
    void setInspectorOrder(bytes::ByteOrder order);
    /// The struct over the segment of a key, which is not IPC_PRIVATE, or of a name.
    [[nodiscard]] StructChoice structChoice(Key key) const;
    [[nodiscard]] StructChoice structChoice(Name name) const;
    void setStructChoice(Key key, const StructChoice& choice);
    void setStructChoice(Name name, const StructChoice& choice);

    /// The struct that the messages of a queue of this key are taken for, as it was typed; empty: none.
    [[nodiscard]] QString messageStruct(Key key) const;
    void setMessageStruct(Key key, const QString& declaration);
    /// The same of the POSIX queue of this name.
    [[nodiscard]] QString messageStruct(Name queue) const;
    void setMessageStruct(Name queue, const QString& declaration);

    /// Sizes of a splitter's parts; empty, or `parts` of them that make sense.
    [[nodiscard]] QList<int> splitterSizes(const QString& name, int parts) const;
    void setSplitterSizes(const QString& name, const QList<int>& sizes);

private:
    [[nodiscard]] StructChoice structIn(const QString& group) const;
    void setStructIn(const QString& group, const StructChoice& choice);

    mutable QSettings file_;
};

/// A name of any bytes as a part of a settings' key.
[[nodiscard]] QString settingsName(Name name);

/// The rates that can be chosen, in Hz.
[[nodiscard]] const std::vector<double>& offeredRates();
inline constexpr double defaultRate = 4;

/// The word for a column in the settings: "key", "last_process".
[[nodiscard]] QString columnName(Column column);
[[nodiscard]] std::optional<Column> columnByName(const QString& name);

inline constexpr int columnCount = 11;

} // namespace ipclens::ui
