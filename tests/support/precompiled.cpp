// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
//
// Nothing: CMake precompiles headers only for a target that compiles something (see AddTest.cmake)
