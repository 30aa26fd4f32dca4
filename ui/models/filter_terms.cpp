// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/filter_terms.h"

#include "core/listing/filter_words.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ipclens::ui::filter_terms {
namespace {

constexpr std::size_t mostNames = 40;

/// The names of the listing with `begun` in them, in either case of letters: those that begin so first, by their bytes.
std::vector<Name> namesWith(const listing::Snapshot& listed, const std::string& begun) {
    std::vector<Name> first;
    std::vector<Name> others;
    const auto look = [&](const auto& rows) {
        for (const auto& row : rows) {
            const std::size_t place = listing::lowerCase(row.name.bytes()).find(begun);
            // The slash need not be typed
            if (place != std::string::npos) (place <= 1 ? first : others).push_back(row.name);
        }
    };
    look(listed.posixSemaphores);
    look(listed.posixSegments);
    look(listed.posixQueues);
    for (std::vector<Name>* names : {&first, &others}) {
        std::sort(names->begin(), names->end());
        names->erase(std::unique(names->begin(), names->end()), names->end());
    }
    first.insert(first.end(), others.begin(), others.end());
    first.resize(std::min(first.size(), mostNames));
    return first;
}

} // namespace

QString patternOf(Name name) {
    QString pattern;
    bool quoted = false;
    for (const char32_t character : QString::fromStdString(asUtf8(name)).toUcs4()) {
        const bool special = character == U'"' || character == U'*' || character == U'[';
        if (special || character == QChar::ReplacementCharacter || !QChar::isPrint(character)) {
            pattern += QLatin1Char('?');
            continue;
        }
        quoted |= QChar::isSpace(character);
        pattern += QString::fromUcs4(&character, 1);
    }
    return quoted ? QLatin1Char('"') + pattern + QLatin1Char('"') : pattern;
}

Offer offerFor(const QString& before, const std::vector<listing::Filter::ExtraField>& fields,
               const listing::Snapshot* listed) {
    const std::string text = before.toStdString();
    const auto completions = listing::completeFilter(text, text.size(), fields);
    Offer offer;
    offer.from = static_cast<int>(QString::fromStdString(text.substr(0, completions.from)).size());
    for (const std::string& word : completions.words)
        offer.words << QString::fromStdString(word);
    const auto terms = listing::splitFilter(text);
    const bool names = !terms.empty() && terms.back().end == text.size() && terms.back().colon &&
                       fieldByName(terms.back().field) == Field::Name;
    if (!names || listed == nullptr) return offer;
    for (const Name name : namesWith(*listed, listing::lowerCase(terms.back().pattern)))
        offer.words << patternOf(name);
    offer.words.removeDuplicates();
    return offer;
}

} // namespace ipclens::ui::filter_terms
