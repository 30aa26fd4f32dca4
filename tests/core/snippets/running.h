// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/snippets/snippet.h"
#include "tests/support/byte_text.h"
#include "tests/support/namespace.h"

#include <QFile>
#include <QMetaType>
#include <QObject>
#include <QProcess>
#include <QTest>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <vector>

// Runs the code that core/snippets writes, in this process's namespace. The macros are for tests of EachLanguage.

Q_DECLARE_METATYPE(ipclens::snippets::Language)

namespace ipclens::testing {

constexpr int patience = 60'000;

struct Ran {
    int status = -1;
    std::string out;
    std::string err;
};

inline Ran start(const QString& program, const QStringList& words) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PATH"), environment.value(QStringLiteral("IPCLENS_BIN")) + ':' +
                                                   environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("PYTHONPATH"), QFINDTESTDATA("core/snippets/python"));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start(program, words);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience)) return {};
    Ran ran{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, {}, {}};
    ran.out = process.readAllStandardOutput().toStdString();
    ran.err = process.readAllStandardError().toStdString();
    return ran;
}

inline QString written(const QString& name, const std::string& text) {
    const QString path = QString::fromStdString(scratchDirectory()) + '/' + name;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) throw std::runtime_error("can't write " + path.toStdString());
    file.write(QByteArray::fromStdString(text));
    return path;
}

/// Runs the code as its reader would. What a compiler says of it fails the test.
inline Ran perform(const snippets::Action& action, snippets::Language language) {
    const std::string code = snippets::snippet(action, language);
    switch (language) {
    case snippets::Language::C: {
        const QString source = written(QStringLiteral("snippet.c"), code);
        const QString program = source.chopped(2);
        const Ran compiled = start(QStringLiteral("gcc"), {"-Wall", "-Wextra", "-Werror", "-o", program, source});
        if (compiled.status != 0) return {-1, {}, compiled.err};
        return start(program, {});
    }
    case snippets::Language::Python:
        return start(QStringLiteral("python3"), {written(QStringLiteral("snippet.py"), code)});
    case snippets::Language::Shell: {
        // $'…' is of POSIX 2024, and not in every sh yet
        const bool quotesAnyByte = code.find("$'") != std::string::npos;
        return start(quotesAnyByte ? QStringLiteral("bash") : QStringLiteral("sh"),
                     {"-c", QString::fromStdString(code)});
    }
    }
    return {};
}

inline std::string explained(const Ran& ran, const snippets::Action& action, snippets::Language language) {
    return ran.out + ran.err + '\n' + snippets::snippet(action, language);
}

/// Everything that an escape can get wrong.
inline std::vector<std::byte> hostileBytes() {
    using namespace std::string_literals;
    std::string all = "?\?/ ?\?= \\n \"'`$(false)${x}%s%n{{seq}}\x01"
                      "1\0"
                      "f*/ //"s;
    for (int value = 0; value < 256; ++value)
        all += static_cast<char>(value);
    return bytesOf(all);
}

/// A test whose cases run once in each language.
class EachLanguage : public QObject {
protected:
    static void addLanguages() {
        QTest::addColumn<snippets::Language>("language");
        for (const snippets::Language language : snippets::languages)
            QTest::addRow("%s", snippets::languageName(language).data()) << language;
    }
    static snippets::Language language() {
        return *static_cast<snippets::Language*>(QTest::qData("language", qMetaTypeId<snippets::Language>()));
    }
};

} // namespace ipclens::testing

#define VERIFY_RUNS(action)                                                                                            \
    do {                                                                                                               \
        const auto runsResult = ipclens::testing::perform((action), language());                                       \
        QVERIFY2(runsResult.status == 0, ipclens::testing::explained(runsResult, (action), language()).c_str());       \
    } while (false)

/// It fails, and not for an error in the code.
#define VERIFY_REFUSED(action)                                                                                         \
    do {                                                                                                               \
        const auto refusedResult = ipclens::testing::perform((action), language());                                    \
        const std::string refusedText = ipclens::testing::explained(refusedResult, (action), language());              \
        QVERIFY2(refusedResult.status > 0, refusedText.c_str());                                                       \
        for (const char* wrong : {"SyntaxError", "NameError", "AttributeError", "TypeError", "ImportError",            \
                                  "ModuleNotFoundError", ": not found", "yntax error"})                                \
            QVERIFY2(refusedText.find(wrong) == std::string::npos, refusedText.c_str());                               \
    } while (false)
