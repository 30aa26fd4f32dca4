// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/python_script.h"

namespace ipclens::snippets {

std::string_view classOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "Semaphore";
    case Kind::SharedMemory: return "SharedMemory";
    case Kind::MessageQueue: return "MessageQueue";
    }
    return {};
}

std::string_view variableOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "semaphore";
    case Kind::SharedMemory: return "memory";
    case Kind::MessageQueue: return "queue";
    }
    return {};
}

std::string keyNumber(Key key) {
    return key.value > 0x7fffffffU ? toString(key) + " - (1 << 32)" : toString(key);
}

std::string opened(const Target& target, std::string_view arguments) {
    return fmt::format("{} = sysv_ipc.{}({}{})", variableOf(target.object.kind), classOf(target.object.kind),
                       keyNumber(target.key), arguments);
}

} // namespace ipclens::snippets
