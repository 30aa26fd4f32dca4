// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/completion_script.h"

#include "core/objects/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ipclens::cli {
namespace {

using By = Completion::By;

std::string fieldWords() {
    std::vector<std::string_view> names;
    for (const Field field : allFields())
        names.push_back(fieldName(field));
    return fmt::format("{}", fmt::join(names, " "));
}

/// The words that By::Choice and By::Fields offer.
std::string wordsOf(const Completion& completion) {
    return completion.by == By::Fields ? fieldWords() : fmt::format("{}", fmt::join(completion.choices, " "));
}

/// Objects by id or name, and by key where they have one: "sem:@98304", "sem:0x51a00001", "sem:/lock". Names may be any
/// bytes, and bash expands what it completes: those with any that mean something to a shell are left out.
std::string objectsCommand(std::string_view kinds) {
    return fmt::format(R"sh(ipclens list --kind "{}" --no-header --columns kind 2>/dev/null |
        while read -r object key kind _; do
            case $kind/$object in
                (*[!A-Za-z0-9@:/._+-]*) continue ;;
                (sem/*|shm/*|msg/*) printf '%s\n' "$object" ;;
            esac
            case $kind:$key in
                (sem:0x00000000|shm:0x00000000|msg:0x00000000) ;;
                (sem:0x*|shm:0x*|msg:0x*) printf '%s\n' "$kind:$key" ;;
            esac
        done)sh",
                       kinds);
}

// bash

std::string bashCandidates(const Completion& completion) {
    switch (completion.by) {
    case By::Nothing: return ":";
    case By::Choice:
    case By::Fields: return fmt::format("candidates='{}'", wordsOf(completion));
    case By::Objects: return fmt::format("candidates=$(_ipclens_objects {})", completion.choices.front());
    case By::Files: return "files=1";
    case By::Users: return "candidates=$(compgen -u)";
    }
    return ":";
}

std::string bashVerb(const CompletedVerb& verb) {
    std::string options;
    std::string values;
    for (const auto& option : verb.options) {
        options += ' ' + option.longName;
        if (option.takesValue)
            values += fmt::format("                {}) {} ;;\n", option.longName, bashCandidates(option.value));
    }
    std::string words;
    for (std::size_t i = 0; i < verb.words.size(); ++i) {
        const std::string place = verb.words[i].many ? "*" : std::to_string(i);
        words += fmt::format("                {}) {} ;;\n", place, bashCandidates(verb.words[i].value));
    }
    return fmt::format(R"sh(        {0})
            options='{1}'
            case $option in
{2}                '') case $place in
{3}                *) ;;
                esac ;;
            esac ;;
)sh",
                       verb.name, options.substr(1), values, words);
}

constexpr std::string_view bashHead = R"sh(# bash completion for ipclens; made by `ipclens completion bash`

_ipclens_objects() {{
    {objects}
}}

# Whether an option of a verb takes a value
_ipclens_takes_value() {{
    case "$1 $2" in
{valued}        *) return 1 ;;
    esac
}}

_ipclens() {{
    # bash breaks words at colons and equal signs, ipclens does not: so the line is split anew
    local line=${{COMP_LINE:0:COMP_POINT}}
    local current=${{line##*[[:space:]]}}
    local -a words
    read -ra words <<< "${{line%"$current"}}"
    local verb=${{words[1]-}} option='' place=0 word i
    COMPREPLY=()
    if [ "${{#words[@]}}" -lt 2 ]; then
        COMPREPLY=($(compgen -W '{verbs} --help --version' -- "$current"))
        return
    fi
    for ((i = 2; i < ${{#words[@]}}; i++)); do
        word=${{words[i]}}
        if [ -n "$option" ]; then
            option=''
        elif _ipclens_takes_value "$verb" "$word"; then
            option=$word
        elif [[ $word != --* ]]; then
            ((place++))
        fi
    done
    local value=$current prefix=''
    if [ -z "$option" ] && [[ $current == --*=* ]]; then
        option=${{current%%=*}}
        value=${{current#*=}}
        prefix=$option=
    fi
    local options='' candidates='' files=0
    case $verb in
)sh";

constexpr std::string_view bashTail = R"sh(        *) ;;
    esac
    if [ -z "$option" ] && [[ $current == -* ]]; then
        candidates=$options
    fi
    # Of a list, the last part is completed
    local head=''
    if [[ $value == *,* ]]; then
        head=${value%,*},
        value=${value##*,}
    fi
    local IFS=$'\n'
    if [ "$files" = 1 ]; then
        COMPREPLY=($(compgen -f -- "$value"))
    else
        COMPREPLY=($(compgen -W "${candidates//[[:space:]]/$'\n'}" -- "$value"))
    fi
    COMPREPLY=("${COMPREPLY[@]/#/$prefix$head}")
    # What bash takes for finished words must not stand in the replies again
    local broken=${current%"${current##*[:=]}"}
    COMPREPLY=("${COMPREPLY[@]#"$broken"}")
}

complete -o default -F _ipclens ipclens
)sh";

// zsh

/// A text within an _arguments specification, which stands in single quotes.
std::string zshText(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\'') {
            out += R"('\'')";
            continue;
        }
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zshAction(const Completion& completion) {
    switch (completion.by) {
    case By::Nothing: return " ";
    case By::Choice:
    case By::Fields: return fmt::format("{}compadd - {}", completion.list ? "_sequence " : "", wordsOf(completion));
    case By::Objects: return fmt::format("_ipclens_objects {}", completion.choices.front());
    case By::Files: return "_files";
    case By::Users: return "_users";
    }
    return " ";
}

std::string zshVerb(const CompletedVerb& verb) {
    std::string arguments;
    for (const auto& option : verb.options) {
        const std::string value =
            option.takesValue ? fmt::format(":{}:{}", zshText(option.placeholder), zshAction(option.value)) : "";
        const std::string equals = option.takesValue ? "=" : "";
        arguments += fmt::format(" \\\n                '*{}{}[{}]{}'", option.longName, equals,
                                 zshText(option.description), value);
        if (!option.shortName.empty())
            arguments += fmt::format(" \\\n                '*{}[{}]'", option.shortName, zshText(option.description));
    }
    for (const auto& word : verb.words)
        arguments += fmt::format(" \\\n                '{}:{}:{}'", word.many ? "*" : "", zshText(word.name),
                                 zshAction(word.value));
    return fmt::format("        {})\n            _arguments{} ;;\n", verb.name, arguments);
}

// fish

std::string fishQuoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + '\'';
}

std::string fishCandidates(const Completion& completion) {
    switch (completion.by) {
    case By::Nothing: return " -x";
    case By::Choice:
    case By::Fields:
        return completion.list ? fmt::format(" -x -a '(__fish_append , {})'", wordsOf(completion))
                               : fmt::format(" -x -a '{}'", wordsOf(completion));
    case By::Objects: return fmt::format(" -x -a '(__ipclens_objects {})'", completion.choices.front());
    case By::Files: return " -r -F";
    case By::Users: return " -x -a '(__fish_complete_users)'";
    }
    return {};
}

std::string fishVerb(const CompletedVerb& verb) {
    std::string lines =
        fmt::format("complete -c ipclens -n __ipclens_needs_verb -a {} -d {}\n", verb.name, fishQuoted(verb.summary));
    const std::string here = fmt::format("complete -c ipclens -n '__ipclens_verb_is {}'", verb.name);
    for (const auto& option : verb.options) {
        lines += fmt::format("{} -l {}", here, option.longName.substr(2));
        if (!option.shortName.empty()) lines += " -s " + option.shortName.substr(1);
        lines += " -d " + fishQuoted(option.description);
        if (option.takesValue) lines += fishCandidates(option.value);
        lines += '\n';
    }
    for (const auto& word : verb.words) {
        if (word.value.by == By::Files) lines += here + " -F\n";
        if (word.value.by == By::Choice || word.value.by == By::Objects) {
            const std::string candidates = fishCandidates(word.value);
            lines += here + candidates.substr(candidates.find(" -a")) + '\n';
        }
    }
    return lines;
}

} // namespace

std::string bashScript(const std::vector<CompletedVerb>& verbs) {
    std::string names;
    std::string valued;
    std::string cases;
    for (const auto& verb : verbs) {
        names += (names.empty() ? "" : " ") + verb.name;
        for (const auto& option : verb.options) {
            if (option.takesValue) valued += fmt::format("        '{} {}') ;;\n", verb.name, option.longName);
        }
        cases += bashVerb(verb);
    }
    std::string script = fmt::format(fmt::runtime(bashHead), fmt::arg("objects", objectsCommand("$1")),
                                     fmt::arg("valued", valued), fmt::arg("verbs", names));
    return script.append(cases).append(bashTail);
}

std::string zshScript(const std::vector<CompletedVerb>& verbs) {
    std::string summaries;
    std::string cases;
    for (const auto& verb : verbs) {
        summaries += fmt::format("            '{}:{}'\n", verb.name, zshText(verb.summary));
        cases += zshVerb(verb);
    }
    return fmt::format(R"sh(#compdef ipclens
# zsh completion for ipclens; made by `ipclens completion zsh`

_ipclens_objects() {{
    # _arguments puts options for compadd before the kinds
    local kinds=$argv[-1]
    local -a objects
    objects=(${{(f)"$({0})"}})
    compadd "${{(@)argv[1,-2]}}" -a objects
}}

_ipclens() {{
    local context state line
    _arguments -C '(- *)--help[Shows the verbs]' '(- *)--version[Says which version this is]' \
        '1:verb:->verb' '*::word:->words' && return
    case $state in
    verb)
        local -a verbs
        verbs=(
{1}        )
        _describe verb verbs ;;
    words)
        case $words[1] in
{2}        esac ;;
    esac
}}

_ipclens "$@"
)sh",
                       objectsCommand("$kinds"), summaries, cases);
}

std::string fishScript(const std::vector<CompletedVerb>& verbs) {
    std::string script = R"sh(# fish completion for ipclens; made by `ipclens completion fish`

function __ipclens_objects
    ipclens list --kind $argv[1] --no-header --columns kind 2>/dev/null | while read -l object key kind
        string match -qr '^[A-Za-z0-9@:/._+-]+ +(sem|shm|msg) *$' -- "$object $kind"; or continue
        echo $object
        string match -qr '^0x' -- $key; and test $key != 0x00000000; and echo (string trim $kind):$key
    end
end

# Whether the verb is still to come, or is this one: another word of the call may look like a verb
function __ipclens_needs_verb
    test (count (commandline -opc)) -eq 1
end

function __ipclens_verb_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]
end

complete -c ipclens -f
complete -c ipclens -n __ipclens_needs_verb -l help -d 'Shows the verbs'
complete -c ipclens -n __ipclens_needs_verb -l version -d 'Says which version this is'
)sh";
    for (const auto& verb : verbs)
        script += fishVerb(verb);
    return script;
}

} // namespace ipclens::cli
