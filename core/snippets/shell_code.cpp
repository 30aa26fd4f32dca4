// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/shell_code.h"

#include "core/snippets/command.h"
#include "core/snippets/quote.h"
#include "core/snippets/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::snippets {
namespace {

using namespace action;

/// Bytes that one printf writes: a line that an editor can still show.
constexpr std::size_t printfBytes = 1024;

std::string line(const Command& command) {
    std::string text;
    if (command.hasInput) {
        text = "{\n";
        for (std::size_t from = 0; from < command.input.size(); from += printfBytes) {
            const std::size_t length = std::min(printfBytes, command.input.size() - from);
            text += "printf " + shellPrintf(std::span(command.input).subspan(from, length)) + '\n';
        }
        text += "} | ";
    }
    for (const std::string& word : command.words)
        text += (&word == &command.words.front() ? "" : " ") + shellWord(word);
    return text;
}

std::string lines(const Commands& commands) {
    std::string text;
    for (const std::string& note : commands.notes)
        text += "# " + note + '\n';
    if (commands.runs.empty()) return text + "false";
    for (const Command& command : commands.runs)
        text += (&command == &commands.runs.front() ? "" : " &&\n") + line(command);
    return text;
}

/// The letter of ipcs, ipcrm and ipcmk.
char letterOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return 's';
    case Kind::SharedMemory: return 'm';
    case Kind::MessageQueue: return 'q';
    }
    return '?';
}

template <class Create>
bool ipcmkCan(const Create& create) {
    return std::holds_alternative<sysv::RandomKey>(create.key) && create.options.ifExists == sysv::IfExists::Fail;
}

std::string ipcmk(std::string_view what, mode_t mode) {
    return fmt::format("ipcmk {} -p {}", what, octalMode(mode));
}

std::string look(const Look& look) {
    std::string text;
    for (const Target& object : look.objects) {
        if (!text.empty()) text += '\n';
        if (object.isPosix()) {
            text += "ipclens show " + shellWord(nameOf(object));
            continue;
        }
        const std::string byId = fmt::format("ipcs -{} -i {}", letterOf(object.object.kind), object.object.id.value);
        if (object.key.isPrivate()) {
            text += byId;
        } else {
            text += fmt::format("# ipcs knows it by its present id alone: {}\nipclens show {}", byId, nameOf(object));
        }
    }
    return text;
}

/// By key where there is one: a capital letter.
std::string ipcrm(const Remove& remove) {
    std::string text = "ipcrm";
    for (const Target& object : remove.objects) {
        const char letter = letterOf(object.object.kind);
        if (object.key.isPrivate()) {
            text += fmt::format(" -{} {}", letter, object.object.id.value);
        } else {
            text += fmt::format(" -{} {}", static_cast<char>(letter - 'a' + 'A'), toString(object.key));
        }
    }
    return text;
}

} // namespace

std::string shellCode(const Action& action) {
    return std::visit(Overloaded{
                          [](const Look& asked) { return look(asked); },
                          [&](const Remove& remove) {
                              const bool posix = std::any_of(remove.objects.begin(), remove.objects.end(),
                                                             [](const Target& object) { return object.isPosix(); });
                              return posix ? lines(ipclensCommands(action)) : ipcrm(remove);
                          },
                          [&](const CreateSet& create) {
                              const auto initial = initialValues(create.options);
                              if (!ipcmkCan(create) || !initial.values.empty() || create.options.markInitialised)
                                  return lines(ipclensCommands(action));
                              return ipcmk(fmt::format("-S {}", initial.count), create.options.mode);
                          },
                          [&](const CreateSegment& create) {
                              const auto& options = create.options;
                              if (!ipcmkCan(create) || options.fill || options.hugePages || options.noReserve)
                                  return lines(ipclensCommands(action));
                              return ipcmk(fmt::format("-M {}", options.size), options.mode);
                          },
                          [&](const CreateQueue& create) {
                              if (!ipcmkCan(create) || create.options.capacity) return lines(ipclensCommands(action));
                              return ipcmk("-Q", create.options.mode);
                          },
                          [&](const auto& /*other*/) { return lines(ipclensCommands(action)); },
                      },
                      action);
}

} // namespace ipclens::snippets
