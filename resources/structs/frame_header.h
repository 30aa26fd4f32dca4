// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
// The header before a picture, a sound block or any other frame
struct frame_header {
    char tag[8];
    uint32_t number;
    double interval_ms;
    uint16_t width, height;
};
