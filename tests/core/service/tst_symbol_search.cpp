// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/symbol_search.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace cboard;
using namespace cboard::service;

class SymbolSearchTest : public QObject {
    Q_OBJECT

private slots:
    void aFolderHoldsKernelsByRelease_data()
    {
        QTest::addColumn<QByteArrayList>("files");
        QTest::addColumn<QByteArray>("release");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const QByteArrayList& files, const char* release,
                            const char* found) {
            QTest::newRow(name) << files << QByteArray(release) << QByteArray(found);
        };
        row("build output", {"set/6.12.0/vmlinux"}, "6.12.0", "set/6.12.0/vmlinux");
        row("map", {"set/System.map-6.12.0"}, "6.12.0", "set/System.map-6.12.0");
        row("vmlinux first", {"set/System.map-6.12.0", "set/vmlinux-6.12.0"}, "6.12.0",
            "set/vmlinux-6.12.0");
        row("boot", {"set/boot/vmlinux-6.12.0"}, "6.12.0", "set/boot/vmlinux-6.12.0");
        row("debug package", {"debug/boot/vmlinux-6.12.0", "set/vmlinux"}, "6.12.0",
            "debug/boot/vmlinux-6.12.0");
        row("one for all", {"set/vmlinux", "set/6.11.0/vmlinux"}, "6.12.0", "set/vmlinux");
        row("unknown release", {"set/System.map", "set/6.11.0/vmlinux"}, "", "set/System.map");
        row("none", {"set/6.11.0/vmlinux"}, "6.12.0", "");
    }

    void aFolderHoldsKernelsByRelease()
    {
        QFETCH(QByteArrayList, files);
        QFETCH(QByteArray, release);
        QFETCH(QByteArray, found);
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        std::filesystem::create_directories(root / "set");
        for (const QByteArray& name : files) {
            const std::filesystem::path file = root / name.toStdString();
            std::filesystem::create_directories(file.parent_path());
            std::ofstream(file) << "x";
        }
        const auto search = findSymbols(root / "set", release.toStdString(), root / "debug");
        const std::string expected = found.isEmpty() ? "" : (root / found.toStdString()).string();
        QCOMPARE(search.file.string(), expected);
    }

    void aFileServesForEveryLog()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("any").toStdString();
        std::ofstream(file) << "x";
        QCOMPARE(findSymbols(file, "6.12.0", "/nowhere").file, file);
    }

    void whereItLookedIsSaid()
    {
        const auto none = foundSymbols(findSymbols("", "", "/nowhere"), "");
        QVERIFY(!none);
        QCOMPARE(none.error().message,
                 std::string("no vmlinux or System.map of the log's kernel (the log has no line "
                             "\"Linux version\") is known; the setting log/symbols names no file "
                             "or folder"));
        const auto gone = foundSymbols(findSymbols("/no/vmlinux", "6.1", "/nowhere"), "6.1");
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);
        QCOMPARE(gone.error().message,
                 std::string("no vmlinux or System.map of Linux 6.1 is known; none of these is a "
                             "file: /no/vmlinux"));
    }
};

QTEST_GUILESS_MAIN(SymbolSearchTest)
#include "tst_symbol_search.moc"
