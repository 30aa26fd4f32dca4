// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
// Fields without gaps, in network byte order
be packed struct network_packet {
    uint16_t magic;
    uint8_t version : 4, header_words : 4;
    uint8_t kind;
    uint32_t sequence;
    uint16_t length;
    uint8_t payload[length];
};
