// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The one line of struct_overlay.h

#include "core/bytes/struct_overlay.h"

#include <algorithm>

namespace ipclens::bytes {
namespace {

constexpr OverlayBounds previewBounds{512, 8, 80, 10000};

/// Writes the fields of a tree between braces, until there are enough of them.
class Writer {
public:
    Writer(const StructOverlay& overlay, std::size_t longest)
        : overlay_(overlay)
        , longest_(longest) {}

    std::string run(std::string_view name) {
        out_ = name;
        out_ += " { ";
        while (at_ < overlay_.fields.size() && !cut_)
            field();
        if (!overlay_.stopped.empty() && !cut_) part("\u2026");
        out_ += cut_ ? "}" : " }";
        return std::move(out_);
    }

private:
    void part(std::string_view text) {
        const char last = out_.back();
        if (last != '{' && last != ' ') out_ += ", ";
        out_ += text;
    }

    void field() {
        const std::size_t index = at_++;
        const StructField& field = overlay_.fields[index];
        if (out_.size() + field.name.size() + field.text.size() > longest_) {
            part("\u2026");
            cut_ = true;
            return;
        }
        const bool isElement = field.name.starts_with('[') || field.name.empty();
        std::string_view value = field.text;
        const bool holds = at_ < overlay_.fields.size() && overlay_.fields[at_].parent == index;
        const bool unread = field.state == FieldState::Unread && value.empty() && !holds;
        if (field.state == FieldState::More || unread) value = "\u2026";
        part(isElement ? std::string(value) : field.name + "=" + std::string(value));
        // An array of numbers has been written whole
        if (holds && !value.empty()) return skip(field.depth);
        if (!holds) return;
        out_ += '{';
        while (at_ < overlay_.fields.size() && overlay_.fields[at_].depth > field.depth && !cut_)
            this->field();
        out_ += '}';
    }

    void skip(unsigned depth) {
        while (at_ < overlay_.fields.size() && overlay_.fields[at_].depth > depth)
            ++at_;
    }

    const StructOverlay& overlay_;
    std::size_t longest_;
    std::string out_;
    std::size_t at_ = 0;
    bool cut_ = false;
};

} // namespace

std::optional<StructPreview> previewOf(const StructDeclaration& declaration, std::span<const std::byte> known,
                                       std::uint64_t size, std::size_t longest) {
    const StructOverlay overlay = layOver(declaration, known, size, previewBounds);
    const bool enough = overlay.fields.size() >= previewBounds.fields;
    if (overlay.extent > size || (!overlay.stopped.empty() && !enough)) return {};
    StructPreview preview;
    preview.text = Writer(overlay, longest).run(declaration.name());
    preview.fits = overlay.stopped.empty() && overlay.extent == size;
    return preview;
}

} // namespace ipclens::bytes
