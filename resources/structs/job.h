// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
// Work that is handed on through a queue
struct job {
    uint32_t id;
    uint8_t prio;
    uint8_t retry : 4, urgent : 1;
    uint16_t length;
    time_t deadline;
    char what[length];
};
