// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/program_output.h"

#include <QtTest>

#include <cstdlib>
#include <thread>

using namespace cboard;
using namespace cboard::io;

namespace {

ErrorKind problemOf(const ProgramRun& run, const TaskContext& task = {})
{
    const auto output = programOutput(run, task);
    return output ? ErrorKind::Internal : output.error().kind;
}

} // namespace

class ProgramOutputTest : public QObject {
    Q_OBJECT

private slots:
    void wordsReachTheProgramAsTheyAre()
    {
        const auto output = programOutput({{"printf", "%s|", "$(id)", "a b; c", "`x`"}}, {});
        QVERIFY2(output, output ? "" : output.error().message.c_str());
        QCOMPARE(*output, std::string("$(id)|a b; c|`x`|"));
    }

    void longInputComesBackWhole()
    {
        const std::string text(3'000'000, 'x');
        const auto output = programOutput({{"cat"}, text}, {});
        QVERIFY(output && *output == text);
    }

    void programThatDoesNotReadItsInputIsNoTrouble()
    {
        const auto output = programOutput({{"echo", "done"}, std::string(3'000'000, 'x')}, {});
        QVERIFY(output && *output == "done\n");
    }

    void aProgramThatIsNotThereIsNotFound()
    {
        const auto output = programOutput({{"no-such-program-here"}}, {});
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::NotFound);
        QCOMPARE(output.error().message, std::string("no program is called no-such-program-here"));
    }

    void failureHasExitCodeAndComplaint()
    {
        const auto output = programOutput({{"sh", "-c", "echo bad >&2; exit 7"}}, {});
        QVERIFY(!output);
        QCOMPARE(output.error().code, 7);
        QCOMPARE(output.error().message, std::string("bad (it ended with exit code 7)"));
    }

    void whatTakesTooLongIsEnded()
    {
        ProgramRun run{{"sleep", "3600"}};
        run.timeLimit = std::chrono::milliseconds(20);
        QCOMPARE(problemOf(run), ErrorKind::Timeout);
        // Also when it has closed what it writes to.
        run.words = {"sh", "-c", "exec >&- 2>&-; sleep 3600"};
        QCOMPARE(problemOf(run), ErrorKind::Timeout);
    }

    void whatWritesTooMuchIsEnded()
    {
        ProgramRun run{{"yes"}};
        run.mostBytes = 100'000;
        QCOMPARE(problemOf(run), ErrorKind::Limit);
    }

    void aStopEndsIt()
    {
        std::stop_source stop;
        std::thread later([&stop] { stop.request_stop(); });
        QCOMPARE(problemOf({{"sleep", "3600"}}, TaskContext(stop.get_token())),
                 ErrorKind::Cancelled);
        later.join();
    }

    void serversAreNotAskedForDebugInformation()
    {
        ::setenv("DEBUGINFOD_URLS", "https://example.org", 1);
        const auto output = programOutput({{"env"}}, {});
        ::unsetenv("DEBUGINFOD_URLS");
        QVERIFY(output && output->find("DEBUGINFOD") == std::string::npos);
        QVERIFY(output->find("LC_ALL=C\n") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ProgramOutputTest)
#include "tst_program_output.moc"
