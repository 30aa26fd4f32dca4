// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/snippet.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using ipclens::testing::byName;

class PlainTextTest : public QObject {
    Q_OBJECT

private slots:
    void isPlainText_data();
    void isPlainText();
    void saysWhatItCanNot();
};

void PlainTextTest::isPlainText_data() {
    QTest::addColumn<Language>("language");
    for (const Language language : languages)
        QTest::addRow("%s", languageName(language).data()) << language;
}

/// What is copied goes into editors and terminals: nothing in it may move a cursor, end a comment or run at once.
void PlainTextTest::isPlainText() {
    QFETCH(const Language, language);
    const Key key{0x51a00001};
    const Target set{{Kind::Semaphore, {}}, key};
    const Target segment{{Kind::SharedMemory, {}}, key};
    const Target queue{{Kind::MessageQueue, {}}, key};

    const std::string name = "/a\x1b[31m\n\"'\\\xff*/ $(x)";
    const auto hostile = ipclens::testing::hostileBytes();
    const Target semaphore = byName(Kind::Semaphore, name);
    const Target memory = byName(Kind::SharedMemory, name);
    const Target jobs = byName(Kind::MessageQueue, name);
    const std::vector<Action> actions{
        Change{queue, name, name, {}, {}, {}},
        Send{queue, 1, hostile, {}, {}, 10ms},
        WriteBytes{segment, {{0, hostile, hostile}}},
        Apply{set, {{0, 1, true}, {1, 1, false}}, {}},
        Look{{set}},
        Look{{semaphore, memory, jobs}},
        CreatePosixSemaphore{name, {}},
        CreatePosixSegment{name, {1, std::uint8_t{1}, 0644, IfExists::Open, {}, {}}},
        CreatePosixQueue{name, {}},
        Change{memory, name, name, 0600, {}, {}, 1},
        Change{jobs, {}, {}, 0600, {}, {}},
        Remove{{semaphore, queue, jobs}},
        WaitSemaphore{semaphore, {true, 1s}},
        PostSemaphore{semaphore},
        Send{jobs, 1, hostile, {}, 3, 10ms},
        Receive{jobs, {}, {true, 1s}},
        ReadBytes{memory, 1, 2},
        WriteBytes{memory, {{0, hostile, hostile}}},
        WriteFile{memory, 1, name},
    };
    for (const Action& action : actions) {
        const std::string code = snippet(action, language);
        QVERIFY2(std::all_of(code.begin(), code.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }),
                 code.c_str());
        QCOMPARE(code.ends_with('\n'), language != Language::Shell);
        if (language != Language::Shell) continue;
        // An interactive zsh runs comments
        for (const QString& line : QString::fromStdString(code).split('\n')) {
            if (line.startsWith('#')) QVERIFY2(!line.contains(QRegularExpression("[^#A-Za-z0-9 ,.:-]")), code.c_str());
        }
    }
}

void PlainTextTest::saysWhatItCanNot() {
    const Target queue{{Kind::MessageQueue, {}}, {0x51a00001}};
    for (const Language language : languages) {
        QVERIFY(snippet(Unwritten{"IPC Lens does it."}, language).find("IPC Lens does it.") != std::string::npos);
        const Send varies{queue, 1, {}, {}, 3, {}, true};
        QVERIFY(snippet(varies, language).find("the places that vary are filled in") != std::string::npos);
    }
}

QTEST_GUILESS_MAIN(PlainTextTest)

#include "plain_text_test.moc"
