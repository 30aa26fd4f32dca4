// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/child_process.h"

#include <memory>
#include <string>

namespace ipclens::testing {

/// An X server without a screen to look at (Xvfb), which ends with this object or with the process, and tidies up after
/// itself. It makes no shared memory segments of its own (no MIT-SHM), so that a test sees only the objects that it
/// knows of.
class XServer {
public:
    /// Starts it, and waits until programs can connect. `size` as WIDTHxHEIGHT.
    explicit XServer(const std::string& size = "1280x800");
    ~XServer();
    XServer(const XServer&) = delete;
    XServer& operator=(const XServer&) = delete;

    /// For DISPLAY, as `:3`; empty where it did not start (no Xvfb on this machine).
    const std::string& display() const { return display_; }

private:
    std::string display_;
    std::unique_ptr<ChildProcess> process_;
};

/// For the first lines of a program's main: an X server to which all windows of this program then go. Without one:
/// skipProgram().
std::unique_ptr<XServer> useXServerOrSkip();

} // namespace ipclens::testing
