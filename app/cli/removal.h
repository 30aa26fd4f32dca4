// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/json.h"
#include "app/cli/object_word.h"
#include "app/cli/verb.h"
#include "core/objects/access.h"
#include "core/objects/info.h"
#include "core/objects/users.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ipclens::cli {

/// Removes objects one after another, for real or dry, goes on after a failure, and tells what came of each as `remove`
/// does.
class Removal {
public:
    Removal(Call& call, bool dryRun);

    [[nodiscard]] bool interrupted() const noexcept { return interrupt_.requested(); }

    /// `inode`: of the POSIX object that was chosen by more than its name.
    void take(const ObjectWord& word, std::uint64_t inode = 0);
    /// One that was chosen by how it stood: `stillMeant` is asked last of all, and its failure leaves the object there.
    void take(ObjectId object, std::uint64_t inode, const std::function<Result<void>()>& stillMeant);

    /// Closes the document; the first failure's status.
    [[nodiscard]] Status finish();

private:
    void tell(const ObjectWord& word, const Result<void>& done);
    /// Whether the caller has the right to remove an object.
    [[nodiscard]] Result<void> checkRight(const ObjectInfo& info);
    [[nodiscard]] Result<void> tryDry(const ObjectWord& word);
    /// What is no segment, but has the name of one: shm_unlink(3) takes it away as well.
    [[nodiscard]] Result<void> tryForeign(ObjectId object, const Error& error);
    void print(const ObjectWord& word, const Error* error);

    Call& call_;
    bool dryRun_;
    Interrupt interrupt_; // so that what was removed is told all the same
    std::optional<JsonArray> array_;
    Credentials credentials_ = Credentials::current();
    UserNames names_;
    std::set<ObjectId> gone_;
    std::string fate_;
    Status status_ = Status::Done;
};

/// Whether there is a terminal to ask on.
[[nodiscard]] bool canAsk() noexcept;
/// Asks on the terminal, "Remove 2 semaphore sets, 1 POSIX message queue? [y/N]"; throws Failed where the answer is not
/// yes.
void askToRemove(const std::vector<ObjectView>& objects);

} // namespace ipclens::cli
