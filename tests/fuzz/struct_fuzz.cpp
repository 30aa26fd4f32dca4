// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// A declaration and the bytes under it, both hostile: everything before the first NUL is the text, the rest the bytes.

#include "core/bytes/struct_overlay.h"

#include <cstdlib>
#include <string_view>

using namespace ipclens;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkOverlay(const bytes::StructOverlay& overlay, std::size_t known, std::uint64_t available,
                  const bytes::OverlayBounds& bounds) {
    require(overlay.fields.size() <= bounds.fields);
    for (std::size_t i = 0; i < overlay.fields.size(); ++i) {
        const bytes::StructField& field = overlay.fields[i];
        require(!field.parent || *field.parent < i);
        require(field.parent ? field.depth == overlay.fields[*field.parent].depth + 1 : field.depth == 0);
        const bool reaches = field.offset + field.size > available;
        if (field.state == bytes::FieldState::Known && !reaches && field.size > 0 && !field.text.empty())
            require(field.offset < known);
        require(field.text.size() < 64 * 1024);
        static_cast<void>(bytes::pathOf(overlay, i));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t end = std::min(all.find('\0'), all.size());
    const auto declaration = bytes::StructDeclaration::parse(all.substr(0, end));
    if (!declaration) {
        require(declaration.error().offset <= end && declaration.error().line >= 1 && declaration.error().column >= 1);
        require(!declaration.error().reason.empty());
        return 0;
    }
    const auto content = std::as_bytes(std::span(data, size)).subspan(std::min(end + 1, size));
    const bytes::OverlayBounds bounds;
    for (const std::uint64_t available : {std::uint64_t{content.size()}, std::uint64_t{1} << 30U, ~std::uint64_t{0}}) {
        const auto overlay = bytes::layOver(*declaration, content, available, bounds);
        checkOverlay(overlay, content.size(), available, bounds);
        for (const bytes::StructField& field : overlay.fields) {
            if (!field.editable || field.state != bytes::FieldState::Known) continue;
            const auto encoded = bytes::encodeField(*declaration, field, field.text);
            if (encoded) require(encoded->size() == field.size);
        }
    }
    static_cast<void>(bytes::previewOf(*declaration, content, content.size()));
    return 0;
}
