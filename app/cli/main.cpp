// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/failure.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/verb.h"
#include "app/cli/window.h"

#include <csignal>
#include <new>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace ipclens::cli;

/// A standard descriptor that was closed would be given to the next file that is opened, and written into. The stand-in
/// is open the wrong way, so that using it fails.
void fillStandardDescriptors() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) < 0) ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

Status callVerb(const std::vector<std::string>& words) {
    Verbs verbs;
    for (const auto add :
         {addList, addShow, addCreate, addRemove, addSet, addOp, addSend, addReceive, addPeek, addRead, addWrite,
          addWatch, addLimits, addKey, addWho, addWaiters, addOrphans, addNamespaces, addCompletion})
        add(verbs);
    Output output(STDOUT_FILENO);
    const Status status = verbs.call(words, output);
    output.flush();
    return status;
}

Status guardedMain(const std::vector<std::string>& words) {
    try {
        return isForWindow(words) ? startWindow(words) : callVerb(words);
    } catch (const Refused& refused) {
        reportLine(refused.what());
        return Status::Usage;
    } catch (const Failed& failed) {
        report(failed.error());
        return statusOf(failed.error());
    } catch (const OutputClosed&) {
        // As a write would have ended it, where that signal is not ignored
        std::raise(SIGPIPE);
        return Status::Failure;
    } catch (const std::bad_alloc&) {
        reportLine("not enough memory");
        return Status::Failure;
    }
}

} // namespace

int main(int argc, char** argv) {
    fillStandardDescriptors();
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const Status status = guardedMain(words);
    if (status == Status::Interrupted) Interrupt::endAsSignalled();
    return static_cast<int>(status);
}
