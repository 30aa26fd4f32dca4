// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
// A line of a log with its time; struct timeval has microseconds
enum level : uint8_t { debug, info, warning, error };

struct log_record {
    struct timespec when;
    pid_t process;
    enum level level;
    uint8_t flags;
    uint16_t length;
    char text[length];
};
