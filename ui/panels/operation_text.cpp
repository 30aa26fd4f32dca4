// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/operation_text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr std::int64_t largestDelta = 32767; // SEMVMX

QString tr(const char* text) {
    return QCoreApplication::translate("OperationText", text);
}

} // namespace

QString operationText(const sysv::SemaphoreOperation& operation) {
    const int delta = operation.delta;
    const QString what = delta == 0  ? QStringLiteral("=0")
                         : delta < 0 ? QStringLiteral("\u2212%1").arg(-delta)
                                     : QStringLiteral("+%1").arg(delta);
    return QStringLiteral("[%1] %2").arg(operation.index).arg(what);
}

QString operationsText(std::span<const sysv::SemaphoreOperation> operations) {
    QStringList parts;
    for (const sysv::SemaphoreOperation& one : operations)
        parts += operationText(one);
    return parts.join(QLatin1Char(' '));
}

input::Parsed<sysv::SemaphoreOperation> parseOperation(const QString& typed, std::uint32_t count) {
    static const QRegularExpression form(QStringLiteral(
        "^\\s*(?:\\[\\s*(\\d+)\\s*\\]|(\\d+)\\s*(?:[:\\s]|(?=[=+\u2212-])))\\s*(=?)\\s*([+\u2212-]?)\\s*(\\d+)\\s*$"));
    const auto match = form.match(typed);
    if (!match.hasMatch()) return tl::unexpected(tr("a semaphore and what to do with it, such as 0 -1, 1 +2 or 2 =0"));
    const auto index = input::number(match.captured(1) + match.captured(2), 0, std::max<std::int64_t>(count, 1) - 1);
    if (!index) return tl::unexpected(tr("semaphore: %1").arg(index.error()));
    const auto size = input::number(match.captured(5), 0, largestDelta);
    if (!size) return tl::unexpected(size.error());
    if (!match.captured(3).isEmpty() && *size != 0) return tl::unexpected(tr("a semop can only wait for 0: =0"));
    const bool down = !match.captured(4).isEmpty() && match.captured(4) != QLatin1String("+");
    return sysv::SemaphoreOperation{static_cast<std::uint16_t>(*index),
                                    static_cast<std::int16_t>(down ? -*size : *size), false};
}

} // namespace ipclens::ui
