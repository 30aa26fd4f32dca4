// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/namespace_words.h"

#include "ui/models/words.h"

#include <QCoreApplication>

namespace ipclens::ui::namespace_words {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("NamespaceWords", text);
}

QString objects(const processes::NamespaceCounts& counts) {
    const auto all = std::uint64_t{counts.semaphores} + counts.sharedMemory + counts.messageQueues;
    return words::counted(all, tr("System V object"), tr("System V objects"));
}

QString firstProcess(const processes::IpcNamespace& each) {
    if (each.processes.empty()) return {};
    const QString first = words::process(each.processes.front());
    const std::size_t more = each.processes.size() - 1;
    return more == 0 ? first : tr("%1 and %2 more").arg(first, words::count(more));
}

} // namespace

QString title(std::uint64_t inode) {
    return QStringLiteral("ipc:[%1]").arg(inode);
}

QString line(const processes::IpcNamespace& each) {
    QStringList parts{title(each.inode)};
    if (each.own) {
        parts += tr("shown here");
    } else {
        if (!each.container.empty()) parts += words::line(each.container);
        if (const QString process = firstProcess(each); !process.isEmpty()) parts += process;
    }
    if (each.counts) parts += objects(*each.counts);
    return parts.join(QStringLiteral("  \u00b7  "));
}

QString toolTip(const processes::IpcNamespace& each) {
    QStringList lines;
    if (!each.own && !each.mayEnter) lines += tr("You have no right to enter it.");
    if (!each.own && each.mayEnter) lines += tr("Opens in a window of its own.");
    if (each.counts) {
        lines += tr("%1, %2, %3")
                     .arg(words::counted(each.counts->semaphores, tr("semaphore set"), tr("semaphore sets")),
                          words::counted(each.counts->sharedMemory, tr("segment"), tr("segments")),
                          words::counted(each.counts->messageQueues, tr("queue"), tr("queues")));
    }
    QStringList names;
    for (const processes::Process& process : each.processes)
        names += words::process(process);
    lines += words::shortList(names);
    return words::toolTip(lines.join(QLatin1Char('\n')));
}

QString notReadable(std::uint32_t processes) {
    return tr("%1 may be in others: you may not see where")
        .arg(words::counted(processes, tr("process"), tr("processes")));
}

QString reasonIn(std::string_view printed) {
    constexpr std::string_view program = "ipclens-gui: ";
    const std::size_t begin = printed.rfind(program);
    if (begin == std::string_view::npos) return tr("it ended at once");
    printed.remove_prefix(begin + program.size());
    return words::line(printed.substr(0, printed.find('\n')));
}

} // namespace ipclens::ui::namespace_words
