// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"
#include "core/snippets/wording.h"

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace ipclens::snippets {

/// A program of C in the making: what it includes, what stands before main, and main.
class CProgram {
public:
    CProgram();

    void include(std::string_view header) { includes_.emplace(header); }
    /// Declarations before main; each once.
    void declare(std::string_view text);
    /// Lines of main as they are, four spaces in; empty lines stay empty.
    void add(std::string_view lines);
    /// Lines that are added from now on stand further in.
    void indent(int by) { indent_ += by; }

    /// `if (CONDITION) { perror("WHAT"); AFTERWARDS return EXIT_FAILURE; }`
    void failIf(std::string_view condition, std::string_view what, std::string_view afterwards = {});
    /// That of `CALL == -1`.
    void check(std::string_view call, std::string_view what, std::string_view afterwards = {});
    /// `if (CONDITION) { fputs("WORDS"); return EXIT_FAILURE; }`
    void refuseIf(std::string_view condition, std::string_view words);
    /// `int id = …;` of an object that is there already.
    void open(const Target& target, std::string_view variable = "id");
    /// Adds to a struct timespec.
    void addTime(std::string_view variable, std::chrono::nanoseconds duration);
    /// union semun, which a program declares itself (semctl(2)).
    void declareSemun();
    /// A SIGALRM when a wait has lasted too long: msgsnd(2) and msgrcv(2) have no time limit of their own.
    void startAlarm(std::chrono::nanoseconds limit);
    void stopAlarm();

    [[nodiscard]] std::string text() const;

private:
    std::set<std::string> includes_;
    std::string declarations_;
    std::string main_;
    int indent_ = 4;
};

/// "semget", "semctl", "semid_ds", "sem_perm" and so on, by kind: the letters of the calls.
[[nodiscard]] std::string_view prefixOf(Kind kind);
/// "(key_t)0x51a00001".
[[nodiscard]] std::string cKey(Key key);

/// The expression of a uid or gid; what it needs is added before.
[[nodiscard]] std::string writeIdentity(CProgram& program, const std::string& name, bool group);
/// `payload`, and around what `sendOne` writes the loop of what is sent several times.
void writePayload(CProgram& program, const action::Send& send);
void writeRepeatedly(CProgram& program, const action::Send& send, const std::function<void()>& sendOne);

/// What the line of a message is made of (core/transfer/message_line.h).
struct LineFormat {
    std::string_view member; ///< "type"
    std::string_view format; ///< "%ld"
    std::string_view value;  ///< "message->type"
    std::string_view bytes;  ///< "message->text"
};
/// `file`, to be added to.
void openLines(CProgram& program, const std::string& path);
/// Adds the line of a message of `size` bytes, and has it on disk; a message that can't be written down goes back.
void writeLine(CProgram& program, const LineFormat& line, std::string_view putBack);

/// The programs of the three kinds; see c_code.h.
void writeLook(CProgram& program, const Target& target);
void writeCode(CProgram& program, const action::CreateSet& create);
void writeCode(CProgram& program, const action::CreateSegment& create);
void writeCode(CProgram& program, const action::CreateQueue& create);
void writeCode(CProgram& program, const action::SetValue& set);
void writeCode(CProgram& program, const action::SetValues& set);
void writeCode(CProgram& program, const action::Apply& apply);
void writeCode(CProgram& program, const action::Send& send);
void writeCode(CProgram& program, const action::Receive& receive);
void writeCode(CProgram& program, const action::MoveMessages& move);
void writeCode(CProgram& program, const action::DrainMessages& drain);
void writeCode(CProgram& program, const action::LoadMessages& load);
void writeCode(CProgram& program, const action::ReadBytes& read);
void writeCode(CProgram& program, const action::WriteBytes& write);
void writeCode(CProgram& program, const action::WriteFile& write);
/// Reads the structure of the object `id`, has `assignments` change it, and sets it: IPC_STAT and IPC_SET.
void writeStatAndSet(CProgram& program, Kind kind, std::string_view assignments, std::string_view afterwards = {});

} // namespace ipclens::snippets
