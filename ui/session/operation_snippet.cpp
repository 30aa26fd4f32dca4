// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/operation_snippet.h"

namespace ipclens::ui {
namespace {

namespace action = snippets::action;

/// No overload for all: who adds an operation says what its code is.
class Translate {
public:
    explicit Translate(const listing::Snapshot* snapshot)
        : snapshot_(snapshot) {}

    snippets::Action operator()(const operation::CreateSet& create) const {
        return action::CreateSet{create.key, create.options};
    }
    snippets::Action operator()(const operation::CreateSegment& create) const {
        return action::CreateSegment{create.key, create.options};
    }
    snippets::Action operator()(const operation::CreateQueue& create) const {
        return action::CreateQueue{create.key, create.options};
    }
    snippets::Action operator()(const operation::CreatePosixSemaphore& create) const {
        return action::CreatePosixSemaphore{create.name, create.options};
    }
    snippets::Action operator()(const operation::CreatePosixSegment& create) const {
        return action::CreatePosixSegment{create.name, create.options};
    }
    snippets::Action operator()(const operation::CreatePosixQueue& create) const {
        return action::CreatePosixQueue{create.name, create.options};
    }
    snippets::Action operator()(const operation::WaitSemaphore& wait) const {
        return action::WaitSemaphore{semaphore(wait.semaphore), {wait.block, wait.timeout}};
    }
    snippets::Action operator()(const operation::PostSemaphore& post) const {
        return action::PostSemaphore{semaphore(post.semaphore)};
    }
    snippets::Action operator()(const operation::Change& change) const {
        return action::Change{targetOf(change.object, snapshot_),
                              change.owner,
                              change.group,
                              change.mode,
                              change.capacity,
                              change.locked,
                              change.size};
    }
    snippets::Action operator()(const operation::Remove& remove) const {
        return action::Remove{targets(remove.objects)};
    }
    snippets::Action operator()(const operation::PreviewRemoval& preview) const {
        return action::Look{targets(preview.objects)};
    }
    snippets::Action operator()(const operation::SetValue& set) const {
        return action::SetValue{target(Kind::Semaphore, set.set), set.index, set.value};
    }
    snippets::Action operator()(const operation::SetValues& set) const {
        return action::SetValues{target(Kind::Semaphore, set.set), set.values};
    }
    snippets::Action operator()(const operation::ReadValues& read) const {
        return action::Look{{target(Kind::Semaphore, read.set)}};
    }
    snippets::Action operator()(const operation::Apply& apply) const {
        return action::Apply{target(Kind::Semaphore, apply.set), apply.operations, {apply.block, apply.timeout}};
    }
    snippets::Action operator()(const operation::Send& send) const {
        return action::Send{targetOf(send.queue, snapshot_), send.type, send.payload,
                            {send.block, send.timeout},      1,         {}};
    }
    snippets::Action operator()(const operation::Receive& receive) const {
        return action::Receive{targetOf(receive.queue, snapshot_), receive.selection, {receive.block, receive.timeout}};
    }
    snippets::Action operator()(const operation::Inject& inject) const {
        auto messages = inject.messages;
        const auto first = messages.expand(0);
        return action::Send{targetOf(inject.queue, snapshot_),
                            inject.type,
                            {first.begin(), first.end()},
                            {inject.block, std::nullopt},
                            inject.count,
                            inject.every,
                            messages.varies()};
    }
    snippets::Action operator()(const operation::Transfer& transfer) const {
        using What = operation::Transfer::What;
        const snippets::Target from = target(Kind::MessageQueue, transfer.from);
        const snippets::Target to = target(Kind::MessageQueue, transfer.to);
        switch (transfer.what) {
        case What::Move:
        case What::Copy: return action::MoveMessages{from, to, transfer.what == What::Copy, transfer.block};
        case What::Drain: return action::DrainMessages{from, transfer.path};
        case What::Load: break;
        }
        return action::LoadMessages{to, transfer.path, transfer.block};
    }
    snippets::Action operator()(const operation::Browse& /*browse*/) const {
        return action::Unwritten{"It takes all messages, keeps them in a file meanwhile, and puts them back."};
    }
    snippets::Action operator()(const operation::PosixTransfer& transfer) const {
        using What = operation::PosixTransfer::What;
        const snippets::Target queue = targetOf(ObjectId::posix(Kind::MessageQueue, transfer.queue), snapshot_);
        switch (transfer.what) {
        case What::Drain: return action::DrainMessages{queue, transfer.path};
        case What::Load: return action::LoadMessages{queue, transfer.path, transfer.block};
        case What::PutBack: break;
        }
        return action::Unwritten{"It puts back what a browse left, and marks each message in its file."};
    }
    snippets::Action operator()(const operation::SearchMessages& search) const {
        return action::Look{{target(Kind::MessageQueue, search.queue)}};
    }
    snippets::Action operator()(const operation::ReadFile& /*read*/) const {
        return action::Unwritten{"It reads a file and changes nothing."};
    }
    snippets::Action operator()(const operation::ReadLimits& /*read*/) const {
        return action::Unwritten{"It reads what the system allows and changes nothing."};
    }
    snippets::Action operator()(const operation::ListNamespaces& /*list*/) const {
        return action::Unwritten{"It looks which namespaces there are and changes nothing."};
    }
    snippets::Action operator()(const operation::SendSignal& /*send*/) const {
        return action::Unwritten{"It sends a signal to a process and touches no object."};
    }
    snippets::Action operator()(const operation::FetchBytes& fetch) const {
        return action::ReadBytes{targetOf(fetch.segment.object(), snapshot_), fetch.offset, fetch.length};
    }
    snippets::Action operator()(const operation::WriteBytes& write) const {
        action::WriteBytes code{segment(write.segment), {}};
        for (const bytes::Replacement& replacement : write.replacements)
            code.stretches.push_back({replacement.patch.offset, replacement.patch.bytes, replacement.expected});
        return code;
    }
    snippets::Action operator()(const operation::MemoryWork& work) const {
        const snippets::Target target = segment(work.segment);
        if (const auto* save = std::get_if<operation::SaveBytes>(&work.what))
            return action::ReadBytes{target, save->offset, save->length};
        if (const auto* load = std::get_if<operation::LoadBytes>(&work.what))
            return action::WriteFile{target, load->offset, load->path};
        return action::Look{{target}};
    }

private:
    [[nodiscard]] static snippets::Target semaphore(Name name) { return {ObjectId::posix(Kind::Semaphore, name), {}}; }
    [[nodiscard]] static snippets::Target segment(const Segment& segment) {
        const SegmentInfo* systemV = segment.systemV();
        return {segment.object(), systemV != nullptr ? systemV->key : Key{}};
    }
    [[nodiscard]] snippets::Target target(Kind kind, Id id) const { return targetOf({kind, id}, snapshot_); }

    [[nodiscard]] std::vector<snippets::Target> targets(const std::vector<ObjectId>& objects) const {
        std::vector<snippets::Target> all;
        for (const ObjectId object : objects)
            all.push_back(targetOf(object, snapshot_));
        return all;
    }

    const listing::Snapshot* snapshot_;
};

} // namespace

snippets::Action actionOf(const Operation& operation, const listing::Snapshot* snapshot) {
    return std::visit(Translate(snapshot), operation);
}

snippets::Target targetOf(ObjectId object, const listing::Snapshot* snapshot) {
    const auto view = snapshot != nullptr ? snapshot->find(object) : std::nullopt;
    return {object, view ? keyOf(*view) : Key{}};
}

} // namespace ipclens::ui
