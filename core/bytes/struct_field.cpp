// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Single fields of struct_overlay.h

#include "core/bytes/struct_overlay.h"
#include "core/bytes/struct_value.h"

namespace ipclens::bytes {

std::string pathOf(const StructOverlay& overlay, std::size_t field) {
    std::vector<std::size_t> way;
    for (std::optional<std::size_t> at = field; at; at = overlay.fields[*at].parent)
        way.push_back(*at);
    std::string path;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        const std::string& name = overlay.fields[*at].name;
        if (!path.empty() && !name.empty() && name.front() != '[') path += '.';
        path += name;
    }
    return path;
}

Result<std::vector<std::byte>> encodeField(const StructDeclaration& declaration, const StructField& field,
                                           std::string_view text) {
    if (!field.editable)
        return failure(errorOf(ErrorKind::Invalid, "change " + field.name, "it can\u2019t be changed as a value"));
    const structs::Type& type = declaration.model().at(field.typeIndex);
    const bool isArray = field.type.ends_with(']');
    if (!isArray) return structs::encodeScalar(type, text, field.order);
    return structs::arrayForm(type) == structs::ArrayForm::Text ? structs::encodeText(text, field.size)
                                                                : structs::encodeHex(text, field.size);
}

} // namespace ipclens::bytes
