// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/composition.h"

#include "core/posix/message_queue.h"
#include "ui/dialogs/input.h"
#include "ui/models/json_text.h"
#include "ui/models/payload.h"
#include "ui/models/words.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace ipclens::ui::composition {
namespace {

using Form = Composition::Form;
template <class T>
using Parsed = tl::expected<T, QString>;

constexpr std::array<std::pair<Form, const char*>, 5> formNames{{
    {Form::Text, "text"},
    {Form::Hex, "hex"},
    {Form::Json, "json"},
    {Form::File, "file"},
    {Form::Struct, "struct"},
}};

constexpr int titleLength = 60;

tl::unexpected<QString> fault(QString text) {
    return tl::unexpected(std::move(text));
}

Parsed<std::optional<std::chrono::nanoseconds>> interval(const QString& typed) {
    const QString text = typed.trimmed();
    if (text.isEmpty()) return std::nullopt;
    static const QRegularExpression form(QStringLiteral("^([0-9]{1,9}(?:\\.[0-9]{1,6})?)\\s*(ms|s|min)?$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return fault(QStringLiteral("every: “%1” is no interval, such as 50 ms or 2 s").arg(text.left(24)));
    double milliseconds = match.captured(1).toDouble();
    if (match.captured(2) == QLatin1String("s")) milliseconds *= 1000;
    if (match.captured(2) == QLatin1String("min")) milliseconds *= 60'000;
    const auto every = std::chrono::nanoseconds(static_cast<std::int64_t>(milliseconds * 1e6));
    if (every.count() == 0) return fault(QStringLiteral("every: the interval must be above 0"));
    return every;
}

Parsed<std::optional<std::uint64_t>> count(const QString& typed, bool endless) {
    if (typed.trimmed().isEmpty()) return endless ? std::nullopt : std::optional<std::uint64_t>(1);
    const auto number = input::number(typed, 1, std::numeric_limits<std::int64_t>::max());
    if (!number) return fault(QStringLiteral("×: ") + number.error());
    return static_cast<std::uint64_t>(*number);
}

Parsed<long> rank(const QString& typed, Api api) {
    if (api == Api::SysV) return input::messageType(typed);
    return input::number(typed, 0, posix::priorityMax);
}

/// "line 2, column 7", as an editor counts.
QString placeOf(const QString& text, std::size_t utf8Offset) {
    const QString before = QString::fromUtf8(text.toUtf8().left(static_cast<qsizetype>(utf8Offset)));
    const qsizetype line = before.count(QLatin1Char('\n')) + 1;
    const qsizetype column = before.size() - before.lastIndexOf(QLatin1Char('\n'));
    return line == 1 ? QStringLiteral("column %1").arg(column)
                     : QStringLiteral("line %1, column %2").arg(line).arg(column);
}

std::size_t offsetOfColumn(const QByteArray& utf8, std::size_t column) {
    std::size_t offset = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        if ((static_cast<unsigned char>(utf8[i]) & 0xc0U) == 0x80U) continue;
        if (--column == 0) return static_cast<std::size_t>(i);
        offset = static_cast<std::size_t>(i) + 1;
    }
    return offset;
}

Parsed<transfer::MessageTemplate> templateOf(const Composition& composition,
                                             const std::optional<std::vector<std::byte>>& file) {
    const QByteArray utf8 = composition.payload.toUtf8();
    auto made = transfer::MessageTemplate::parse({utf8.constData(), static_cast<std::size_t>(utf8.size())}, file);
    if (!made) {
        return fault(
            QStringLiteral("%1: %2").arg(placeOf(composition.payload, offsetOfColumn(utf8, made.error().column)),
                                         QString::fromStdString(made.error().reason)));
    }
    if (composition.form != Form::Json) return std::move(*made);
    const auto first = made->expand(0);
    const std::string_view json(reinterpret_cast<const char*>(first.data()), first.size());
    if (const auto wrong = json::faultOf(json)) {
        // A place in what was filled in is none in what is seen
        if (json != std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())))
            return fault(QStringLiteral("no JSON once its placeholders are filled in"));
        return fault(QStringLiteral("no JSON: %1").arg(placeOf(composition.payload, *wrong)));
    }
    return std::move(*made);
}

std::optional<bytes::StructDeclaration> declarationOf(const QString& text) {
    const auto parsed = bytes::StructDeclaration::parse(text.toStdString());
    return parsed ? std::optional(*parsed) : std::nullopt;
}

Parsed<transfer::MessageTemplate> messagesOf(const Composition& composition,
                                             const std::optional<std::vector<std::byte>>& file) {
    switch (composition.form) {
    case Form::Text:
    case Form::Json: return templateOf(composition, file);
    case Form::Struct:
        if (!declarationOf(composition.declaration)) return fault(QStringLiteral("no struct has been declared"));
        [[fallthrough]];
    case Form::Hex: {
        auto bytes = payload::parseHex(composition.payload);
        if (!bytes) return fault(bytes.error());
        return transfer::MessageTemplate::literal(std::move(*bytes));
    }
    case Form::File: break;
    }
    if (!file) return fault(QStringLiteral("the file has not been read"));
    return transfer::MessageTemplate::literal(*file);
}

} // namespace

QString rankWord(Api api) {
    return api == Api::Posix ? QStringLiteral("priority") : QStringLiteral("type");
}

Parsed<Composed> parse(const Composition& composition, const std::optional<std::vector<std::byte>>& file,
                       const QueueRules& rules) {
    Composed composed;
    const auto type = rank(composition.type, rules.api);
    if (!type) return fault(QStringLiteral("%1: %2").arg(rankWord(rules.api), type.error()));
    composed.type = *type;
    auto every = interval(composition.every);
    if (!every) return fault(every.error());
    composed.every = *every;
    const auto times = count(composition.count, composed.every.has_value());
    if (!times) return fault(times.error());
    composed.count = *times;
    auto messages = messagesOf(composition, file);
    if (!messages) return fault(messages.error());
    composed.messages = std::move(*messages);
    composed.size = composed.messages.expand(0).size();
    if (rules.longest && composed.size > *rules.longest) {
        return fault(QStringLiteral("%1 bytes: this queue takes %2 at most")
                         .arg(words::count(composed.size), words::count(*rules.longest)));
    }
    return composed;
}

bool usesFile(const Composition& composition) {
    static const QRegularExpression placeholder(QStringLiteral("\\{\\{\\s*file\\s*\\}\\}"));
    if (composition.file.isEmpty()) return false;
    if (composition.form == Form::File) return true;
    return (composition.form == Form::Text || composition.form == Form::Json) &&
           composition.payload.contains(placeholder);
}

bool soundButForFile(const Composition& composition, const QueueRules& rules) {
    if (!usesFile(composition)) return false;
    Composition rest = composition;
    if (rest.form == Form::Json) rest.form = Form::Text;
    return parse(rest, std::vector<std::byte>(), rules).has_value();
}

Composition of(const sysv::Message& message, const QString& declaration) {
    Composition made;
    made.type = QString::number(message.type);
    const payload::Bytes bytes(message.payload);
    const auto chosen = declarationOf(declaration);
    if (payload::read(bytes, bytes.size(), chosen ? &*chosen : nullptr).form == payload::Form::Struct) {
        made.form = Form::Struct;
        made.declaration = declaration;
        made.payload = payload::toHex(bytes);
        return made;
    }
    const QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    // An editor turns other line ends into its own, and shows no control characters
    static const QRegularExpression changed(
        QStringLiteral("[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{a0}\\x{2028}\\x{2029}]"));
    const bool same = payload::bytesOfText(text) == message.payload && !text.contains(changed);
    const auto filled = transfer::MessageTemplate::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                                                         std::vector<std::byte>());
    if (!same || !filled || filled->varies() || text.contains(QLatin1String("{{"))) {
        made.form = Form::Hex;
        made.payload = payload::toHex(bytes);
        return made;
    }
    made.form = payload::formOf(bytes, true) == payload::Form::Json ? Form::Json : Form::Text;
    made.payload = text;
    return made;
}

std::optional<QString> pretty(const QString& payload) {
    // Placeholders stand aside as words that the indenting passes over: digits are at home in a string and outside
    static const QRegularExpression placeholder(QStringLiteral("\\{\\{\\s*[a-z][^{}]*\\}\\}"));
    static const QString mark = QStringLiteral("90909090%1");
    QString text = payload;
    QStringList kept;
    for (auto match = placeholder.match(text); match.hasMatch(); match = placeholder.match(text)) {
        text.replace(match.capturedStart(), match.capturedLength(), mark.arg(kept.size() + 1000));
        kept += match.captured();
    }
    const QByteArray utf8 = text.toUtf8();
    const std::string_view json(utf8.constData(), static_cast<std::size_t>(utf8.size()));
    if (json::faultOf(json)) return std::nullopt;
    QString lines = QString::fromStdString(json::indented(json));
    for (qsizetype i = 0; i < kept.size(); ++i)
        lines.replace(mark.arg(i + 1000), kept[i]);
    return lines;
}

namespace {

/// "job { id=77, … }".
std::optional<QString> fieldsOf(const Composition& composition) {
    const auto declaration = declarationOf(composition.declaration);
    const auto bytes = payload::parseHex(composition.payload);
    if (!declaration || !bytes) return std::nullopt;
    const auto reading = payload::read(*bytes, bytes->size(), &*declaration);
    return reading.form == payload::Form::Struct ? std::optional(reading.preview) : std::nullopt;
}

} // namespace

QString title(const Composition& composition, Api api) {
    QString form;
    QString what = composition.form == Form::File ? composition.file : composition.payload.simplified();
    switch (composition.form) {
    case Form::Text: form = QStringLiteral("text"); break;
    case Form::Hex: form = QStringLiteral("hex"); break;
    case Form::Json: form = QStringLiteral("JSON"); break;
    case Form::File: form = QStringLiteral("file"); break;
    case Form::Struct:
        form = QStringLiteral("struct");
        if (const auto fields = fieldsOf(composition)) what = *fields;
        break;
    }
    if (what.size() > titleLength) what = what.left(titleLength - 1) + QChar(0x2026);
    QString text = QStringLiteral("%1 %2 \u00b7 %3 \u00b7 %4")
                       .arg(rankWord(api), composition.type, form, words::printable(what.toStdString()));
    if (composition.count != QLatin1String("1")) text += QStringLiteral("  \u00d7%1").arg(composition.count);
    return text;
}

QString toSetting(const Composition& composition) {
    QJsonObject object;
    for (const auto& [form, name] : formNames) {
        if (form == composition.form) object[QLatin1String("form")] = QLatin1String(name);
    }
    object[QLatin1String("type")] = composition.type;
    object[QLatin1String("payload")] = composition.payload;
    if (composition.form == Form::Struct) object[QLatin1String("declaration")] = composition.declaration;
    object[QLatin1String("file")] = composition.file;
    object[QLatin1String("count")] = composition.count;
    object[QLatin1String("every")] = composition.every;
    object[QLatin1String("wait")] = composition.wait;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<Composition> fromSetting(const QString& setting) {
    const QJsonObject object = QJsonDocument::fromJson(setting.toUtf8()).object();
    for (const auto& [form, name] : formNames) {
        if (object[QLatin1String("form")].toString() != QLatin1String(name)) continue;
        Composition made;
        made.form = form;
        made.type = object[QLatin1String("type")].toString();
        made.payload = object[QLatin1String("payload")].toString();
        made.declaration = object[QLatin1String("declaration")].toString();
        made.file = object[QLatin1String("file")].toString();
        made.count = object[QLatin1String("count")].toString();
        made.every = object[QLatin1String("every")].toString();
        made.wait = object[QLatin1String("wait")].toBool();
        return made;
    }
    return std::nullopt;
}

} // namespace ipclens::ui::composition
