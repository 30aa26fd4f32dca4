// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
// A ring of records between one writer and one reader, each with a cache line of its own
struct ring_buffer {
    uint32_t magic;
    uint32_t version;
    uint64_t capacity;
    alignas(64) uint64_t written;
    alignas(64) uint64_t read;
    alignas(64) uint8_t first_bytes[64];
};
