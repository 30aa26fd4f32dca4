// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/sentences.h"
#include "ui/models/words.h"

#include <algorithm>

namespace ipclens::ui::sentences {
namespace {

/// Names in brackets; says so where the kernel counts more than could be seen.
QString named(const QStringList& all, std::uint64_t counted) {
    if (all.isEmpty()) return counted > 0 ? QStringLiteral(" (by whom can’t be seen)") : QString();
    const QString rest =
        static_cast<std::uint64_t>(all.size()) < counted ? QStringLiteral(", others can’t be seen") : QString();
    return QStringLiteral(" (%1%2)").arg(words::shortList(all), rest);
}

QStringList attachedTitles(const processes::UsersOf& users) {
    QStringList titles;
    for (const auto& attached : users.attached) {
        for (std::uint32_t i = 0; i < std::max(attached.times, 1U); ++i)
            titles += words::process(attached.process);
    }
    titles.removeDuplicates();
    return titles;
}

QStringList waitingTitles(const processes::UsersOf& users) {
    QStringList titles;
    for (const auto& waiting : users.waiting)
        titles += QStringLiteral("%1 in %2").arg(words::process(waiting.process), words::printable(waiting.call));
    return titles;
}

QStringList linesOf(const RemovalPreview& preview, const SegmentInfo& info) {
    const QString bytes = words::size(info.size);
    if (info.removed && preview.attached > 0)
        return {QStringLiteral("it is removed already: it goes when the %1 attached%2 detach")
                    .arg(preview.attached)
                    .arg(named(attachedTitles(preview.users), preview.attached))};
    if (preview.attached == 0) return {QStringLiteral("nobody is attached: its %1 are freed at once").arg(bytes)};
    const QStringList titles = attachedTitles(preview.users);
    const auto seen = static_cast<std::uint64_t>(titles.size());
    std::uint64_t times = 0;
    for (const auto& attached : preview.users.attached)
        times += attached.times;
    return {QStringLiteral("%1 attached%2: the segment stays until they detach, its key becomes 0")
                .arg(preview.attached)
                .arg(named(titles, times < preview.attached ? seen + 1 : seen))};
}

QStringList linesOf(const RemovalPreview& preview, const QueueInfo& info) {
    QStringList lines;
    if (preview.messages > 0) {
        lines += QStringLiteral("%1 (%2) will be lost")
                     .arg(words::counted(preview.messages, QStringLiteral("message"), QStringLiteral("messages")),
                          words::size(info.bytes));
    } else {
        lines += QStringLiteral("it is empty");
    }
    return lines;
}

/// "2 processes have it open (writer 12, reader 34)"; as many as could be seen.
QString openedBy(const RemovalPreview& preview, const QString& what) {
    const QStringList titles = attachedTitles(preview.users);
    return preview.attached == 1 ? QStringLiteral("1 process has it %1 (%2)").arg(what, words::shortList(titles))
                                 : QStringLiteral("%1 processes have it %2 (%3)")
                                       .arg(preview.attached)
                                       .arg(what, words::shortList(titles));
}

/// Who can't be looked into may have it open.
QString nobody(const RemovalPreview& preview) {
    return preview.users.complete ? QStringLiteral("nobody") : QStringLiteral("nobody that can be seen");
}

QStringList linesOf(const RemovalPreview& preview, const SemaphoreSetInfo& /*info*/) {
    if (preview.waiting > 0) return {};
    return {QStringLiteral("nobody waits")};
}

QStringList linesOf(const RemovalPreview& preview, const PosixSemaphoreInfo& info) {
    if (info.bogus) return {QStringLiteral("it is no semaphore but %1, which goes").arg(words::whatStandsThere(info))};
    if (preview.attached == 0) {
        return {QStringLiteral("its name goes at once; %1 else has it open").arg(nobody(preview))};
    }
    return {QStringLiteral("its name goes at once; %1 and can go on using it")
                .arg(openedBy(preview, QStringLiteral("open")))};
}

QStringList linesOf(const RemovalPreview& preview, const PosixSegmentInfo& info) {
    const QString bytes = words::size(info.size);
    if (preview.attached == 0) {
        return {preview.users.complete
                    ? QStringLiteral("nobody has it open or mapped: its %1 are lost at once").arg(bytes)
                    : QStringLiteral(
                          "its name goes at once; its %1 are lost, unless somebody who can’t be seen has it open "
                          "or mapped")
                          .arg(bytes)};
    }
    return {
        QStringLiteral("its name goes at once; %1: its %2 stay until they let go of it, and nobody else gets at them")
            .arg(openedBy(preview, QStringLiteral("open or mapped")), bytes)};
}

QStringList linesOf(const RemovalPreview& preview, const PosixQueueInfo& info) {
    const QString name = QStringLiteral("its name goes at once");
    const bool open = preview.attached > 0;
    QStringList lines;
    if (open)
        lines += QStringLiteral("%1; %2 and can go on using it").arg(name, openedBy(preview, QStringLiteral("open")));
    if (!info.attributesKnown) {
        lines += QStringLiteral("what is in it may not be read, and will be lost%1")
                     .arg(open ? QStringLiteral(" when the last one closes it") : QString());
    } else if (preview.messages == 0) {
        lines += QStringLiteral("it is empty");
    } else {
        const QString bytes = info.statusKnown ? QStringLiteral(" (%1)").arg(words::size(info.bytes)) : QString();
        const QString which =
            words::counted(preview.messages, QStringLiteral("message"), QStringLiteral("messages")) + bytes;
        lines += open ? QStringLiteral("%1 will be lost when the last one closes it").arg(which)
                      : QStringLiteral("%1 will be lost").arg(which);
    }
    if (!open && !preview.users.complete) lines += QStringLiteral("%1; nobody that can be seen has it open").arg(name);
    return lines;
}

/// Who waits, and what becomes of them: System V wakes them, POSIX does not.
QString waitingLine(const RemovalPreview& preview) {
    const bool one = preview.waiting == 1;
    const QString who =
        QStringLiteral("%1 waiting%2").arg(preview.waiting).arg(named(waitingTitles(preview.users), preview.waiting));
    if (preview.object.api() == Api::SysV)
        return QStringLiteral("%1: %2 EIDRM").arg(who, one ? QStringLiteral("it gets") : QStringLiteral("they get"));
    return QStringLiteral("%1: %2 on waiting; only a process that has it open can still %3")
        .arg(who, one ? QStringLiteral("it goes") : QStringLiteral("they go"),
             preview.object.kind == Kind::Semaphore ? QStringLiteral("post") : QStringLiteral("send or receive"));
}

} // namespace

QStringList consequences(const RemovalPreview& preview) {
    if (!preview.info) return {QStringLiteral("it is gone already")};
    QStringList lines = std::visit([&](const auto& info) { return linesOf(preview, info); }, *preview.info);
    if (preview.waiting > 0) lines.prepend(waitingLine(preview));
    return lines;
}

QString whyNotRemoved(const RemovalPreview& preview, const NameTable* names) {
    const auto* semaphore = preview.info ? std::get_if<PosixSemaphoreInfo>(&*preview.info) : nullptr;
    if (semaphore != nullptr && semaphore->fileType == FileType::Directory)
        return QStringLiteral("It is no semaphore but a directory, which sem_unlink does not take away.");
    QString denied = QStringLiteral("You may not remove it.");
    if (!preview.info) return denied;
    return denied + QLatin1Char(' ') + ownership(permissionsOf(viewOf(*preview.info)), names);
}

} // namespace ipclens::ui::sentences
