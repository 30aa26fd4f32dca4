// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_model.h"

#include <optional>

namespace ipclens::bytes::structs {

/// Who knows the values of fields.
class FieldReader {
public:
    FieldReader() = default;
    FieldReader(const FieldReader&) = delete;
    FieldReader& operator=(const FieldReader&) = delete;
    virtual ~FieldReader() = default;

    /// None where it can't be known now.
    [[nodiscard]] virtual std::optional<std::int64_t> valueOf(const FieldReference& field) const = 0;
};

/// How strongly a binary operator binds (Step::operation); 0 where it is none.
[[nodiscard]] int precedenceOf(char operation) noexcept;

/// What it comes to. None where a field can't be read, a number leaves 64 bits, or it is divided by 0.
[[nodiscard]] std::optional<std::int64_t> evaluate(const Expression& expression, const FieldReader& fields);
/// As above, of one that names no field.
[[nodiscard]] std::optional<std::int64_t> evaluate(const Expression& expression);

[[nodiscard]] bool isConstant(const Expression& expression) noexcept;

} // namespace ipclens::bytes::structs
