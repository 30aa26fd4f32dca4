// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_expression.h"

#include <algorithm>
#include <limits>

namespace ipclens::bytes::structs {
namespace {

constexpr std::int64_t mostShift = 62;

class NoFields : public FieldReader {
public:
    [[nodiscard]] std::optional<std::int64_t> valueOf(const FieldReference& /*field*/) const override { return {}; }
};

std::optional<std::int64_t> quotient(std::int64_t left, std::int64_t right, bool rest) {
    if (right == 0 || (right == -1 && left == std::numeric_limits<std::int64_t>::min())) return {};
    return rest ? left % right : left / right;
}

std::optional<std::int64_t> calculate(char operation, std::int64_t left, std::int64_t right) {
    std::int64_t result = 0;
    switch (operation) {
    case '+': return __builtin_add_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '-': return __builtin_sub_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '*': return __builtin_mul_overflow(left, right, &result) ? std::nullopt : std::optional(result);
    case '/': return quotient(left, right, false);
    case '%': return quotient(left, right, true);
    case '&': return left & right;
    case '|': return left | right;
    case '^': return left ^ right;
    case '<':
        if (left < 0 || right < 0 || right > mostShift || left > std::numeric_limits<std::int64_t>::max() >> right)
            return {};
        return left << right;
    case '>':
        if (right < 0 || right > mostShift) return {};
        return left >> right;
    default: return {};
    }
}

} // namespace

int precedenceOf(char operation) noexcept {
    switch (operation) {
    case '|': return 1;
    case '^': return 2;
    case '&': return 3;
    case '<':
    case '>': return 4;
    case '+':
    case '-': return 5;
    case '*':
    case '/':
    case '%': return 6;
    default: return 0;
    }
}

std::optional<std::int64_t> evaluate(const Expression& expression, const FieldReader& fields) {
    std::vector<std::int64_t> stack;
    stack.reserve(expression.size());
    for (const Step& step : expression) {
        std::optional<std::int64_t> value;
        switch (step.kind) {
        case Step::Kind::Number: value = step.number; break;
        case Step::Kind::Field: value = fields.valueOf(step.field); break;
        case Step::Kind::Negate: value = calculate('-', 0, stack.back()); break;
        case Step::Kind::Not: value = ~stack.back(); break;
        case Step::Kind::Binary: value = calculate(step.operation, stack.end()[-2], stack.back()); break;
        }
        if (!value) return {};
        if (step.kind == Step::Kind::Binary) stack.pop_back();
        if (step.kind == Step::Kind::Number || step.kind == Step::Kind::Field) {
            stack.push_back(*value);
        } else {
            stack.back() = *value;
        }
    }
    return stack.back();
}

std::optional<std::int64_t> evaluate(const Expression& expression) {
    return evaluate(expression, NoFields());
}

bool isConstant(const Expression& expression) noexcept {
    return std::none_of(expression.begin(), expression.end(),
                        [](const Step& step) { return step.kind == Step::Kind::Field; });
}

} // namespace ipclens::bytes::structs
