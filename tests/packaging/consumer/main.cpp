// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include <core/base/version.h>
#include <core/objects/object.h>
#include <iostream>

int main() {
    std::cout << ipclens::version() << '\n';
    return 0;
}
