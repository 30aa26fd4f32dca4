// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Expressions and single words of struct_parser.h

#include "core/bytes/struct_expression.h"
#include "core/bytes/struct_parser.h"
#include "core/bytes/struct_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace ipclens::bytes::structs {
namespace {

constexpr std::size_t mostSteps = 64;
constexpr unsigned deepestExpression = 32;
constexpr std::int64_t largestAlignment = 1 << 16;

char operationOf(const Token& token) {
    return token.kind == Token::Kind::Sign && (token.text.size() == 1 || token.text == "<<" || token.text == ">>")
               ? token.text.front()
               : '\0';
}

} // namespace

Expression Parser::expression() {
    Expression out;
    binary(out, 1, 0);
    return out;
}

void Parser::binary(Expression& out, int least, unsigned depth) {
    unary(out, depth);
    for (;;) {
        const Token& sign = now();
        const char operation = operationOf(sign);
        const int precedence = precedenceOf(operation);
        if (precedence < least || precedence == 0) return;
        takeAny();
        binary(out, precedence + 1, depth + 1);
        append(out, {Step::Kind::Binary, operation, 0, {}}, sign);
    }
}

void Parser::unary(Expression& out, unsigned depth) {
    const Token& sign = now();
    if (depth > deepestExpression) fail(sign, "this is nested too deep");
    if (take("+")) return unary(out, depth + 1);
    if (take("-")) {
        unary(out, depth + 1);
        return append(out, {Step::Kind::Negate, 0, 0, {}}, sign);
    }
    if (take("~")) {
        unary(out, depth + 1);
        return append(out, {Step::Kind::Not, 0, 0, {}}, sign);
    }
    operand(out, depth);
}

void Parser::operand(Expression& out, unsigned depth) {
    const Token& word = now();
    if (take("(")) {
        binary(out, 1, depth + 1);
        return expect(")", "an expression");
    }
    Step step;
    if (word.kind == Token::Kind::Number) {
        takeAny();
        if (word.number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            fail(word, "this number is too large");
        step.number = static_cast<std::int64_t>(word.number);
    } else if (take("sizeof")) {
        step.number = static_cast<std::int64_t>(sizeofType());
    } else if (const auto known = constants_.find(word.text);
               word.kind == Token::Kind::Name && known != constants_.end()) {
        takeAny();
        step.number = known->second;
    } else if (word.kind == Token::Kind::Name) {
        step.kind = Step::Kind::Field;
        step.field = fieldReference();
    } else {
        fail(word, "a number is missing here");
    }
    append(out, std::move(step), word);
}

void Parser::append(Expression& out, Step step, const Token& at) const {
    if (out.size() == mostSteps) fail(at, "this is too long to be calculated");
    out.push_back(std::move(step));
}

FieldReference Parser::fieldReference() {
    const Token& name = takeAny();
    FieldReference field;
    const Member* found = nullptr;
    for (std::size_t i = scopes_.size(); i-- > 0; ++field.outwards) {
        found = findMember(scopes_[i].type, name.text, field.members);
        if (found != nullptr || !scopes_[i].seesOuter) break;
    }
    if (found == nullptr) fail(name, fmt::format("there is no earlier field \u2018{}\u2019", name.text));
    while (take(".")) {
        const Token& inner = takeName("a field");
        const TypeIndex type = found->type;
        const auto* aggregate = std::get_if<Aggregate>(&at(type).form);
        found = aggregate == nullptr ? nullptr : findMember(type, inner.text, field.members);
        if (found == nullptr) fail(inner, fmt::format("there is no field \u2018{}\u2019 in it", inner.text));
    }
    if (!isInteger(at(found->type))) fail(name, fmt::format("\u2018{}\u2019 is no whole number", name.text));
    return field;
}

/// Also within anonymous structs and unions; appends the way to it.
const Member* Parser::findMember(TypeIndex type, std::string_view name, std::vector<std::uint32_t>& way) const {
    const auto& members = std::get<Aggregate>(at(type).form).members;
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        if (members[i].name == name) {
            way.push_back(i);
            return &members[i];
        }
        if (!members[i].name.empty() || members[i].bits) continue;
        way.push_back(i);
        if (const Member* found = findMember(members[i].type, name, way)) return found;
        way.pop_back();
    }
    return nullptr;
}

std::int64_t Parser::constant(const char* what) {
    const Token& begin = now();
    const Expression parsed = expression();
    if (!isConstant(parsed)) fail(begin, fmt::format("{} can\u2019t be a field", what));
    const auto value = evaluate(parsed);
    if (!value) fail(begin, "this can\u2019t be calculated");
    return *value;
}

std::uint64_t Parser::alignmentValue() {
    const Token& begin = now();
    expect("(", "an alignment");
    std::int64_t value = 0;
    if (startsType()) {
        Attributes attributes;
        const TypeIndex type = pointers(this->type(attributes));
        requireComplete(type, begin);
        value = static_cast<std::int64_t>(at(type).alignment);
    } else {
        value = constant("an alignment");
    }
    if (value <= 0 || value > largestAlignment || !std::has_single_bit(static_cast<std::uint64_t>(value)))
        fail(begin, fmt::format("an alignment is 1, 2, 4 \u2026 {}", largestAlignment));
    expect(")", "an alignment");
    return static_cast<std::uint64_t>(value);
}

std::uint64_t Parser::sizeofType() {
    const Token& begin = now();
    expect("(", "sizeof");
    if (!startsType()) fail(now(), "sizeof takes a type");
    Attributes attributes;
    const TypeIndex type = arrays(pointers(this->type(attributes)));
    requireComplete(type, begin);
    if (!at(type).size) fail(begin, "its size is known only from the bytes");
    expect(")", "sizeof");
    return *at(type).size;
}

bool Parser::startsType() const {
    if (now().kind != Token::Kind::Name) return false;
    const std::string_view word = now().text;
    for (const char* each : {"struct", "union", "enum", "const", "volatile", "signed", "unsigned", "short", "long"}) {
        if (word == each) return true;
    }
    if (names_.find(word) != names_.end() || builtinType(word)) return true;
    for (const char* kind : {"struct ", "union ", "enum "}) {
        if (tags_.find(kind + std::string(word)) != tags_.end()) return true;
    }
    return false;
}

const Token& Parser::ahead(std::size_t by) const {
    return tokens_[std::min(at_ + by, tokens_.size() - 1)];
}

bool Parser::take(std::string_view text) {
    if (!is(text)) return false;
    ++at_;
    return true;
}

const Token& Parser::takeAny() {
    const Token& token = now();
    if (token.kind != Token::Kind::End) ++at_;
    return token;
}

const Token& Parser::takeName(const char* what) {
    if (now().kind != Token::Kind::Name) fail(now(), fmt::format("the name of {} is missing here", what));
    return takeAny();
}

void Parser::expect(std::string_view text, const char* after) {
    if (!take(text)) fail(now(), fmt::format("\u2018{}\u2019 is missing here, after {}", text, after));
}

void Parser::fail(const Token& at, std::string reason) const {
    throw errorAt(text_, static_cast<std::size_t>(at.text.data() - text_.data()), std::move(reason));
}

TypeIndex Parser::add(Type type) {
    model_.types.push_back(std::move(type));
    return static_cast<TypeIndex>(model_.types.size() - 1);
}

} // namespace ipclens::bytes::structs
