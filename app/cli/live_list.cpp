// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/live_list.h"

#include "app/cli/object_text.h"
#include "app/cli/screen.h"
#include "core/base/utf8.h"
#include "core/watching/name_news.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include <unistd.h>

namespace ipclens::cli {
namespace {

/// What the lines of the objects said, to tell what changed.
using Texts = std::map<ObjectId, std::vector<std::string>>;

/// Draws one listing after another.
class LiveList {
public:
    LiveList(ListRequest& request, Call& call)
        : request_(request)
        , call_(call) {}

    [[nodiscard]] std::vector<std::string> lines();

private:
    void markChanges(Table& table, const std::vector<ObjectView>& objects);
    [[nodiscard]] std::string title(const listing::Snapshot& snapshot, std::size_t shown) const;

    ListRequest& request_;
    Call& call_;
    UserNames names_;
    Texts before_;
    bool first_ = true;
};

void LiveList::markChanges(Table& table, const std::vector<ObjectView>& objects) {
    Texts now;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const ObjectId id = objectIdOf(objects[i]);
        Row& row = table.row(i);
        auto& texts = now[id];
        for (const Cell& cell : row)
            texts.push_back(cell.text);
        const auto before = before_.find(id);
        for (std::size_t column = 0; column < row.size() && !first_; ++column) {
            if (before == before_.end() || before->second[column] != texts[column]) row[column].style = Style::Changed;
        }
    }
    before_ = std::move(now);
    first_ = false;
}

std::string LiveList::title(const listing::Snapshot& snapshot, std::size_t shown) const {
    const std::chrono::duration<double, std::milli> took = snapshot.took;
    std::string text = counted(shown, "object", "objects");
    if (shown != snapshot.count()) text += fmt::format(" of {}", snapshot.count());
    text += fmt::format(", by {} in {:.1f} ms; q quits", request_.source.lister().title(), took.count());
    for (const auto& missing : snapshot.unread)
        text += "; " + escaped(missing);
    return text;
}

std::vector<std::string> LiveList::lines() {
    const TerminalSize size = terminalSize(STDOUT_FILENO);
    const auto snapshot = request_.source.list(request_.kinds, false);
    const auto objects = chosen(snapshot, request_, names_);
    Table table = tableOf(objects, snapshot.known, request_, names_);
    markChanges(table, objects);
    std::vector<std::string> lines = {title(snapshot, objects.size()).substr(0, size.columns)};
    const auto rows = table.lines(call_.styler, call_.header, size.columns, size.rows - 1);
    lines.insert(lines.end(), rows.begin(), rows.end());
    lines.resize(std::min(lines.size(), size.rows));
    return lines;
}

} // namespace

Status showLive(ListRequest& request, Call& call) {
    LiveList list(request, call);
    const Interrupt* interrupt = request.source.interrupt();
    const int interrupted = interrupt != nullptr ? interrupt->descriptor() : -1;
    // Probing keys takes too long for that
    const bool early = request.apis.posix && interrupt == nullptr;
    watching::NameNews names(early ? request.kinds : listing::Kinds{false, false, false});
    names.look();
    // What can't be listed at all is said on the usual screen
    auto lines = list.lines();
    Screen screen(call.output);
    for (;;) {
        screen.draw(lines);
        const auto drawn = std::chrono::steady_clock::now();
        Screen::Event event{};
        while ((event = screen.wait(names.nextLook(drawn, request.every), interrupted, names.descriptor())) ==
               Screen::Event::News)
            names.hear();
        if (event == Screen::Event::Quit) return Status::Done;
        if (event == Screen::Event::Interrupted) return Status::Interrupted;
        names.look();
        lines = list.lines();
    }
}

} // namespace ipclens::cli
