// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/same_details.h"

#include <algorithm>
#include <tuple>

namespace ipclens::ui {

namespace {

bool same(const std::optional<Error>& left, const std::optional<Error>& right) {
    if (!left || !right) return left.has_value() == right.has_value();
    return left->kind == right->kind && left->number == right->number && left->message() == right->message();
}

bool same(const SetDetail& left, const SetDetail& right) {
    return left.asked == right.asked && left.info == right.info && left.members == right.members &&
           same(left.error, right.error);
}

bool same(const SegmentDetail& left, const SegmentDetail& right) {
    const auto parts = [](const SegmentDetail& detail) {
        return std::tie(detail.asked, detail.info, detail.known, detail.access, detail.throughPid, detail.writable,
                        detail.offset, detail.bytes, detail.also, detail.changes, detail.creator, detail.lastProcess,
                        detail.reader);
    };
    return parts(left) == parts(right) && same(left.error, right.error);
}

bool same(const QueueDetail& left, const QueueDetail& right) {
    const auto parts = [](const QueueDetail& detail) {
        return std::tie(detail.asked, detail.info, detail.known, detail.messages, detail.chosen, detail.lastSender,
                        detail.lastReceiver);
    };
    return parts(left) == parts(right) && same(left.error, right.error);
}

bool same(const PosixSemaphoreDetail& left, const PosixSemaphoreDetail& right) {
    return left.info == right.info && left.usable == right.usable && left.values == right.values &&
           left.waiting == right.waiting && same(left.error, right.error);
}

bool same(const PosixQueueDetail& left, const PosixQueueDetail& right) {
    return left.info == right.info && left.notified == right.notified && left.messages == right.messages &&
           left.bytes == right.bytes && same(left.error, right.error);
}

bool same(const limits::Limit& left, const limits::Limit& right) {
    return left.name == right.name && left.value == right.value && left.used == right.used;
}

template <class Detail>
bool sameOrBothNone(const std::optional<Detail>& left, const std::optional<Detail>& right) {
    return left && right ? same(*left, *right) : left.has_value() == right.has_value();
}

} // namespace

bool sameDetails(const std::map<ObjectId, RowDetail>& left, const std::map<ObjectId, RowDetail>& right) {
    return left == right;
}

bool sameDetails(const std::optional<SetDetail>& left, const std::optional<SetDetail>& right) {
    return sameOrBothNone(left, right);
}

bool sameDetails(const std::optional<SegmentDetail>& left, const std::optional<SegmentDetail>& right) {
    return sameOrBothNone(left, right);
}

bool sameDetails(const std::optional<QueueDetail>& left, const std::optional<QueueDetail>& right) {
    return sameOrBothNone(left, right);
}

bool sameDetails(const std::optional<PosixSemaphoreDetail>& left, const std::optional<PosixSemaphoreDetail>& right) {
    return sameOrBothNone(left, right);
}

bool sameDetails(const std::optional<PosixQueueDetail>& left, const std::optional<PosixQueueDetail>& right) {
    return sameOrBothNone(left, right);
}

bool sameDetails(const std::vector<limits::Limit>& left, const std::vector<limits::Limit>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const limits::Limit& one, const limits::Limit& other) { return same(one, other); });
}

} // namespace ipclens::ui
