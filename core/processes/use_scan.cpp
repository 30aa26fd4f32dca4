// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/use_scan.h"

#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/processes/mappings.h"
#include "core/processes/object_file.h"
#include "core/processes/proc_file.h"
#include "core/processes/process_stat.h"
#include "core/processes/segment_devices.h"
#include "core/processes/unlisted.h"

#include <climits>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// Where a symbolic link leads to, in memory that is used again; empty with errno.
class LinkReader {
public:
    [[nodiscard]] std::string_view read(int folder, const char* link) {
        const ssize_t length = readlinkat(folder, link, target_.data(), target_.size());
        return {target_.data(), length < 0 ? 0 : static_cast<std::size_t>(length)};
    }

private:
    std::array<char, PATH_MAX> target_{};
};

/// One mapping or descriptor. A file may have thousands of names, and be mapped as often: it stands here by one of
/// them.
struct Mark {
    ObjectId object;
    posix::FileId file; ///< of a POSIX object
    std::uint32_t times = 0;
    bool writable = false;
    std::uint32_t descriptors = 0;
};

class UseScan {
public:
    UseScan(const SoughtObjects& sought, const Cancellation* cancellation)
        : sought_(sought)
        , cancellation_(cancellation)
        , ourNamespace_(link_.read(AT_FDCWD, "/proc/thread-self/ns/ipc")) {
        filter_.attachments = sought.hasSegments();
        if (const auto device = sought.mappedDevice()) filter_.device = deviceInMaps(*device);
    }

    Uses run() {
        found_.filesNotKnown = !sought_.sure();
        found_.unlisted = unlistedNow();
        if (sought_.any()) walk();
        std::sort(found_.uses.begin(), found_.uses.end(), [](const Use& one, const Use& other) {
            return std::tuple(one.object, one.by.process.pid) < std::tuple(other.object, other.by.process.pid);
        });
        return std::move(found_);
    }

private:
    void walk() {
        const UniqueFd proc(open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        std::vector<int> pids;
        if (!proc || numbersIn(proc.get(), pids) != 0) ++found_.notReadable;
        for (const int pid : pids) {
            if (cancelled()) return;
            // Whoever has the pid later: what is opened from here is of this process, or of none
            const UniqueFd process(openat(proc.get(), std::to_string(pid).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (process) {
                look(process.get());
            } else if (!isProcessGone(errno)) {
                ++found_.notReadable;
            }
        }
    }

    void look(int process) {
        marks_.clear();
        int error = lookAtMappings(process);
        // It is a thread of the kernel, or it ended, or its first thread did alone: the others still have all
        const bool bare = error == ESRCH || (error == 0 && maps_.empty());
        const UniqueFd thread = bare ? livingThread(process) : UniqueFd();
        if (bare && !thread) return;
        const int files = thread ? thread.get() : process;
        if (thread) error = lookAtMappings(files);
        if (error == 0 && sought_.hasFiles()) error = lookAtDescriptors(files);
        if (error != 0 && !isProcessGone(error)) ++found_.notReadable;
        if (!marks_.empty()) keep(process);
    }

    /// Another thread than the first one, where that has ended.
    UniqueFd livingThread(int process) {
        const UniqueFd tasks(openat(process, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!tasks || numbersIn(tasks.get(), numbers_) != 0 || numbers_.size() < 2) return {};
        for (const int number : numbers_) {
            UniqueFd thread(openat(tasks.get(), std::to_string(number).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (thread && readProcFile("maps", maps_, thread.get()) && !maps_.empty()) return thread;
        }
        return {};
    }

    int lookAtMappings(int process) {
        if (!readProcFile("maps", maps_, process)) return errno;
        bool attached = false;
        attachments_.clear();
        forEachMapping(maps_, filter_, [&](const Mapping& mapping) {
            if (const auto object = sought_.objectIn(mapping.file))
                marks_.push_back({*object, mapping.file, 1, mapping.writable, 0});
            if (!mapping.isAttachment() || !isSegmentDevice(mapping.file.device)) return;
            attached = true;
            if (const auto segment = sought_.segment(mapping.file.inode))
                attachments_.push_back({*segment, {}, 1, mapping.writable, 0});
        });
        return attached ? keepAttachments(process) : 0;
    }

    /// A shmid says nothing where it is of another IPC namespace.
    int keepAttachments(int process) {
        const std::string_view theirs = link_.read(process, "ns/ipc");
        if (theirs.empty()) return errno;
        if (theirs == ourNamespace_) {
            marks_.insert(marks_.end(), attachments_.begin(), attachments_.end());
        } else {
            ++found_.otherNamespaces;
        }
        return 0;
    }

    int lookAtDescriptors(int process) {
        const UniqueFd folder(openat(process, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder) return errno;
        int first = numbersIn(folder.get(), numbers_);
        for (const int number : numbers_) {
            if (cancelled()) break;
            if (!sought_.mayLeadTo(link_.read(folder.get(), std::to_string(number).c_str()))) continue;
            int error = 0;
            const auto file = openFile(
                process, number, [&](ino_t inode) { return sought_.hasInode(inode); }, error);
            const auto object = file ? sought_.objectIn(file->file) : std::nullopt;
            if (object) marks_.push_back({*object, file->file, 0, file->writable, 1});
            if (first == 0 && !isProcessGone(error)) first = error;
        }
        return first;
    }

    void keep(int process) {
        if (!readProcFile("stat", text_, process)) return;
        const auto stat = parseStat(text_);
        if (!stat) return;
        std::sort(marks_.begin(), marks_.end(),
                  [](const Mark& one, const Mark& other) { return one.object < other.object; });
        for (auto next = marks_.begin(); next != marks_.end();) {
            Attached by{stat->process};
            const Mark& first = *next;
            for (; next != marks_.end() && next->object == first.object; ++next) {
                by.times += next->times;
                by.writable = by.writable || next->writable;
                by.descriptors += next->descriptors;
            }
            if (first.object.api() == Api::SysV) {
                found_.uses.push_back({first.object, std::move(by)});
            } else {
                sought_.forEachObjectIn(first.file, [&](ObjectId object) { found_.uses.push_back({object, by}); });
            }
        }
    }

    [[nodiscard]] bool cancelled() {
        found_.cancelled = found_.cancelled || (cancellation_ != nullptr && cancellation_->requested());
        return found_.cancelled;
    }

    const SoughtObjects& sought_;
    const Cancellation* cancellation_;
    LinkReader link_;
    std::string ourNamespace_;
    MappingFilter filter_;
    Uses found_;
    std::string maps_;              ///< of one process; kept from one to the next, for its memory
    std::string text_;              ///< of a small file of /proc
    std::vector<int> numbers_;      ///< of a folder of /proc
    std::vector<Mark> marks_;       ///< of one process
    std::vector<Mark> attachments_; ///< of segments, in whatever namespace
};

} // namespace

Uses scanUses(const SoughtObjects& sought, const Cancellation* cancellation) {
    return UseScan(sought, cancellation).run();
}

} // namespace ipclens::processes
