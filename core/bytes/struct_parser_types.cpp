// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Types and declarators of struct_parser.h

#include "core/bytes/struct_expression.h"
#include "core/bytes/struct_parser.h"
#include "core/bytes/struct_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace ipclens::bytes::structs {
namespace {

constexpr std::size_t mostEnumerators = 4096;
constexpr std::size_t mostDimensions = 8;

constexpr std::array<std::string_view, 9> numberWords{"signed", "unsigned", "char",  "short",
                                                      "int",    "long",     "float", "double"};

bool isNumberWord(std::string_view word) {
    return !word.empty() && std::find(numberWords.begin(), numberWords.end(), word) != numberWords.end();
}

struct WordCounts {
    int isSigned = 0, isUnsigned = 0, isChar = 0, isShort = 0, isInt = 0, isLong = 0, isFloat = 0, isDouble = 0;

    void count(std::string_view word) {
        const std::array<int*, 8> counts{&isSigned, &isUnsigned, &isChar,  &isShort,
                                         &isInt,    &isLong,     &isFloat, &isDouble};
        const auto* const found = std::find(numberWords.begin(), numberWords.end(), word);
        ++*counts[static_cast<std::size_t>(found - numberWords.begin())];
    }
    /// "unsigned long"; empty where the words make no type.
    [[nodiscard]] std::string name() const {
        const int sizes = isChar + isShort + std::min(isLong, 1) + isFloat + isDouble;
        const bool longDouble = isLong == 1 && isDouble == 1 && isShort + isChar + isFloat == 0;
        if (isSigned + isUnsigned > 1 || isInt > 1 || isLong > 2 || (sizes > 1 && !longDouble)) return {};
        if ((isChar + isFloat + isDouble > 0 && isInt > 0) || (isFloat + isDouble > 0 && isSigned + isUnsigned > 0))
            return {};
        if (longDouble) return "long double";
        if (isFloat == 1) return "float";
        if (isDouble == 1) return "double";
        if (isChar == 1) return isUnsigned == 1 ? "unsigned char" : isSigned == 1 ? "signed char" : "char";
        const char* const size = isShort == 1 ? "short" : isLong == 1 ? "long" : isLong == 2 ? "long long" : "int";
        return (isUnsigned == 1 ? "unsigned " : "") + std::string(size);
    }
};

} // namespace

TypeIndex Parser::type(Attributes& attributes) {
    while (qualifier(attributes)) {
    }
    const Token& begin = now();
    TypeIndex type = 0;
    if (is("struct") || is("union")) {
        bool declaredHere = false;
        type = aggregate(attributes, declaredHere);
        // Said before a struct that is declared here, it is the struct's and not the field's
        if (declaredHere) attributes = {};
    } else if (is("enum")) {
        type = enumeration();
    } else if (isNumberWord(now().text)) {
        type = words();
    } else {
        type = namedType();
    }
    if (attributes.packed) fail(begin, "packed is understood of structs that are declared here");
    while (take("const") || take("volatile") || attribute(attributes)) {
    }
    return type;
}

TypeIndex Parser::words() {
    const Token& begin = now();
    WordCounts counts;
    while (isNumberWord(now().text))
        counts.count(takeAny().text);
    const std::string name = counts.name();
    if (name.empty()) fail(begin, "these words together are no type");
    return builtin(name, begin);
}

TypeIndex Parser::builtin(std::string_view name, const Token& at) {
    if (const auto known = names_.find(name); known != names_.end()) return known->second;
    auto type = builtinType(name);
    if (!type) fail(at, fmt::format("there is no type \u2018{}\u2019", name));
    const TypeIndex index = add(std::move(*type));
    names_.emplace(std::string(name), index);
    return index;
}

TypeIndex Parser::namedType() {
    const Token& name = takeName("a type");
    if (const auto known = names_.find(name.text); known != names_.end()) return known->second;
    for (const char* kind : {"struct ", "union ", "enum "}) {
        const auto tag = tags_.find(kind + std::string(name.text));
        if (tag != tags_.end()) return tag->second;
    }
    // What only a pointer is made to need not be known
    if (is("*") && !builtinType(name.text)) {
        Type unknown;
        unknown.name = name.text;
        unknown.form = Aggregate{};
        return add(std::move(unknown));
    }
    if (name.text == "void" && !is("*")) fail(name, "void has no bytes");
    return builtin(name.text, name);
}

TypeIndex Parser::enumeration() {
    const Token& begin = takeAny();
    if (is("class") || is("struct")) takeAny();
    const Token* tag = now().kind == Token::Kind::Name ? &takeAny() : nullptr;
    std::string name = tag != nullptr ? fmt::format("enum {}", tag->text) : "enum";
    std::optional<TypeIndex> base;
    if (is(":") && (ahead(1).kind == Token::Kind::Name)) {
        takeAny();
        Attributes attributes;
        const Token& at = now();
        base = type(attributes);
        if (!isInteger(this->at(*base)) || attributes.order) fail(at, "an enum is made of a whole number");
    }
    if (!is("{")) {
        const auto known = tags_.find(name);
        if (tag == nullptr || known == tags_.end()) fail(begin, fmt::format("\u2018{}\u2019 is not declared", name));
        return known->second;
    }
    if (tag != nullptr && tags_.count(name) > 0) fail(*tag, fmt::format("\u2018{}\u2019 is declared twice", name));
    std::vector<Enumerator> values;
    enumerators(values);
    const TypeIndex type = enumType(name, std::move(values), base, begin);
    if (tag != nullptr) tags_.emplace(std::move(name), type);
    return type;
}

void Parser::enumerators(std::vector<Enumerator>& values) {
    expect("{", "an enum");
    std::int64_t next = 0;
    while (!is("}")) {
        const Token& name = takeName("a value of the enum");
        if (++enumerators_ > mostEnumerators) fail(name, fmt::format("more than {} values of enums", mostEnumerators));
        if (take("=")) next = constant("a value of an enum");
        if (!constants_.emplace(std::string(name.text), next).second)
            fail(name, fmt::format("\u2018{}\u2019 is declared twice", name.text));
        values.push_back({std::string(name.text), next});
        if (next == std::numeric_limits<std::int64_t>::max() && !is("}")) fail(now(), "the next value is too large");
        if (next != std::numeric_limits<std::int64_t>::max()) ++next;
        if (!take(",")) break;
    }
    expect("}", "the values of an enum");
    if (values.empty()) fail(now(), "an enum has at least one value");
}

TypeIndex Parser::enumType(std::string name, std::vector<Enumerator> values, std::optional<TypeIndex> base,
                           const Token& at) {
    const auto [least, most] = std::minmax_element(
        values.begin(), values.end(), [](const auto& one, const auto& other) { return one.value < other.value; });
    Type type;
    Enumeration form;
    if (!base) {
        // As g++ chooses: unsigned where nothing is negative, 64 bits only where 32 are too few
        const bool negative = least->value < 0;
        const bool fits = negative ? least->value >= std::numeric_limits<std::int32_t>::min() &&
                                         most->value <= std::numeric_limits<std::int32_t>::max()
                                   : most->value <= std::numeric_limits<std::uint32_t>::max();
        base = builtin(fits ? (negative ? "int" : "unsigned int") : (negative ? "long" : "unsigned long"), at);
    } else {
        const unsigned bits = static_cast<unsigned>(*this->at(*base).size * 8);
        const bool negative = isSigned(this->at(*base));
        const std::int64_t top = bits == 64 ? std::numeric_limits<std::int64_t>::max()
                                            : (std::int64_t{1} << (negative ? bits - 1 : bits)) - 1;
        if (most->value > top || least->value < (negative ? -top - 1 : 0))
            fail(at, fmt::format("a value of this enum is beyond \u2018{}\u2019", this->at(*base).name));
    }
    const Type& number = this->at(*base);
    form.isSigned = isSigned(number);
    form.values = std::move(values);
    type.name = std::move(name);
    type.size = number.size;
    type.alignment = number.alignment;
    type.order = number.order;
    type.form = std::move(form);
    return add(std::move(type));
}

Parser::Declarator Parser::declarator(TypeIndex base, bool mayBePadding) {
    Declarator declared;
    declared.type = pointers(base);
    if (mayBePadding && is(":")) return declared;
    if (is("(")) fail(now(), "pointers to functions are not understood: write void *name");
    declared.name = &takeName("a field");
    declared.type = arrays(declared.type);
    return declared;
}

TypeIndex Parser::pointers(TypeIndex base) {
    if (!is("*")) return base;
    std::string name = at(base).name + ' ';
    while (take("*")) {
        name += '*';
        while (take("const") || take("volatile") || take("restrict")) {
        }
        if (name.size() > 128) fail(now(), "more pointers to pointers than make sense");
    }
    return add(pointerType(std::move(name)));
}

TypeIndex Parser::arrays(TypeIndex element) {
    std::vector<std::pair<Length, const Token*>> lengths;
    while (is("[")) {
        const Token& at = takeAny();
        if (lengths.size() == mostDimensions) fail(at, fmt::format("more than {} dimensions", mostDimensions));
        lengths.emplace_back(arrayLength(), &at);
        if (lengths.size() > 1 && lengths.back().first.kind == Length::Kind::Rest)
            fail(at, "only the first length can be left out");
    }
    TypeIndex type = element;
    for (auto each = lengths.rbegin(); each != lengths.rend(); ++each)
        type = arrayOf(type, std::move(each->first), *each->second);
    return type;
}

Length Parser::arrayLength() {
    Length length;
    if (take("]")) {
        length.kind = Length::Kind::Rest;
        return length;
    }
    const Token& begin = now();
    length.computed = expression();
    const auto fixed = evaluate(length.computed);
    if (!isConstant(length.computed)) {
        length.kind = Length::Kind::Computed;
    } else {
        if (!fixed) fail(begin, "this can\u2019t be calculated");
        if (*fixed < 0) fail(begin, fmt::format("an array can\u2019t have {} elements", *fixed));
        length.fixed = static_cast<std::uint64_t>(*fixed);
        length.computed.clear();
    }
    expect("]", "a length");
    return length;
}

TypeIndex Parser::arrayOf(TypeIndex element, Length length, const Token& at) {
    requireComplete(element, at);
    const Type& of = this->at(element);
    if (of.depth + 1 > deepestNesting)
        fail(at, fmt::format("more than {} levels of structs and arrays", deepestNesting));
    if (length.kind == Length::Kind::Rest && (!of.size || *of.size == 0))
        fail(at, "an array that takes what follows has elements of a fixed size");
    Type type;
    type.name = of.name;
    type.alignment = of.alignment;
    type.order = of.order;
    type.depth = of.depth + 1;
    if (length.kind == Length::Kind::Fixed && of.size) {
        if (*of.size != 0 && length.fixed > largestSize / *of.size) fail(at, "this array is larger than any memory");
        type.size = length.fixed * *of.size;
    }
    type.form = Array{element, std::move(length)};
    return add(std::move(type));
}

bool Parser::qualifier(Attributes& attributes) {
    if (take("const") || take("volatile") || take("_Atomic")) return true;
    // These words may also be names: they qualify where a type follows
    if ((is("be") || is("le")) && ahead(1).kind == Token::Kind::Name) {
        if (attributes.order) fail(now(), "the byte order is said twice");
        attributes.at = &now();
        attributes.order = takeAny().text == "be" ? ByteOrder::Big : ByteOrder::Little;
        return true;
    }
    if (is("packed") && (ahead(1).text == "struct" || ahead(1).text == "union" || ahead(1).kind == Token::Kind::Name)) {
        attributes.at = &takeAny();
        attributes.packed = true;
        return true;
    }
    return attribute(attributes);
}

bool Parser::attribute(Attributes& attributes) {
    const Token& word = now();
    if (take("alignas") || take("_Alignas")) {
        attributes.at = &word;
        attributes.alignment = std::max(attributes.alignment, alignmentValue());
        return true;
    }
    if (!take("__attribute__")) return false;
    attributes.at = &word;
    expect("(", "__attribute__");
    expect("(", "__attribute__(");
    do {
        const Token& name = takeName("an attribute");
        if (name.text == "packed" || name.text == "__packed__") {
            attributes.packed = true;
        } else if (name.text == "aligned" || name.text == "__aligned__") {
            attributes.alignment = std::max(attributes.alignment, alignmentValue());
        } else {
            fail(name, "of all attributes only packed and aligned(N) are understood");
        }
    } while (take(","));
    expect(")", "an attribute");
    expect(")", "an attribute");
    return true;
}

void Parser::requireComplete(TypeIndex type, const Token& at) const {
    const auto* aggregate = std::get_if<Aggregate>(&this->at(type).form);
    if (aggregate == nullptr || aggregate->defined) return;
    const bool open =
        std::any_of(scopes_.begin(), scopes_.end(), [&](const Scope& scope) { return scope.type == type; });
    const std::string& name = this->at(type).name;
    if (open) fail(at, fmt::format("\u2018{}\u2019 can\u2019t hold itself, only a pointer to itself", name));
    fail(at, fmt::format("\u2018{}\u2019 is not declared before", name));
}

} // namespace ipclens::bytes::structs
