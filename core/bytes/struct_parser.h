// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_lexer.h"
#include "core/bytes/struct_model.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ipclens::bytes::structs {

/// Understands one text by recursive descent, as the grammar in struct_declaration.h stands. Every function begins at
/// the current word and takes what it understood; what is wrong is thrown as a DeclarationError. Recursion and sizes
/// are bounded whatever the text.
class Parser {
public:
    Parser(std::string_view text, Model& model);

    /// All of the text. The last struct at the top becomes the root, if there is one.
    void parse();
    /// What comes after is the person's own: it may declare again what is there already.
    void endPrelude();

    /// Parses another text into the same model.
    void setText(std::string_view text);
    [[nodiscard]] bool hasRoot() const { return hasRoot_; }
    [[noreturn]] void failAtEnd(std::string reason) const { fail(tokens_.back(), std::move(reason)); }

private:
    /// What stands before or after a type and is not its name.
    struct Attributes {
        std::optional<ByteOrder> order;
        bool packed = false;
        std::uint64_t alignment = 0;
        const Token* at = nullptr; ///< the last of them
    };
    /// A struct that is being declared, for lengths that are its earlier fields.
    struct Scope {
        TypeIndex type = 0;
        bool seesOuter = false; ///< it has no tag, so it stands only where it is declared
    };
    struct Declarator {
        const Token* name = nullptr; ///< null: a bit field for padding
        TypeIndex type = 0;
    };

    // struct_parser.cpp: declarations
    void declaration();
    void directive();
    void define(std::size_t line);
    void pack();
    void typedefinition();
    TypeIndex alias(TypeIndex of, const Attributes& attributes, const std::string& name, const Token& at);
    void expectLineEnd(std::size_t line) const;
    TypeIndex aggregate(Attributes attributes, bool& declaredHere);
    TypeIndex declareTag(std::string_view kind, const Token* tag);
    void body(TypeIndex type, const Attributes& attributes, bool tagged);
    void member();
    void addMember(const Member& member, const Token& at);
    void collectNames(const Member& member, std::vector<std::string_view>& names) const;
    void bitField(Member& member, const Token& at);
    void finish(TypeIndex type, const Token& at);

    // struct_parser_types.cpp: types and declarators
    TypeIndex type(Attributes& attributes);
    TypeIndex words();
    TypeIndex namedType();
    TypeIndex builtin(std::string_view name, const Token& at);
    TypeIndex enumeration();
    void enumerators(std::vector<Enumerator>& values);
    TypeIndex enumType(std::string name, std::vector<Enumerator> values, std::optional<TypeIndex> base,
                       const Token& at);
    Declarator declarator(TypeIndex base, bool mayBePadding);
    TypeIndex pointers(TypeIndex base);
    TypeIndex arrays(TypeIndex element);
    TypeIndex arrayOf(TypeIndex element, Length length, const Token& at);
    Length arrayLength();
    bool qualifier(Attributes& attributes);
    bool attribute(Attributes& attributes);
    void requireComplete(TypeIndex type, const Token& at) const;

    // struct_parser_expressions.cpp
    Expression expression();
    void binary(Expression& out, int least, unsigned depth);
    void unary(Expression& out, unsigned depth);
    void operand(Expression& out, unsigned depth);
    void append(Expression& out, Step step, const Token& at) const;
    FieldReference fieldReference();
    const Member* findMember(TypeIndex type, std::string_view name, std::vector<std::uint32_t>& way) const;
    std::int64_t constant(const char* what);
    std::uint64_t alignmentValue();
    std::uint64_t sizeofType();
    [[nodiscard]] bool startsType() const;

    // Words
    [[nodiscard]] const Token& now() const { return tokens_[at_]; }
    [[nodiscard]] const Token& ahead(std::size_t by) const;
    [[nodiscard]] bool is(std::string_view text) const { return now().kind != Token::Kind::End && now().text == text; }
    bool take(std::string_view text);
    const Token& takeAny();
    const Token& takeName(const char* what);
    void expect(std::string_view text, const char* after);
    [[noreturn]] void fail(const Token& at, std::string reason) const;
    TypeIndex add(Type type);
    [[nodiscard]] const Type& at(TypeIndex type) const { return model_.types[type]; }

    std::string_view text_;
    Model& model_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::map<std::string, TypeIndex, std::less<>> names_; ///< typedefs, and types that are there
    std::map<std::string, TypeIndex, std::less<>> tags_;  ///< "struct point", "enum color"
    std::map<std::string, std::int64_t, std::less<>> constants_;
    std::vector<Scope> scopes_;
    std::uint64_t pack_ = 0;
    std::vector<std::uint64_t> packs_;
    std::size_t members_ = 0;
    std::size_t enumerators_ = 0;
    TypeIndex preludeEnd_ = 0;
    bool hasRoot_ = false;
};

} // namespace ipclens::bytes::structs
