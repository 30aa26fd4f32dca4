// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/message_terms.h"

#include "ui/dialogs/input.h"
#include "ui/models/payload.h"

#include <QRegularExpression>

namespace ipclens::ui {
namespace {

/// "7", "!7", "<=7".
tl::expected<void, QString> readType(QString word, transfer::MessageFilter& filter) {
    const bool except = word.startsWith(QLatin1Char('!'));
    const bool upTo = word.startsWith(QLatin1String("<="));
    word = word.mid(except ? 1 : upTo ? 2 : 0);
    const auto type = input::messageType(word);
    if (!type) return tl::unexpected(QStringLiteral("type: ") + type.error());
    filter.type = upTo ? -*type : *type;
    filter.except = except;
    return {};
}

} // namespace

tl::expected<transfer::MessageFilter, QString> parseMessageTerms(const QString& typed) {
    static const QRegularExpression typeTerm(QStringLiteral("(?:^|\\s)type:(\\S*)(?:\\s|$)"));
    transfer::MessageFilter filter;
    QString text = typed;
    if (const auto match = typeTerm.match(text); match.hasMatch()) {
        if (const auto read = readType(match.captured(1), filter); !read) return tl::unexpected(read.error());
        text.replace(match.capturedStart(), match.capturedLength(), QLatin1String(" "));
    }
    text = text.trimmed();
    if (text.startsWith(QLatin1String("0x"), Qt::CaseInsensitive)) {
        auto bytes = payload::parseHex(text);
        if (!bytes) return tl::unexpected(bytes.error());
        filter.content = std::move(*bytes);
    } else {
        filter.content = payload::bytesOfText(text);
        filter.anyCase = true;
    }
    return filter;
}

} // namespace ipclens::ui
