// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_lexer.h"

#include "core/bytes/character.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ipclens::bytes::structs {
namespace {

constexpr std::size_t longestName = 64;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
}

class Lexer {
public:
    explicit Lexer(std::string_view text)
        : text_(text) {}

    std::vector<Token> run() {
        std::vector<Token> tokens;
        for (;;) {
            skipBlanks();
            tokens.push_back(next());
            if (tokens.back().kind == Token::Kind::End) return tokens;
            if (tokens.size() >= 2 && tokens.back().text == "include" && tokens[tokens.size() - 2].text == "#") {
                tokens.resize(tokens.size() - 2);
                at_ = std::min(text_.find('\n', at_), text_.size());
            }
        }
    }

private:
    [[noreturn]] void fail(std::size_t offset, std::string reason) const {
        throw errorAt(text_, offset, std::move(reason));
    }

    [[nodiscard]] bool startsWith(std::string_view word) const { return text_.substr(at_).starts_with(word); }

    void skipBlanks() {
        while (at_ < text_.size()) {
            if (startsWith("//")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (startsWith("/*")) {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos) fail(at_, "this comment has no end");
                line_ += lines(at_, end);
                at_ = end + 2;
            } else if (text_[at_] == '\n') {
                ++line_;
                ++at_;
            } else if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r') {
                ++at_;
            } else {
                return;
            }
        }
    }

    [[nodiscard]] std::size_t lines(std::size_t begin, std::size_t end) const {
        const std::string_view part = text_.substr(begin, end - begin);
        return static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
    }

    Token token(Token::Kind kind, std::size_t length, std::uint64_t number = 0) {
        const Token token{kind, text_.substr(at_, length), number, line_};
        at_ += length;
        return token;
    }

    Token next() {
        if (at_ == text_.size()) return token(Token::Kind::End, 0);
        const char c = text_[at_];
        if (isDigit(c)) return number();
        if (isNamePart(c)) return name();
        if (c == '\'') return characterLiteral();
        if (startsWith("<<") || startsWith(">>")) return token(Token::Kind::Sign, 2);
        constexpr std::string_view signs = "{}[]();:,*=+-/%&|^~#.";
        if (signs.find(c) != std::string_view::npos) return token(Token::Kind::Sign, 1);
        std::string shown;
        const auto rest = std::as_bytes(std::span(text_.data() + at_, text_.size() - at_));
        const auto character = characterAt(rest);
        appendEscaped(shown, rest.first(character ? character->length : 1), '\0');
        fail(at_, fmt::format("\u2018{}\u2019 has no meaning here", shown));
    }

    [[nodiscard]] std::size_t nameLength() const {
        std::size_t end = at_;
        while (end < text_.size() && isNamePart(text_[end]))
            ++end;
        return end - at_;
    }

    Token name() {
        const std::size_t length = nameLength();
        if (length > longestName) fail(at_, fmt::format("a name has at most {} characters", longestName));
        return token(Token::Kind::Name, length);
    }

    Token number() {
        const std::size_t length = nameLength();
        std::string_view digits = text_.substr(at_, length);
        while (!digits.empty() && std::string_view("uUlL").find(digits.back()) != std::string_view::npos)
            digits.remove_suffix(1);
        int base = 10;
        if (digits.starts_with("0x") || digits.starts_with("0X")) base = 16;
        if (digits.starts_with("0b") || digits.starts_with("0B")) base = 2;
        if (base != 10) digits.remove_prefix(2);
        if (base == 10 && digits.size() > 1 && digits.starts_with('0')) base = 8;
        std::uint64_t value = 0;
        const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
        if (failed == std::errc::result_out_of_range) fail(at_, "this number is too large");
        if (failed != std::errc() || end != digits.data() + digits.size()) fail(at_, "this is no whole number");
        return token(Token::Kind::Number, length, value);
    }

    Token characterLiteral() {
        const std::size_t end = text_.find_first_of("'\n", at_ + (startsWith("'\\") ? 3 : 1));
        if (end == std::string_view::npos || text_[end] != '\'') fail(at_, "this character has no closing quote");
        const auto value = unescaped(text_.substr(at_ + 1, end - at_ - 1));
        if (!value || value->size() != 1) fail(at_, "this is no single character");
        return token(Token::Kind::Number, end + 1 - at_, static_cast<unsigned char>(value->front()));
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

} // namespace

std::vector<Token> tokensOf(std::string_view text) {
    return Lexer(text).run();
}

DeclarationError errorAt(std::string_view text, std::size_t offset, std::string reason) {
    DeclarationError error;
    error.offset = std::min(offset, text.size());
    error.reason = std::move(reason);
    for (const char c : text.substr(0, error.offset)) {
        const bool continues = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
        if (c == '\n') {
            ++error.line;
            error.column = 1;
        } else if (!continues) {
            ++error.column;
        }
    }
    return error;
}

} // namespace ipclens::bytes::structs
