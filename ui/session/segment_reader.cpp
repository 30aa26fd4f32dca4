// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/segment_reader.h"

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
    if (id_ != asked.id) release();
    const ObjectId object{Kind::SharedMemory, asked.id};
    const auto view = snapshot.find(object);
    if (!view) {
        release();
        detail.error = goneError(object);
        return detail;
    }
    id_ = asked.id;
    detail.info = *std::get<const SegmentInfo*>(*view);
    detail.known = snapshot.known;
    detail.writable = credentials_.mayWrite(detail.info.permissions);
    detail.creator = processes.label(detail.info.creatorPid, detail.info.changedAt);
    detail.lastProcess = processes.label(detail.info.lastPid, std::max(detail.info.attachedAt, detail.info.detachedAt));
    addResidency(detail);

    if (attached() && !asked.attach) source_.reset();
    if (!asked.attach) {
        attachTried_ = false;
        attachError_.reset();
    }
    if (!source_) open(asked, detail.error);
    if (source_) readBytes(asked, detail);
    detail.reader = processes.label(detail.throughPid, std::time(nullptr)); // it is there now
    // A look at a large segment takes milliseconds: its first bytes do not wait for it
    const bool shown = std::exchange(shown_, source_ != nullptr);
    if (source_ && asked.changes && shown) {
        changes_.look(*source_, Clock::now());
        detail.changes = changes_.map();
    }
    return detail;
}

void SegmentReader::open(const SegmentInterest& asked, std::optional<Error>& error) {
    const auto now = Clock::now();
    if (now >= nextSearch_) {
        nextSearch_ = now + searchEvery;
        attachTried_ = false;
        if (auto unnoticed = bytes::openSegmentUnnoticed(asked.id)) source_ = std::move(*unnoticed);
    }
    if (source_ || !asked.attach) return;
    if (!attachTried_) {
        attachTried_ = true;
        attachError_.reset();
        auto attachment = bytes::attachSegment(asked.id);
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
        // The process we looked through ended, or let the segment go: the next sample looks for another
        detail.bytes.clear();
        detail.also.clear();
        source_.reset();
        return;
    }
    detail.readAt = Clock::now();
    detail.access = source_->access();
    detail.throughPid = source_->throughPid();
}

void SegmentReader::addResidency(SegmentDetail& detail) {
    if (detail.known.residency) return;
    const auto now = Clock::now();
    if (now - residencyAt_ >= residencyEvery) {
        residencyAt_ = now;
        const auto stat = sysv::SharedMemory::adopt(detail.info.id).stat();
        residencyKnown_ = stat && stat->known.residency;
        resident_ = residencyKnown_ ? stat->info.resident : 0;
        swapped_ = residencyKnown_ ? stat->info.swapped : 0;
    }
    detail.known.residency = residencyKnown_;
    detail.info.resident = resident_;
    detail.info.swapped = swapped_;
}

} // namespace ipclens::ui
