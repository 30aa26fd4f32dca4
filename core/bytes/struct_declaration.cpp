// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_declaration.h"

#include "core/bytes/struct_parser.h"
#include "core/bytes/struct_types.h"

#include <fmt/format.h>

namespace ipclens::bytes {
namespace {

constexpr std::size_t longestText = std::size_t{64} * 1024;

} // namespace

std::string DeclarationError::message() const {
    return fmt::format("{}:{}: {}", line, column, reason);
}

tl::expected<StructDeclaration, DeclarationError> StructDeclaration::parse(std::string_view text) {
    // Thrown within the parser alone, whose functions are deep in one another where a text goes wrong
    try {
        if (text.size() > longestText)
            throw structs::errorAt(text, longestText, "a declaration has at most 64 KiB of text");
        auto model = std::make_shared<structs::Model>();
        structs::Parser parser(structs::prelude(), *model);
        parser.parse();
        parser.endPrelude();
        parser.setText(text);
        parser.parse();
        if (!parser.hasRoot()) parser.failAtEnd("no struct is declared here");
        return StructDeclaration(std::move(model));
    } catch (const DeclarationError& error) {
        return tl::unexpected(error);
    }
}

std::string_view StructDeclaration::name() const noexcept {
    return model_->at(model_->root).name;
}

std::optional<std::uint64_t> StructDeclaration::size() const noexcept {
    return model_->at(model_->root).size;
}

std::uint64_t StructDeclaration::alignment() const noexcept {
    return model_->at(model_->root).alignment;
}

} // namespace ipclens::bytes
