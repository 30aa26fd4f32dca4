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

/// The part of a segment that was asked for, piece by piece.
class Range {
public:
    Range(bytes::ByteSource& source, std::uint64_t offset, std::uint64_t length, std::string attempted)
        : source_(source)
        , offset_(offset)
        , end_(offset + std::min(length, source.size() - offset))
        , attempted_(std::move(attempted)) {}

    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    [[nodiscard]] std::uint64_t length() const noexcept { return end_ - offset_; }

    void forEachPiece(const std::function<void(std::span<const std::byte>)>& take) {
        constexpr std::size_t piece = std::size_t{256} * 1024;
        std::vector<std::byte> buffer(std::min<std::uint64_t>(piece, length()));
        for (std::uint64_t at = offset_; at < end_;) {
            const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), end_ - at);
            const std::size_t count = orFail(source_.read(at, std::span(buffer).first(wanted)), attempted_);
            if (count == 0) break;
            take(std::span(buffer).first(count));
            at += count;
        }
    }

private:
    bytes::ByteSource& source_;
    std::uint64_t offset_;
    std::uint64_t end_;
    std::string attempted_;
};

void printJson(Output& output, ObjectId object, Range& range) {
    std::vector<std::byte> all;
    all.reserve(range.length());
    range.forEachPiece([&](auto piece) { all.insert(all.end(), piece.begin(), piece.end()); });
    JsonObject json(output.text());
    json.text("object", toString(object));
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
    const auto source = orFail(bytes::openSegment(object.id), attempted);
    if (offset >= source->size()) failPastEnd(attempted, offset, source->size());
    if (call.verbose && source->access() == bytes::SegmentAccess::MapFiles) {
        reportLine(fmt::format("read: through the mapping of process {}", source->throughPid()));
    } else if (call.verbose) {
        reportLine("read: by an attachment of our own");
    }
    Range range(*source, offset, length, attempted);
    if (call.json) {
        printJson(call.output, object, range);
    } else if (options.form.raw) {
        printRaw(call.output, range);
    } else if (options.form.hex) {
        printHex(call.output, range);
    } else {
        printDump(call.output, range, source->size());
    }
    return Status::Done;
}

struct WriteOptions {
    std::string object;
    std::optional<std::string> offset;
    PayloadOptions payload;
};

Status write(WriteOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::SharedMemory);
    if (!options.offset) throw Refused("--offset is required");
    const std::uint64_t offset = parseSize("--offset", *options.offset);
    options.payload.parse();

    const std::string attempted = attempt("write", word);
    const ObjectId object = orFail(resolve(word), attempted);
    const auto segment = sysv::SharedMemory::adopt(object.id);
    const std::uint64_t size = orFail(segment.stat(), attempted).info.size;
    if (offset >= size) failPastEnd(attempted, offset, size);
    const auto payload = options.payload.read(size - offset);
    if (payload.size() > size - offset) {
        Error error = errorOf(ErrorKind::OutOfRange, attempted, "it would pass the end; nothing was written");
        error.hint = fmt::format("{} bytes fit from offset {} on", size - offset, offset);
        throw Failed(std::move(error));
    }
    const auto attachment = orFail(segment.attach({.mode = sysv::AttachMode::ReadWrite}), attempted);
    orFail(attachment.write(offset, payload), attempted);
    if (call.json) {
        JsonObject json(call.output.text());
        json.text("object", toString(object));
        json.number("written", payload.size());
        json.close();
        call.output.append("\n");
    }
    return Status::Done;
}

} // namespace

void addRead(Verbs& verbs) {
    const auto options = std::make_shared<ReadOptions>();
    Verb& verb = verbs.add("read", "Shows the bytes of a shared memory segment",
                           "  ipclens read shm:@32771 --offset 4K --length 256");
    verb.object(options->object, "shm", "shm:KEY or shm:@ID");
    verb.value("--offset", "BYTES", options->offset, "From here on; 0 if not said");
    verb.value("--length", "BYTES", options->length, "So many; never past the end");
    verb.onRun([options](Call& call) { return read(*options, call); });
    options->form.declare(verb);
}

void addWrite(Verbs& verbs) {
    const auto options = std::make_shared<WriteOptions>();
    Verb& verb = verbs.add("write", "Writes into a shared memory segment",
                           "  ipclens write shm:@32771 --offset 16 --hex '01 ff'");
    verb.object(options->object, "shm", "shm:KEY or shm:@ID");
    verb.value("--offset", "BYTES", options->offset, "Where to; must be given");
    options->payload.declare(verb, "This text");
    verb.onRun([options](Call& call) { return write(*options, call); });
}

} // namespace ipclens::cli
