// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/segment_reader.h"

#include "core/bytes/same_segment.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/shared_memory.h"
#include "ui/session/detail_reader.h"

#include <algorithm>
#include <ctime>
#include <utility>

namespace ipclens::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto searchEvery = 2s;
/// /proc/sysvipc/shm tells it, and has a line for every segment of the system
constexpr auto residencyEvery = 1s;
constexpr std::uint32_t mostBytes = 1U << 20U;

void cut(std::vector<std::byte>& bytes, std::uint64_t offset, std::uint64_t end) {
    bytes.resize(std::min<std::uint64_t>(bytes.size(), end - std::min(offset, end)));
}

/// A POSIX segment may have another size than it was listed with, and may have become shorter since it was read.
void followSize(SegmentDetail& detail) {
    PosixSegmentInfo info = *detail.info.posix();
    const auto now = posix::SharedMemory::look(info.name.bytes());
    if (!now || now->id.inode != info.inode) return;
    info.size = now->size;
    if (info.resident != unknownBytes) info.resident = now->allocated;
    cut(detail.bytes, detail.offset, info.size);
    for (StretchBytes& also : detail.also)
        cut(also.bytes, also.offset, info.size);
    detail.info = info;
}

} // namespace

void SegmentReader::release() {
    *this = SegmentReader();
}

bool SegmentReader::attached() const noexcept {
    return source_ && source_->access() == bytes::SegmentAccess::Attached;
}

SegmentDetail SegmentReader::read(const listing::Snapshot& snapshot, const SegmentInterest& asked,
                                  ProcessNames& processes) {
    SegmentDetail detail;
    detail.asked = asked;
    detail.offset = asked.offset;
    if (segment_.object() != asked.segment) release();
    const auto view = snapshot.find(asked.segment);
    if (!view) {
        release();
        detail.error = goneError(asked.segment);
        return detail;
    }
    detail.info = Segment::of(*view);
    if (segment_.posix() != nullptr && !bytes::isSameSegment(segment_, detail.info)) release();
    segment_ = detail.info;
    describe(detail, snapshot, processes);

    if (attached() && !asked.attach) source_.reset();
    if (!asked.attach) {
        attachTried_ = false;
        attachError_.reset();
    }
    if (!source_) open(asked, detail.error);
    if (source_) readBytes(asked, detail);
    if (asked.segment.api() == Api::Posix) followSize(detail);
    detail.reader = processes.label(detail.throughPid, std::time(nullptr)); // it is there now
    // A look at a large segment takes milliseconds: its first bytes do not wait for it
    const bool shown = std::exchange(shown_, source_ != nullptr);
    if (source_ && asked.changes && shown) {
        changes_.look(*source_, Clock::now());
        detail.changes = changes_.map();
    }
    return detail;
}

void SegmentReader::describe(SegmentDetail& detail, const listing::Snapshot& snapshot, ProcessNames& processes) {
    if (segment_.posix() != nullptr) {
        // The kernel knows of access lists and capabilities too
        detail.writable = posix::SharedMemory::mayWrite(segment_.object().name.bytes());
        return;
    }
    SegmentInfo info = *segment_.systemV();
    detail.known = snapshot.known;
    detail.writable = credentials_.mayWrite(info.permissions);
    detail.creator = processes.label(info.creatorPid, processes::createdBy(info));
    detail.lastProcess = processes.label(info.lastPid, std::max(info.attachedAt, info.detachedAt));
    addResidency(info, detail.known);
    detail.info = info;
}

void SegmentReader::open(const SegmentInterest& asked, std::optional<Error>& error) {
    const auto now = Clock::now();
    const bool posix = asked.segment.api() == Api::Posix;
    if (posix || now >= nextSearch_) {
        nextSearch_ = now + searchEvery;
        attachTried_ = false;
        auto unnoticed = bytes::openUnnoticed(segment_);
        if (unnoticed) {
            source_ = std::move(*unnoticed);
        } else if (posix) {
            error = std::move(unnoticed.error());
        }
    }
    if (source_ || posix || !asked.attach) return;
    if (!attachTried_) {
        attachTried_ = true;
        attachError_.reset();
        auto attachment = bytes::attachSegment(asked.segment.id);
        if (attachment) {
            source_ = std::move(*attachment);
        } else {
            attachError_ = std::move(attachment.error());
        }
    }
    error = attachError_;
}

void SegmentReader::readBytes(const SegmentInterest& asked, SegmentDetail& detail) {
    std::uint64_t left = mostBytes;
    const auto readInto = [&](std::vector<std::byte>& bytes, std::uint64_t offset, std::uint32_t length) {
        bytes.resize(std::min<std::uint64_t>(length, left));
        left -= bytes.size();
        auto got = source_->read(offset, bytes);
        if (got) bytes.resize(*got);
        if (!got) detail.error = std::move(got.error());
        return got.has_value();
    };
    bool whole = readInto(detail.bytes, asked.offset, asked.length);
    for (const Stretch& stretch : asked.also) {
        StretchBytes& also = detail.also.emplace_back();
        also.offset = stretch.offset;
        whole = whole && readInto(also.bytes, stretch.offset, stretch.length);
    }
    if (!whole) {
        // The process we looked through ended or let the segment go, or a POSIX segment did: the next sample looks anew
        detail.bytes.clear();
        detail.also.clear();
        source_.reset();
        return;
    }
    detail.readAt = Clock::now();
    detail.access = source_->access();
    detail.throughPid = source_->throughPid();
}

void SegmentReader::addResidency(SegmentInfo& info, Knowledge& known) {
    if (known.residency) return;
    const auto now = Clock::now();
    if (now - residencyAt_ >= residencyEvery) {
        residencyAt_ = now;
        const auto stat = sysv::SharedMemory::adopt(info.id).stat();
        residencyKnown_ = stat && stat->known.residency;
        resident_ = residencyKnown_ ? stat->info.resident : 0;
        swapped_ = residencyKnown_ ? stat->info.swapped : 0;
    }
    known.residency = residencyKnown_;
    info.resident = resident_;
    info.swapped = swapped_;
}

} // namespace ipclens::ui
