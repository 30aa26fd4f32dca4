// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/proc_file.h"
#include "core/processes/process_details.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace ipclens::processes {
namespace {

/// A container as a control group's path names it.
struct Container {
    std::string_view kind;
    std::string name;

    [[nodiscard]] bool known() const noexcept { return !name.empty(); }
};

/// Docker, podman and Kubernetes number theirs with 64 hexadecimal digits, and show twelve of them.
Container numbered(std::string_view kind, std::string_view id) {
    constexpr std::size_t length = 64;
    constexpr std::size_t shown = 12;
    if (id.size() != length || id.find_first_not_of("0123456789abcdef") != std::string_view::npos) return {};
    return {kind, std::string(id.substr(0, shown))};
}

/// systemd writes what may not be in the name of a unit as "\x2d" (systemd.unit(5)).
std::string unescaped(std::string_view unit) {
    std::string name;
    while (!unit.empty()) {
        unsigned char byte = 0;
        const bool escape = unit.starts_with("\\x") && unit.size() >= 4 &&
                            std::from_chars(unit.data() + 2, unit.data() + 4, byte, 16).ptr == unit.data() + 4;
        name.push_back(escape ? static_cast<char>(byte) : unit.front());
        unit.remove_prefix(escape ? 4 : 1);
    }
    return name;
}

/// Takes both off, where they are there.
bool takeEnds(std::string_view& text, std::string_view front, std::string_view back) {
    if (text.size() < front.size() + back.size() || !text.starts_with(front) || !text.ends_with(back)) return false;
    text = text.substr(front.size(), text.size() - front.size() - back.size());
    return true;
}

/// What one folder says by its own name: "docker-ID.scope". Who watches a container is not in it: "libpod-conmon-ID".
Container namedBy(std::string_view folder) {
    std::string_view name = folder;
    if (takeEnds(name, "machine-", ".scope") || takeEnds(name, "systemd-nspawn@", ".service"))
        return {"machine", unescaped(name)};
    if (takeEnds(name, "lxc.payload.", "")) return {"lxc", std::string(name)};
    takeEnds(name, "", ".scope");
    struct Prefix {
        std::string_view text;
        std::string_view kind;
    };
    static constexpr std::array<Prefix, 6> prefixes{{{"docker-", "docker"},
                                                     {"libpod-payload-", "podman"},
                                                     {"libpod-", "podman"},
                                                     {"cri-containerd-", "kubernetes"},
                                                     {"crio-", "kubernetes"},
                                                     {"nerdctl-", "containerd"}}};
    for (const Prefix& prefix : prefixes) {
        if (name.starts_with(prefix.text)) return numbered(prefix.kind, name.substr(prefix.text.size()));
    }
    // Without systemd: "kubepods-burstable-podUID.slice:cri-containerd:ID"
    constexpr std::string_view runtime = ":cri-containerd:";
    const std::size_t behindPod = name.find(runtime);
    if (behindPod != std::string_view::npos) return numbered("kubernetes", name.substr(behindPod + runtime.size()));
    return {};
}

/// The innermost of one path, "/docker/ID", "/machine.slice/machine-db.scope/payload".
Container innermostOf(std::string_view path) {
    Container found;
    std::string_view before;
    bool kubernetes = false;
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find('/'));
        path.remove_prefix(std::min(folder.size() + 1, path.size()));
        if (folder.empty()) continue;
        Container here = namedBy(folder);
        if (!here.known() && before == "docker") here = numbered("docker", folder);
        if (!here.known() && kubernetes) here = numbered("kubernetes", folder);
        if (!here.known() && (before == "lxc" || before == "lxc.payload")) here = {"lxc", std::string(folder)};
        if (here.known()) found = std::move(here);
        // The one that keeps a machine running is not in it
        if (folder == "supervisor" && found.kind == "machine") found = {};
        kubernetes = kubernetes || folder.starts_with("kubepods");
        before = folder;
    }
    return found;
}

} // namespace

std::string containerIn(std::string_view cgroup) {
    // One line a hierarchy, "4:memory:/docker/ID"; not each of them need have a folder for each container
    while (!cgroup.empty()) {
        std::string_view path = takeLine(cgroup);
        for (int colons = 0; colons < 2; ++colons)
            path.remove_prefix(std::min(path.find(':'), path.size() - 1) + 1);
        const Container found = innermostOf(path);
        if (found.known()) return std::string(found.kind) + ' ' + found.name;
    }
    return {};
}

} // namespace ipclens::processes
