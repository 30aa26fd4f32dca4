// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/settings.h"

#include <QStringList>
#include <QVariant>

#include <algorithm>
#include <array>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int widestColumn = 4000;
constexpr int widestPart = 20000;
constexpr int mostFavourites = 1000;

constexpr std::array<std::pair<Column, const char*>, columnCount> columnNames{{
    {Column::Kind, "kind"},
    {Column::Key, "key"},
    {Column::Id, "id"},
    {Column::Owner, "owner"},
    {Column::Mode, "mode"},
    {Column::State, "state"},
    {Column::Activity, "activity"},
    {Column::UsedBy, "used_by"},
    {Column::Waiting, "waiting"},
    {Column::LastProcess, "last_process"},
    {Column::Changed, "changed"},
}};

QString structGroup(Key key) {
    return QStringLiteral("struct_%1/").arg(key.value, 8, 16, QLatin1Char('0'));
}

QString structGroup(Name name) {
    return QStringLiteral("struct_%1/").arg(settingsName(name));
}

QString messageStructName(Key key) {
    return QStringLiteral("message_structs/%1").arg(key.value, 8, 16, QLatin1Char('0'));
}

/// In hex: a name may have any byte.
QString messageStructName(Name queue) {
    const std::string_view bytes = queue.bytes();
    const QByteArray hex = QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex();
    return QStringLiteral("message_structs/posix_%1").arg(QLatin1String(hex));
}

/// "key:110" or "mode:90:hidden".
std::optional<ColumnPlace> columnPlaceOf(const QString& text) {
    const QStringList parts = text.split(QLatin1Char(':'));
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    const auto column = columnByName(parts[0]);
    bool isNumber = false;
    const int width = parts[1].toInt(&isNumber);
    if (!column || !isNumber || width < 0 || width > widestColumn) return std::nullopt;
    if (parts.size() == 3 && parts[2] != QLatin1String("hidden")) return std::nullopt;
    return ColumnPlace{*column, width, parts.size() == 2};
}

/// What was kept before there was a column has it behind the one that stands before it.
void addLater(std::vector<ColumnPlace>& places, Column column, Column before, bool visible) {
    const auto placeOf = [&](Column wanted) {
        return std::find_if(places.begin(), places.end(), [&](const auto& place) { return place.column == wanted; });
    };
    const auto found = placeOf(before);
    if (placeOf(column) == places.end() && found != places.end()) places.insert(std::next(found), {column, 0, visible});
}

} // namespace

const std::vector<double>& offeredRates() {
    static const std::vector<double> rates{0.5, 1, 2, 4, 10, 20};
    return rates;
}

QString columnName(Column column) {
    for (const auto& [each, name] : columnNames) {
        if (each == column) return QLatin1String(name);
    }
    return {};
}

std::optional<Column> columnByName(const QString& name) {
    for (const auto& [column, each] : columnNames) {
        if (name == QLatin1String(each)) return column;
    }
    return std::nullopt;
}

Settings::Settings()
    : file_(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("ipclens"), QStringLiteral("ipclens")) {}

Settings::Settings(const QString& file)
    : file_(file, QSettings::IniFormat) {}

Theme Settings::theme() const {
    return themeByName(file_.value(QStringLiteral("theme")).toString()).value_or(Theme::System);
}

void Settings::setTheme(Theme theme) {
    file_.setValue(QStringLiteral("theme"), themeName(theme));
}

std::optional<bool> Settings::desktopDark() const {
    const QString word = file_.value(QStringLiteral("desktop_scheme")).toString();
    if (word == QLatin1String("dark")) return true;
    if (word == QLatin1String("light")) return false;
    return std::nullopt;
}

void Settings::setDesktopDark(std::optional<bool> dark) {
    if (!dark) {
        file_.remove(QStringLiteral("desktop_scheme"));
        return;
    }
    file_.setValue(QStringLiteral("desktop_scheme"), *dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

double Settings::rate() const {
    bool isNumber = false;
    const double hertz = file_.value(QStringLiteral("rate")).toString().toDouble(&isNumber);
    const auto& offered = offeredRates();
    return isNumber && std::find(offered.begin(), offered.end(), hertz) != offered.end() ? hertz : defaultRate;
}

void Settings::setRate(double hertz) {
    file_.setValue(QStringLiteral("rate"), QString::number(hertz));
}

std::vector<ColumnPlace> Settings::columns() const {
    std::vector<ColumnPlace> places;
    for (const QString& text : file_.value(QStringLiteral("columns")).toStringList()) {
        const auto place = columnPlaceOf(text);
        if (!place) return {};
        const auto same = [&](const ColumnPlace& other) { return other.column == place->column; };
        if (std::any_of(places.begin(), places.end(), same)) return {};
        places.push_back(*place);
    }
    const auto visible = [](const ColumnPlace& place) { return place.visible; };
    if (std::none_of(places.begin(), places.end(), visible)) return {};
    addLater(places, Column::Activity, Column::State, true);
    addLater(places, Column::UsedBy, Column::Activity, true);
    addLater(places, Column::Waiting, Column::UsedBy, false);
    return places.size() == columnCount ? places : std::vector<ColumnPlace>{};
}

void Settings::setColumns(const std::vector<ColumnPlace>& columns) {
    QStringList texts;
    for (const ColumnPlace& place : columns) {
        const QString hidden = place.visible ? QString() : QStringLiteral(":hidden");
        texts << QStringLiteral("%1:%2%3").arg(columnName(place.column)).arg(place.width).arg(hidden);
    }
    file_.setValue(QStringLiteral("columns"), texts);
}

SortOrder Settings::sortOrder() const {
    QString word = file_.value(QStringLiteral("sort")).toString();
    const bool descending = word.startsWith(QLatin1Char('-'));
    if (descending) word.remove(0, 1);
    const auto column = columnByName(word);
    return column ? SortOrder{*column, descending} : SortOrder{};
}

void Settings::setSortOrder(SortOrder order) {
    file_.setValue(QStringLiteral("sort"),
                   (order.descending ? QStringLiteral("-") : QString()) + columnName(order.column));
}

bool Settings::healthFolded() const {
    return file_.value(QStringLiteral("health")).toString() == QLatin1String("folded");
}

void Settings::setHealthFolded(bool folded) {
    file_.setValue(QStringLiteral("health"), folded ? QStringLiteral("folded") : QStringLiteral("shown"));
}

QMap<QString, QString> Settings::favouriteMessages() const {
    QMap<QString, QString> favourites;
    const int count = file_.beginReadArray(QStringLiteral("favourite_messages"));
    for (int i = 0; i < std::min(count, mostFavourites); ++i) {
        file_.setArrayIndex(i);
        const QString name = file_.value(QStringLiteral("name")).toString();
        const QString message = file_.value(QStringLiteral("message")).toString();
        if (!name.isEmpty() && !message.isEmpty()) favourites.insert(name, message);
    }
    file_.endArray();
    return favourites;
}

void Settings::setFavouriteMessages(const QMap<QString, QString>& favourites) {
    file_.remove(QStringLiteral("favourite_messages"));
    file_.beginWriteArray(QStringLiteral("favourite_messages"), static_cast<int>(favourites.size()));
    int place = 0;
    for (auto favourite = favourites.begin(); favourite != favourites.end(); ++favourite) {
        file_.setArrayIndex(place++);
        file_.setValue(QStringLiteral("name"), favourite.key());
        file_.setValue(QStringLiteral("message"), favourite.value());
    }
    file_.endArray();
}

Api Settings::createdApi() const {
    return file_.value(QStringLiteral("created_api")).toString() == QLatin1String("posix") ? Api::Posix : Api::SysV;
}

void Settings::setCreatedApi(Api api) {
    file_.setValue(QStringLiteral("created_api"), api == Api::Posix ? QStringLiteral("posix") : QStringLiteral("sysv"));
}

QByteArray Settings::windowGeometry() const {
    return file_.value(QStringLiteral("window")).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry) {
    file_.setValue(QStringLiteral("window"), geometry);
}

std::optional<bool> Settings::inspectorShown() const {
    const QString word = file_.value(QStringLiteral("memory/inspector")).toString();
    if (word == QLatin1String("shown")) return true;
    if (word == QLatin1String("hidden")) return false;
    return std::nullopt;
}

void Settings::setInspectorShown(bool shown) {
    file_.setValue(QStringLiteral("memory/inspector"), shown ? QStringLiteral("shown") : QStringLiteral("hidden"));
}

bytes::ByteOrder Settings::inspectorOrder() const {
    const QString word = file_.value(QStringLiteral("memory/inspector_order")).toString();
    if (word == QLatin1String("little")) return bytes::ByteOrder::Little;
    if (word == QLatin1String("big")) return bytes::ByteOrder::Big;
    return bytes::hostOrder;
}

void Settings::setInspectorOrder(bytes::ByteOrder order) {
    file_.setValue(QStringLiteral("memory/inspector_order"),
                   order == bytes::ByteOrder::Big ? QStringLiteral("big") : QStringLiteral("little"));
}

QString settingsName(Name name) {
    return QString::fromLatin1(QByteArray::fromStdString(name.text()).toPercentEncoding());
}

StructChoice Settings::structChoice(Key key) const {
    return structIn(structGroup(key));
}

StructChoice Settings::structChoice(Name name) const {
    return structIn(structGroup(name));
}

void Settings::setStructChoice(Key key, const StructChoice& choice) {
    setStructIn(structGroup(key), choice);
}

void Settings::setStructChoice(Name name, const StructChoice& choice) {
    setStructIn(structGroup(name), choice);
}

StructChoice Settings::structIn(const QString& group) const {
    StructChoice choice;
    choice.declaration = file_.value(group + QStringLiteral("declaration")).toString();
    if (choice.declaration.isEmpty()) return {};
    choice.offset = file_.value(group + QStringLiteral("offset")).toString().toULongLong();
    choice.follows = file_.value(group + QStringLiteral("follows")).toBool();
    return choice;
}

void Settings::setStructIn(const QString& group, const StructChoice& choice) {
    if (choice.declaration.isEmpty()) return file_.remove(group.chopped(1));
    file_.setValue(group + QStringLiteral("declaration"), choice.declaration);
    file_.setValue(group + QStringLiteral("offset"), QString::number(choice.offset));
    file_.setValue(group + QStringLiteral("follows"), choice.follows);
}

QString Settings::messageStruct(Key key) const {
    return file_.value(messageStructName(key)).toString();
}

void Settings::setMessageStruct(Key key, const QString& declaration) {
    if (declaration.isEmpty()) return file_.remove(messageStructName(key));
    file_.setValue(messageStructName(key), declaration);
}

QString Settings::messageStruct(Name queue) const {
    return file_.value(messageStructName(queue)).toString();
}

void Settings::setMessageStruct(Name queue, const QString& declaration) {
    if (declaration.isEmpty()) return file_.remove(messageStructName(queue));
    file_.setValue(messageStructName(queue), declaration);
}

QList<int> Settings::splitterSizes(const QString& name, int parts) const {
    QList<int> sizes;
    int total = 0;
    for (const QString& text : file_.value(QStringLiteral("splitter_") + name).toStringList()) {
        bool isNumber = false;
        const int size = text.toInt(&isNumber);
        if (!isNumber || size < 0 || size > widestPart) return {};
        sizes << size;
        total += size;
    }
    return sizes.size() == parts && total > 0 ? sizes : QList<int>();
}

void Settings::setSplitterSizes(const QString& name, const QList<int>& sizes) {
    QStringList texts;
    for (const int size : sizes)
        texts << QString::number(size);
    file_.setValue(QStringLiteral("splitter_") + name, texts);
}

} // namespace ipclens::ui
