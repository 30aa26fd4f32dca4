// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// ipclens-in-namespace COMMAND [ARG ...]: runs COMMAND where it sees no IPC object but its own, see namespace.h. For
// trying things by hand, as `build/bin/ipclens-in-namespace bash`; all that was made there is gone when its last
// process ends.

#include "tests/support/namespace.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <unistd.h>

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: ipclens-in-namespace COMMAND [ARG ...]\n");
        return 2;
    }
    if (const auto refused = ipclens::testing::enterPrivateNamespace()) {
        std::fprintf(stderr, "ipclens-in-namespace: %s\n", refused->c_str());
        return ipclens::testing::exitSkipped;
    }
    ipclens::testing::forgetThePerson();
    execvp(argv[1], argv + 1);
    std::fprintf(stderr, "ipclens-in-namespace: %s: %s\n", argv[1], std::strerror(errno));
    return 127;
}
