// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/message_printer.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/payload.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"
#include "core/bytes/hex_dump.h"
#include "core/bytes/segment_source.h"
#include "core/posix/shared_memory.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>

namespace ipclens::cli {
namespace {

struct ReadOptions {
    std::string object;
    std::optional<std::string> offset;
    std::optional<std::string> length;
    BytesForm form;
};

[[noreturn]] void failPastEnd(const std::string& attempted, std::uint64_t offset, std::uint64_t size) {
    Error error = errorOf(ErrorKind::OutOfRange, attempted, fmt::format("offset {} is past the end", offset));
    error.hint = fmt::format("it has {} bytes", size);
    throw Failed(std::move(error));
}

/// A segment that is open to be read.
struct Source {
    /// Copies bytes from an offset on, and gives how many there were.
    std::function<Result<std::size_t>(std::uint64_t, std::span<std::byte>)> read;
    std::uint64_t size = 0;
    std::string by; ///< how it is reached, in words
};

Source openSystemV(Id id, const std::string& attempted) {
    const std::shared_ptr<bytes::SegmentSource> segment = orFail(bytes::openSegment(id), attempted);
    const bool unnoticed = segment->access() == bytes::SegmentAccess::MapFiles;
    return {[segment](std::uint64_t offset, std::span<std::byte> into) { return segment->read(offset, into); },
            segment->size(),
            unnoticed ? fmt::format("through the mapping of process {}", segment->throughPid())
                      : "by an attachment of our own"};
}

Source openPosix(const std::string& name, const std::string& attempted) {
    const auto segment = std::make_shared<posix::SharedMemory>(
        orFail(posix::SharedMemory::open(name, posix::SegmentAccess::ReadOnly), attempted));
    return {[segment](std::uint64_t offset, std::span<std::byte> into) { return segment->read(offset, into); },
            orFail(segment->stat(), attempted).size, "by its file, which is not mapped"};
}

/// The part of a segment that was asked for, piece by piece.
class Range {
public:
    Range(const Source& source, std::uint64_t offset, std::uint64_t length, std::string attempted)
        : source_(source)
        , offset_(offset)
        , end_(offset + std::min(length, source.size - offset))
        , attempted_(std::move(attempted)) {}

    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    [[nodiscard]] std::uint64_t length() const noexcept { return end_ - offset_; }

    void forEachPiece(const std::function<void(std::span<const std::byte>)>& take) {
        constexpr std::size_t piece = std::size_t{256} * 1024;
        std::vector<std::byte> buffer(std::min<std::uint64_t>(piece, length()));
        for (std::uint64_t at = offset_; at < end_;) {
            const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), end_ - at);
            const std::size_t count = orFail(source_.read(at, std::span(buffer).first(wanted)), attempted_);
            if (count == 0) break; // it has become shorter
            take(std::span(buffer).first(count));
            at += count;
        }
    }

private:
    const Source& source_;
    std::uint64_t offset_;
    std::uint64_t end_;
    std::string attempted_;
};

void printJson(Output& output, ObjectId object, Range& range) {
    std::vector<std::byte> all;
    all.reserve(range.length());
    range.forEachPiece([&](auto piece) { all.insert(all.end(), piece.begin(), piece.end()); });
    JsonObject json(output.text());
    addObject(json, object);
    json.number("offset", range.offset());
    json.number("size", all.size());
    addBytes(json, all);
    json.close();
    output.append("\n");
}

void printDump(Output& output, Range& range, std::uint64_t size) {
    bytes::HexDump dump(range.offset(), size);
    range.forEachPiece([&](auto piece) {
        dump.add(piece, output.text());
        output.spill();
    });
    dump.finish(output.text());
}

void printHex(Output& output, Range& range) {
    range.forEachPiece([&](auto piece) {
        appendHex(output.text(), piece);
        output.spill();
    });
    output.append("\n");
}

void printRaw(Output& output, Range& range) {
    range.forEachPiece([&](auto piece) {
        output.append({reinterpret_cast<const char*>(piece.data()), piece.size()});
        output.spill();
    });
}

/// --length is cut at the end, so it may be as large as one likes.
std::uint64_t parseLength(const std::optional<std::string>& word) {
    if (!word) return UINT64_MAX;
    try {
        return parseSize("--length", *word);
    } catch (const Failed&) {
        return UINT64_MAX;
    }
}

Status read(const ReadOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::SharedMemory);
    const std::uint64_t offset = options.offset ? parseSize("--offset", *options.offset) : 0;
    const std::uint64_t length = parseLength(options.length);

    const std::string attempted = attempt("read", word);
    const ObjectId object = orFail(resolve(word), attempted);
    const Source source =
        word.api() == Api::Posix ? openPosix(word.name(), attempted) : openSystemV(object.id, attempted);
    if (offset >= source.size) failPastEnd(attempted, offset, source.size);
    if (call.verbose) reportLine("read: " + source.by);
    Range range(source, offset, length, attempted);
    if (call.json) {
        printJson(call.output, object, range);
    } else if (options.form.raw) {
        printRaw(call.output, range);
    } else if (options.form.hex) {
        printHex(call.output, range);
    } else {
        printDump(call.output, range, source.size);
    }
    return Status::Done;
}

struct WriteOptions {
    std::string object;
    std::optional<std::string> offset;
    PayloadOptions payload;
};

/// The payload, which must fit into a segment of this size from this offset on.
std::vector<std::byte> fittingPayload(const PayloadOptions& payload, std::uint64_t offset, std::uint64_t size,
                                      const std::string& attempted) {
    if (offset >= size) failPastEnd(attempted, offset, size);
    auto bytes = payload.read(size - offset);
    if (bytes.size() <= size - offset) return bytes;
    Error error = errorOf(ErrorKind::OutOfRange, attempted, "it would pass the end; nothing was written");
    error.hint = fmt::format("{} bytes fit from offset {} on", size - offset, offset);
    throw Failed(std::move(error));
}

/// Gives how many bytes were written.
std::size_t writeSystemV(Id id, const PayloadOptions& payload, std::uint64_t offset, const std::string& attempted) {
    const auto segment = sysv::SharedMemory::adopt(id);
    const auto bytes = fittingPayload(payload, offset, orFail(segment.stat(), attempted).info.size, attempted);
    const auto attachment = orFail(segment.attach({.mode = sysv::AttachMode::ReadWrite}), attempted);
    orFail(attachment.write(offset, bytes), attempted);
    return bytes.size();
}

std::size_t writePosix(const std::string& name, const PayloadOptions& payload, std::uint64_t offset,
                       const std::string& attempted) {
    const auto segment = orFail(posix::SharedMemory::open(name), attempted);
    const auto bytes = fittingPayload(payload, offset, orFail(segment.stat(), attempted).size, attempted);
    orFail(segment.write(offset, bytes), attempted);
    return bytes.size();
}

Status write(WriteOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::SharedMemory);
    if (!options.offset) throw Refused("--offset is required");
    const std::uint64_t offset = parseSize("--offset", *options.offset);
    options.payload.parse();

    const std::string attempted = attempt("write", word);
    const ObjectId object = orFail(resolve(word), attempted);
    const std::size_t written = word.api() == Api::Posix ? writePosix(word.name(), options.payload, offset, attempted)
                                                         : writeSystemV(object.id, options.payload, offset, attempted);
    if (call.json) {
        JsonObject json(call.output.text());
        addObject(json, object);
        json.number("written", written);
        json.close();
        call.output.append("\n");
    }
    return Status::Done;
}

} // namespace

void addRead(Verbs& verbs) {
    const auto options = std::make_shared<ReadOptions>();
    Verb& verb = verbs.add("read", "Shows the bytes of a shared memory segment",
                           "  ipclens read shm:@32771 --offset 4K --length 256\n"
                           "  ipclens read shm:/ring --raw > ring.bin");
    verb.object(options->object, "shm", "shm:KEY, shm:@ID or shm:/NAME");
    verb.value("--offset", "BYTES", options->offset, "From here on; 0 if not said");
    verb.value("--length", "BYTES", options->length, "So many; never past the end");
    verb.onRun([options](Call& call) { return read(*options, call); });
    options->form.declare(verb);
}

void addWrite(Verbs& verbs) {
    const auto options = std::make_shared<WriteOptions>();
    Verb& verb = verbs.add("write", "Writes into a shared memory segment",
                           "  ipclens write shm:@32771 --offset 16 --hex '01 ff'");
    verb.object(options->object, "shm", "shm:KEY, shm:@ID or shm:/NAME");
    verb.value("--offset", "BYTES", options->offset, "Where to; must be given");
    options->payload.declare(verb, "This text");
    verb.onRun([options](Call& call) { return write(*options, call); });
}

} // namespace ipclens::cli
