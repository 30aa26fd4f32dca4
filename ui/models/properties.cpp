// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/properties.h"

#include "core/posix/file.h"
#include "core/sysv/key.h"
#include "ui/models/words.h"

#include <QStringList>

#include <algorithm>
#include <semaphore.h>

namespace ipclens::ui::properties {
namespace {

QString hex(unsigned value, int digits) {
    return QStringLiteral("0x%1").arg(value, digits, 16, QLatin1Char('0'));
}

Property unknown(const QString& label, const QString& why) {
    return {label, words::unknown(), why};
}

Property time(const QString& label, EpochSeconds when, EpochSeconds now) {
    if (when == 0) return {label, QStringLiteral("never"), {}};
    return {label, words::dateTime(when), words::age(when, now)};
}

Property bytes(const QString& label, std::uint64_t count) {
    const QString exact = words::counted(count, QStringLiteral("byte"), QStringLiteral("bytes"));
    return {label, exact, count < 1024 ? QString() : words::size(count)};
}

/// A pid that the object remembers; its label may not have been read.
Property process(const QString& label, pid_t pid, const std::optional<ProcessLabel>& read) {
    if (pid == 0) return {label, words::unknown(), QStringLiteral("none yet")};
    if (!read || read->pid != pid) return {label, QString::number(pid), {}};
    return {label, words::process(read),
            read->gone ? QStringLiteral("no process of that time has this pid") : QString()};
}

QString numbered(const QString& name, unsigned number, const QString& kind) {
    if (name == QString::number(number)) return QStringLiteral("%1 %2 (no name)").arg(kind).arg(number);
    return QStringLiteral("%1 (%2 %3)").arg(name, kind).arg(number);
}

QString user(const NameTable* names, uid_t uid) {
    return numbered(words::user(names, uid), uid, QStringLiteral("uid"));
}

QString group(const NameTable* names, gid_t gid) {
    return numbered(words::group(names, gid), gid, QStringLiteral("gid"));
}

Group identity(ObjectView view) {
    const ObjectId object = objectIdOf(view);
    return {QStringLiteral("Object"),
            {},
            {{QStringLiteral("Kind"), words::kindTitle(object), QStringLiteral("System V")},
             {QStringLiteral("Id"), QString::number(object.id.value), words::object(object)},
             {QStringLiteral("Key"), QString::fromStdString(toString(keyOf(view))),
              keyOf(view).isPrivate() ? QStringLiteral("private: no key") : QString::number(keyOf(view).value)}}};
}

/// The file that a POSIX object is.
Property file(ObjectId object, const Context& context) {
    const QString label = QStringLiteral("File");
    if (object.kind != Kind::MessageQueue)
        return {label, words::line(posix::pathOf(object.kind, object.name.bytes())), {}};
    if (context.queueFolder.empty())
        return unknown(label, QStringLiteral("the mqueue file system is mounted nowhere that we see"));
    return {label, words::line(context.queueFolder + object.name.text()), {}};
}

Group posixIdentity(ObjectView view, const Context& context) {
    const ObjectId object = objectIdOf(view);
    const QString shown = words::name(object.name);
    const bool plain = shown.toStdString() == object.name.bytes();
    return {QStringLiteral("Object"),
            {},
            {{QStringLiteral("Kind"), words::kindTitle(object), QStringLiteral("POSIX")},
             {QStringLiteral("Name"), shown,
              plain ? QString() : QStringLiteral("a backslash stands as \\\\, a byte that is no text as \\x1b")},
             file(object, context),
             {QStringLiteral("Inode"), QString::number(inodeOf(view)),
              QStringLiteral("a new object of this name has another")}}};
}

Group origin(Key key) {
    const sysv::KeyBytes parts = sysv::bytesOfKey(key);
    QString project = QString::number(parts.project);
    if (parts.project > 0x20 && parts.project < 0x7f)
        project += QStringLiteral(" (“%1”)").arg(QLatin1Char(static_cast<char>(parts.project)));
    return {QStringLiteral("Key’s bytes"),
            QStringLiteral("if made by ftok"),
            {{QStringLiteral("Project"), project, hex(parts.project, 2)},
             {QStringLiteral("Device"), hex(parts.device, 2), QStringLiteral("low 8 bits of st_dev")},
             {QStringLiteral("Inode"), hex(parts.inode, 4),
              QStringLiteral("low 16 bits of st_ino: …%1").arg(parts.inode)}}};
}

/// What this program may do to an object by its mode.
QString ownRights(ObjectView view, const Credentials* credentials) {
    const bool reads = accessOf(view) == Access::Readable;
    if (credentials == nullptr) return reads ? QStringLiteral("may read it") : QStringLiteral("may not read it");
    const Permissions& rights = permissionsOf(view);
    const bool writes =
        objectIdOf(view).api() == Api::Posix ? credentials->mayWriteFile(rights) : credentials->mayWrite(rights);
    if (reads) return writes ? QStringLiteral("may read and write it") : QStringLiteral("may read it, not write it");
    return writes ? QStringLiteral("may write it, not read it") : QStringLiteral("may neither read nor write it");
}

Group permissions(ObjectView view, const Context& context) {
    const NameTable* names = context.names;
    const Permissions& rights = permissionsOf(view);
    Group group{QStringLiteral("Permissions"), {}, {}};
    group.properties = {
        {QStringLiteral("Owner"), user(names, rights.uid), {}},
        {QStringLiteral("Group"), properties::group(names, rights.gid), {}},
    };
    if (objectIdOf(view).api() == Api::SysV) {
        group.properties.push_back({QStringLiteral("Creator"), user(names, rights.creatorUid), {}});
        group.properties.push_back(
            {QStringLiteral("Creator’s group"), properties::group(names, rights.creatorGid), {}});
    }
    const std::vector<Property> access = {
        {QStringLiteral("Mode"), words::mode(rights.mode),
         QStringLiteral("%1").arg(rights.mode, 4, 8, QLatin1Char('0'))},
        {QStringLiteral("You"), ownRights(view, context.credentials), {}},
    };
    group.properties.insert(group.properties.end(), access.begin(), access.end());
    return group;
}

void append(std::vector<Group>& groups, const SemaphoreSetInfo& set, const Context& context) {
    groups.push_back({QStringLiteral("Set"), {}, {{QStringLiteral("Semaphores"), words::count(set.count), {}}}});
    QStringList processes;
    for (const ProcessLabel& label : context.memberProcesses)
        processes += words::process(label);
    groups.push_back({QStringLiteral("Processes"),
                      QStringLiteral("each semaphore remembers the last one"),
                      {{QStringLiteral("Last operations"),
                        processes.isEmpty() ? words::unknown() : processes.join(QStringLiteral(", ")),
                        processes.isEmpty() ? QStringLiteral("none yet, or not to be read") : QString()}}});
    groups.push_back({QStringLiteral("Times"),
                      {},
                      {time(QStringLiteral("Last semop"), set.operatedAt, context.now),
                       time(QStringLiteral("Changed"), set.changedAt, context.now)}});
}

void append(std::vector<Group>& groups, const SegmentInfo& segment, const Context& context) {
    const QString why = QStringLiteral("only /proc/sysvipc/shm tells it, and here it does not");
    const auto yes = [](bool value) { return value ? QStringLiteral("yes") : QStringLiteral("no"); };
    const std::uint64_t ours = std::min(context.attachedByUs, segment.attached);
    Group memory{QStringLiteral("Memory"), {}, {bytes(QStringLiteral("Size"), segment.size)}};
    memory.properties.push_back({QStringLiteral("Attached"), words::count(segment.attached - ours),
                                 ours == 0   ? QString()
                                 : ours == 1 ? QStringLiteral("and once by this window")
                                             : QStringLiteral("and %1 times by this window").arg(ours)});
    if (context.known.residency) {
        memory.properties.push_back(bytes(QStringLiteral("Resident"), segment.resident));
        memory.properties.push_back(bytes(QStringLiteral("Swapped"), segment.swapped));
    } else {
        memory.properties.push_back(unknown(QStringLiteral("Resident"), why));
        memory.properties.push_back(unknown(QStringLiteral("Swapped"), why));
    }
    memory.properties.push_back({QStringLiteral("Locked"), yes(segment.locked), {}});
    memory.properties.push_back({QStringLiteral("Removed"), yes(segment.removed),
                                 segment.removed ? QStringLiteral("goes when the last process detaches") : QString()});
    groups.push_back(std::move(memory));
    groups.push_back({QStringLiteral("Processes"),
                      {},
                      {process(QStringLiteral("Creator"), segment.creatorPid, context.creator),
                       process(QStringLiteral("Last to attach or detach"), segment.lastPid, context.lastProcess)}});
    groups.push_back({QStringLiteral("Times"),
                      {},
                      {time(QStringLiteral("Last attach"), segment.attachedAt, context.now),
                       time(QStringLiteral("Last detach"), segment.detachedAt, context.now),
                       time(QStringLiteral("Changed"), segment.changedAt, context.now)}});
}

void append(std::vector<Group>& groups, const QueueInfo& queue, const Context& context) {
    groups.push_back({QStringLiteral("Queue"),
                      {},
                      {{QStringLiteral("Messages"), words::count(queue.messages), {}},
                       bytes(QStringLiteral("Payload"), queue.bytes),
                       context.known.capacity ? bytes(QStringLiteral("Capacity"), queue.capacity)
                                              : unknown(QStringLiteral("Capacity"),
                                                        QStringLiteral("/proc/sysvipc/msg does not tell it"))}});
    groups.push_back({QStringLiteral("Processes"),
                      {},
                      {process(QStringLiteral("Last sender"), queue.lastSendPid, context.lastSender),
                       process(QStringLiteral("Last receiver"), queue.lastReceivePid, context.lastReceiver)}});
    groups.push_back({QStringLiteral("Times"),
                      {},
                      {time(QStringLiteral("Last send"), queue.sentAt, context.now),
                       time(QStringLiteral("Last receive"), queue.receivedAt, context.now),
                       time(QStringLiteral("Changed"), queue.changedAt, context.now)}});
}

void append(std::vector<Group>& groups, const PosixSemaphoreInfo& semaphore, const Context& context) {
    Group group{QStringLiteral("Semaphore"), {}, {}};
    const QString value = QStringLiteral("Value");
    if (semaphore.bogus) {
        group.properties = {unknown(value, QStringLiteral("no semaphore has this name")),
                            {QStringLiteral("In its place"), words::whatStandsThere(semaphore),
                             QStringLiteral("a semaphore is a file of %1 bytes").arg(sizeof(sem_t))}};
    } else if (!semaphore.known) {
        group.properties.push_back(unknown(value, semaphore.access == Access::Readable
                                                      ? QStringLiteral("its file could not be read")
                                                      : QStringLiteral("its file may not be read")));
    } else {
        group.properties = {{value, words::count(semaphore.value), {}},
                            {QStringLiteral("Waiting"), words::count(semaphore.waiting),
                             QStringLiteral("threads in sem_wait, as glibc counts them: one that was killed there is "
                                            "counted on")}};
    }
    groups.push_back(std::move(group));
    groups.push_back({QStringLiteral("Times"),
                      QStringLiteral("of the file; its value moves none"),
                      {time(QStringLiteral("Changed"), semaphore.changedAt, context.now)}});
}

void append(std::vector<Group>& groups, const PosixSegmentInfo& segment, const Context& context) {
    Group memory{QStringLiteral("Memory"), {}, {bytes(QStringLiteral("Size"), segment.size)}};
    if (segment.resident == unknownBytes) {
        memory.properties.push_back(unknown(
            QStringLiteral("Resident"), QStringLiteral("something of this machine is swapped out: it may be of this")));
    } else {
        memory.properties.push_back(bytes(QStringLiteral("Resident"), segment.resident));
        Property holes = bytes(QStringLiteral("Holes"), segment.size - std::min(segment.size, segment.resident));
        holes.aside = QStringLiteral("zero, and take no memory");
        memory.properties.push_back(std::move(holes));
    }
    groups.push_back(std::move(memory));
    groups.push_back({QStringLiteral("Times"),
                      QStringLiteral("of the file; a mapping moves none"),
                      {time(QStringLiteral("Changed"), segment.changedAt, context.now)}});
}

/// Who is told of the first message in the empty queue: one process at most.
Group notification(const PosixQueueInfo& queue, const Context& context) {
    Group group{QStringLiteral("Notification"), QStringLiteral("mq_notify: for one process, once"), {}};
    const QString label = QStringLiteral("Registered");
    if (!queue.statusKnown) {
        group.properties = {unknown(label, QStringLiteral("its file may not be read"))};
    } else if (!queue.isNotificationHeld()) {
        group.properties = {{label, QStringLiteral("nobody"), {}}};
    } else {
        group.properties = {
            queue.notifyPid == 0 ? Property{label, QStringLiteral("a process outside this PID namespace"), {}}
                                 : process(label, queue.notifyPid, context.notified),
            {QStringLiteral("Told by"),
             queue.notifySignal != 0 ? words::signal(queue.notifySignal) : QStringLiteral("no signal"),
             queue.notifySignal != 0 ? QString()
                                     : QStringLiteral("by a thread of its own, or not at all: SIGEV_NONE")}};
    }
    return group;
}

void append(std::vector<Group>& groups, const PosixQueueInfo& queue, const Context& context) {
    Group group{QStringLiteral("Queue"), {}, {}};
    const QString why = QStringLiteral("it may not be read");
    if (queue.attributesKnown) {
        group.properties = {{QStringLiteral("Messages"), words::count(queue.messages),
                             QStringLiteral("of %1 at most").arg(words::count(queue.maxMessages))},
                            bytes(QStringLiteral("Longest message"), queue.messageSize)};
    } else {
        group.properties = {unknown(QStringLiteral("Messages"), why), unknown(QStringLiteral("Longest message"), why)};
    }
    group.properties.push_back(queue.statusKnown ? bytes(QStringLiteral("Payload"), queue.bytes)
                                                 : unknown(QStringLiteral("Payload"), why));
    groups.push_back(std::move(group));
    groups.push_back(notification(queue, context));
    groups.push_back(
        {QStringLiteral("Times"),
         {},
         {unknown(QStringLiteral("Changed"), QStringLiteral("looking at a queue moves its file\u2019s times"))}});
}

} // namespace

std::vector<Group> propertiesOf(const ObjectInfo& info, const Context& context) {
    const ObjectView view = viewOf(info);
    const bool posix = objectIdOf(view).api() == Api::Posix;
    std::vector<Group> groups{posix ? posixIdentity(view, context) : identity(view)};
    if (accessOf(view) == Access::Hidden) {
        groups.front().properties.push_back(
            unknown(QStringLiteral("All else"), QStringLiteral("without permission only its key and id can be found")));
    } else {
        groups.push_back(permissions(view, context));
        std::visit([&](const auto& object) { append(groups, object, context); }, info);
    }
    if (!keyOf(view).isPrivate()) groups.push_back(origin(keyOf(view)));
    return groups;
}

QString asText(const std::vector<Group>& groups) {
    QString text;
    for (const Group& group : groups) {
        if (!text.isEmpty()) text += QLatin1Char('\n');
        text += group.title;
        if (!group.aside.isEmpty()) text += QStringLiteral(" (%1)").arg(group.aside);
        text += QLatin1Char('\n');
        for (const Property& property : group.properties) {
            text += QStringLiteral("  %1: %2").arg(property.label, property.value);
            if (!property.aside.isEmpty()) text += QStringLiteral(" (%1)").arg(property.aside);
            text += QLatin1Char('\n');
        }
    }
    return text;
}

} // namespace ipclens::ui::properties
