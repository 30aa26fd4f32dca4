// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/mapped_view.h"

#include <cerrno>

#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22
#endif

namespace ipclens::bytes {
namespace {

/// Each piece ends with a call to all processors that use its pages: few large ones are faster.
constexpr std::uint64_t largePiece = std::uint64_t{16} << 20;

std::uint64_t pageSize() noexcept {
    static const auto size = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return size;
}

class MappedView final : public ByteView {
public:
    enum class Mapping : std::uint8_t { Others, Own };

    MappedView(std::byte* address, std::uint64_t size, bool allResident, Mapping mapping) noexcept
        : address_(address)
        , size_(size)
        , allResident_(allResident)
        , mapping_(mapping) {}
    ~MappedView() override {
        if (mapping_ == Mapping::Own) munmap(address_, size_);
    }
    MappedView(const MappedView&) = delete;
    MappedView& operator=(const MappedView&) = delete;

    [[nodiscard]] std::uint64_t pieceBytes() const noexcept override { return largePiece; }
    [[nodiscard]] Result<std::span<const std::byte>> at(std::uint64_t offset, std::uint64_t length,
                                                        std::vector<std::byte>& buffer) override;
    void release(std::span<const std::byte> bytes) noexcept override;

private:
    std::byte* address_;
    std::uint64_t size_;
    bool allResident_;
    Mapping mapping_;
};

Result<std::span<const std::byte>> MappedView::at(std::uint64_t offset, std::uint64_t length,
                                                  std::vector<std::byte>& /*buffer*/) {
    if (offset > size_ || length > size_ - offset)
        return failure(errorOf(ErrorKind::OutOfRange, "look at bytes", "they pass the end"));
    const std::uint64_t begin = offset / pageSize() * pageSize();
    while (!allResident_ && madvise(address_ + begin, offset + length - begin, MADV_POPULATE_READ) != 0) {
        if (errno == EINTR || errno == EAGAIN) continue;
        return failure(errorFromErrno(errno, "look at bytes"));
    }
    return std::span<const std::byte>(address_ + offset, length);
}

/// Each thread for its own bytes: at the end it would be one thread for all.
void MappedView::release(std::span<const std::byte> bytes) noexcept {
    const auto begin = static_cast<std::uint64_t>(bytes.data() - address_) / pageSize() * pageSize();
    const auto end = static_cast<std::uint64_t>(bytes.data() - address_) + bytes.size();
    madvise(address_ + begin, end - begin, MADV_DONTNEED);
}

bool canPopulate(void* address) noexcept {
    return madvise(address, 0, MADV_POPULATE_READ) == 0;
}

} // namespace

std::unique_ptr<ByteView> viewOfMemory(const void* address, std::uint64_t size, bool allResident) {
    // madvise takes the address as not const, and leaves what is there alone
    auto* const memory = static_cast<std::byte*>(const_cast<void*>(address));
    if (!allResident && !canPopulate(memory)) return nullptr;
    return std::make_unique<MappedView>(memory, size, allResident, MappedView::Mapping::Others);
}

std::unique_ptr<ByteView> viewOfFile(int fd, std::uint64_t size) {
    void* const address = mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_NORESERVE, fd, 0);
    if (address == MAP_FAILED) return nullptr;
    return std::make_unique<MappedView>(static_cast<std::byte*>(address), size, true, MappedView::Mapping::Own);
}

} // namespace ipclens::bytes
