// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_parser.h"

#include "core/bytes/struct_placement.h"
#include "core/bytes/struct_types.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::bytes::structs {
namespace {

constexpr std::size_t mostMembers = 4096;
constexpr std::size_t mostPacks = 64;

bool isPackSize(std::uint64_t size) {
    return size == 1 || size == 2 || size == 4 || size == 8 || size == 16;
}

} // namespace

Parser::Parser(std::string_view text, Model& model)
    : text_(text)
    , model_(model)
    , tokens_(tokensOf(text)) {}

void Parser::setText(std::string_view text) {
    text_ = text;
    tokens_ = tokensOf(text);
    at_ = 0;
}

void Parser::endPrelude() {
    preludeEnd_ = static_cast<TypeIndex>(model_.types.size());
    hasRoot_ = false;
    members_ = 0;
}

void Parser::parse() {
    while (now().kind != Token::Kind::End)
        declaration();
}

void Parser::declaration() {
    if (take(";")) return;
    if (is("#")) return directive();
    if (is("typedef")) return typedefinition();
    const Token& begin = now();
    Attributes attributes;
    const TypeIndex declared = type(attributes);
    const bool isAggregate = std::holds_alternative<Aggregate>(at(declared).form);
    if (!isAggregate && !std::holds_alternative<Enumeration>(at(declared).form))
        fail(begin, "a field stands in a struct: struct name { \u2026 };");
    if (!is(";")) fail(now(), "a \u2018;\u2019 is missing before this: only types are declared here");
    takeAny();
    if (!isAggregate || !std::get<Aggregate>(at(declared).form).defined) return;
    model_.root = declared;
    hasRoot_ = true;
}

void Parser::directive() {
    const std::size_t line = takeAny().line;
    const Token& word = now();
    if (word.line == line && take("define")) {
        define(line);
    } else if (word.line == line && take("pragma")) {
        if (!is("pack")) fail(now(), "of all pragmas only pack is understood");
        pack();
    } else {
        fail(word, "only #define, #pragma pack and #include are understood");
    }
    expectLineEnd(line);
}

void Parser::expectLineEnd(std::size_t line) const {
    if (now().kind != Token::Kind::End && now().line == line) fail(now(), "a new line is missing before this");
}

void Parser::define(std::size_t line) {
    const Token& name = takeName("what is defined");
    if (now().line != line || now().kind == Token::Kind::End) {
        // A guard or a flag: nothing that a struct is made of
        return;
    }
    const std::int64_t value = constant("a #define");
    constants_.insert_or_assign(std::string(name.text), value);
}

void Parser::pack() {
    takeAny();
    expect("(", "pack");
    const Token& word = now();
    if (take("push")) {
        if (packs_.size() == mostPacks) fail(word, "more levels of pack than make sense");
        packs_.push_back(pack_);
        if (!take(",")) return expect(")", "push");
    } else if (take("pop")) {
        if (packs_.empty()) fail(word, "nothing was pushed before this pop");
        pack_ = packs_.back();
        packs_.pop_back();
        return expect(")", "pop");
    } else if (take(")")) {
        pack_ = 0;
        return;
    }
    const Token& size = takeAny();
    if (size.kind != Token::Kind::Number || !isPackSize(size.number)) fail(size, "pack takes 1, 2, 4, 8 or 16");
    pack_ = size.number;
    expect(")", "pack");
}

void Parser::typedefinition() {
    takeAny();
    Attributes attributes;
    const TypeIndex base = type(attributes);
    do {
        Attributes own = attributes;
        const Declarator declared = declarator(base, false);
        while (attribute(own)) {
        }
        std::string name(declared.name->text);
        const auto found = names_.find(name);
        if (found != names_.end() && found->second >= preludeEnd_ && found->second != declared.type &&
            !builtinType(name))
            fail(*declared.name, fmt::format("\u2018{}\u2019 is declared twice", name));
        const TypeIndex named = alias(declared.type, own, name, *declared.name);
        names_.insert_or_assign(std::move(name), named);
        if (const auto* aggregate = std::get_if<Aggregate>(&at(named).form);
            aggregate != nullptr && aggregate->defined) {
            model_.root = named;
            hasRoot_ = true;
        }
    } while (take(","));
    expect(";", "a typedef");
}

TypeIndex Parser::alias(TypeIndex of, const Attributes& attributes, const std::string& name, const Token& at) {
    Type& type = model_.types[of];
    if (std::holds_alternative<Scalar>(type.form)) {
        Type named = type;
        named.name = name;
        if (!named.order) named.order = attributes.order;
        named.alignment = std::max(named.alignment, attributes.alignment);
        return add(std::move(named));
    }
    if (attributes.order || attributes.alignment != 0)
        fail(at, "a byte order or an alignment stands at the struct or at a field, not at this typedef");
    // Not a copy: a short text could ask for many large ones
    if (type.name == "struct" || type.name == "union" || type.name == "enum") type.name = name;
    return of;
}

TypeIndex Parser::aggregate(Attributes attributes, bool& declaredHere) {
    const Token& kind = takeAny();
    while (attribute(attributes)) {
    }
    const Token* tag = now().kind == Token::Kind::Name ? &takeAny() : nullptr;
    if (tag == nullptr && !is("{"))
        fail(now(), fmt::format("a name or \u2018{{\u2019 is missing after \u2018{}\u2019", kind.text));
    declaredHere = is("{");
    if (!declaredHere) {
        if (attributes.packed) fail(*attributes.at, "packed stands where a struct is declared");
        return declareTag(kind.text, tag);
    }
    TypeIndex type = 0;
    if (tag == nullptr) {
        Type unnamed;
        unnamed.name = kind.text;
        unnamed.form = Aggregate{};
        type = add(std::move(unnamed));
    } else {
        type = declareTag(kind.text, tag);
        if (type < preludeEnd_) {
            Type own;
            own.name = at(type).name;
            own.form = Aggregate{};
            type = add(std::move(own));
            tags_[at(type).name] = type;
        } else if (std::get<Aggregate>(at(type).form).defined) {
            fail(*tag, fmt::format("\u2018{}\u2019 is declared twice", at(type).name));
        }
        if (std::any_of(scopes_.begin(), scopes_.end(), [&](const Scope& scope) { return scope.type == type; }))
            fail(*tag, fmt::format("\u2018{}\u2019 is declared within itself", at(type).name));
    }
    std::get<Aggregate>(model_.types[type].form).isUnion = kind.text == "union";
    body(type, attributes, tag != nullptr);
    return type;
}

TypeIndex Parser::declareTag(std::string_view kind, const Token* tag) {
    std::string name = fmt::format("{} {}", kind, tag->text);
    if (const auto known = tags_.find(name); known != tags_.end()) return known->second;
    Type declared;
    declared.name = name;
    declared.form = Aggregate{};
    std::get<Aggregate>(declared.form).isUnion = kind == "union";
    const TypeIndex type = add(std::move(declared));
    tags_.emplace(std::move(name), type);
    return type;
}

void Parser::body(TypeIndex type, const Attributes& attributes, bool tagged) {
    const Token& begin = now();
    if (scopes_.size() >= deepestNesting)
        fail(begin, fmt::format("more than {} structs in one another", deepestNesting));
    expect("{", "a struct");
    model_.types[type].order = attributes.order;
    scopes_.push_back({type, !tagged});
    while (!take("}")) {
        if (now().kind == Token::Kind::End) fail(begin, "this struct has no closing \u2018}\u2019");
        member();
    }
    scopes_.pop_back();
    Attributes all = attributes;
    while (attribute(all)) {
    }
    auto& aggregate = std::get<Aggregate>(model_.types[type].form);
    aggregate.packed = all.packed;
    aggregate.alignment = all.alignment;
    aggregate.pack = pack_;
    if (aggregate.members.empty()) fail(begin, "a struct has at least one field");
    finish(type, begin);
}

void Parser::member() {
    if (take(";")) return;
    if (is("#")) return directive();
    const Token& begin = now();
    Attributes attributes;
    const TypeIndex base = type(attributes);
    if (take(";")) {
        const bool hadBody = tokens_[at_ - 2].text == "}";
        if (!hadBody) fail(begin, "this field has no name");
        // With a tag and without a field it only declares
        if (at(base).name != "struct" && at(base).name != "union") return;
        return addMember({{}, base, attributes.order, attributes.alignment, {}}, begin);
    }
    do {
        Attributes own = attributes;
        const Token& place = now();
        const Declarator declared = declarator(base, true);
        Member member{{}, declared.type, own.order, 0, {}};
        if (declared.name != nullptr) member.name = declared.name->text;
        if (take(":")) bitField(member, declared.name != nullptr ? *declared.name : place);
        while (attribute(own)) {
        }
        if (own.packed) fail(*own.at, "packed is understood of whole structs");
        member.alignment = own.alignment;
        addMember(member, declared.name != nullptr ? *declared.name : place);
    } while (take(","));
    expect(";", "a field");
}

void Parser::bitField(Member& member, const Token& at) {
    if (!isInteger(this->at(member.type))) fail(at, "a bit field is of a whole number, bool or an enum");
    const Token& begin = now();
    const std::int64_t bits = constant("the width of a bit field");
    const std::uint64_t most = *this->at(member.type).size * 8;
    if (bits < 0 || static_cast<std::uint64_t>(bits) > most)
        fail(begin, fmt::format("\u2018{}\u2019 has {} bits", this->at(member.type).name, most));
    if (bits == 0 && !member.name.empty()) fail(begin, "a bit field of no bits has no name");
    member.bits = static_cast<unsigned>(bits);
}

void Parser::addMember(const Member& member, const Token& at) {
    if (++members_ > mostMembers) fail(at, fmt::format("more than {} fields", mostMembers));
    requireComplete(member.type, at);
    auto& members = std::get<Aggregate>(model_.types[scopes_.back().type].form).members;
    if (!members.empty()) {
        const auto* array = std::get_if<Array>(&this->at(members.back().type).form);
        if (array != nullptr && array->length.kind == Length::Kind::Rest)
            fail(at, fmt::format("\u2018{}\u2019 takes all bytes that follow: nothing can stand after it",
                                 members.back().name));
    }
    std::vector<std::string_view> names;
    collectNames(member, names);
    std::vector<std::uint32_t> way;
    for (const std::string_view name : names) {
        if (findMember(scopes_.back().type, name, way) != nullptr)
            fail(at, fmt::format("\u2018{}\u2019 is declared twice", name));
    }
    members.push_back(member);
}

void Parser::collectNames(const Member& member, std::vector<std::string_view>& names) const {
    if (!member.name.empty()) {
        names.push_back(member.name);
    } else if (const auto* aggregate = std::get_if<Aggregate>(&at(member.type).form)) {
        for (const Member& inner : aggregate->members)
            collectNames(inner, names);
    }
}

void Parser::finish(TypeIndex index, const Token& begin) {
    auto& aggregate = std::get<Aggregate>(model_.types[index].form);
    Placement placement(aggregate);
    bool known = true;
    unsigned depth = 0;
    bool afterBits = false;
    ByteOrder bitOrder = hostOrder;
    for (const Member& member : aggregate.members) {
        const Type& type = at(member.type);
        depth = std::max(depth, type.depth);
        known = known && type.size.has_value();
        const auto* array = std::get_if<Array>(&type.form);
        const bool rest = array != nullptr && array->length.kind == Length::Kind::Rest;
        if (!placement.add(member, type, type.size.value_or(0))) fail(begin, "this struct is larger than any memory");
        if (rest && aggregate.isUnion) fail(begin, "an array that takes what follows stands in a struct");
        const ByteOrder order =
            type.order.value_or(member.order.value_or(model_.types[index].order.value_or(hostOrder)));
        if (member.bits && afterBits && bitOrder != order)
            fail(begin, "bit fields side by side need the same byte order");
        afterBits = member.bits.value_or(0) > 0;
        bitOrder = order;
    }
    if (depth + 1 > deepestNesting)
        fail(begin, fmt::format("more than {} levels of structs and arrays", deepestNesting));
    Type& type = model_.types[index];
    type.depth = depth + 1;
    type.alignment = placement.alignment();
    type.size = known ? std::optional(placement.size()) : std::nullopt;
    aggregate.defined = true;
}

} // namespace ipclens::bytes::structs
