// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/base/text_format.h"
#include "ui/logview/log_feature.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_view.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// \p lines lines of which one in the middle is a panic.
QByteArray bootLog(int lines)
{
    QByteArray text;
    for (int i = 0; i < lines; ++i) {
        text += i == lines / 2 ? QByteArray("[    7.000000] Kernel panic - not syncing: here\n")
                               : "[    1.500000] line " + QByteArray::number(i) + " of a log\n";
    }
    return text;
}

} // namespace

/// Log files from the disk in the log view.
class LogFilesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_view.reset(); }

    void fileOpensAtItsWorstMark();
    void packedFilesShowTheSameLines_data();
    void packedFilesShowTheSameLines();
    void firstRowsAreThereBeforeTheLast();
    void placeStaysWhereTheReaderWentMeanwhile();
    void linkOpensTheFileAtItsLine();
    void whatIsAppendedIsShown();
    void allOfAFileIsSearchedAndWhatIsAppended();
    void aFileThatChangesIsSaid_data();
    void aFileThatChangesIsSaid();
    void truncatedGzipShowsWhatItHasAndSaysSo();
    void damagedGzipIsMarkedWhereItIsDoubtful();
    void missingAndEmptyFilesAreSaid();
    void aLineOfMegabytesIsShownInParts();
    void exportedErrorsBearTheNumbersOfTheGutter();
    void linkSelectsItsLines();
    void selectedLinesAreSaved();
    void aLongLineIsCopiedAsOne();
    void moreThanTheClipboardTakesIsSaidAndCanBeSaved();
    void linesOfOneByteTakeNextToNothing();

private:
    QString write(const QString& name, const QByteArray& bytes) const;
    bool pack(const QStringList& command, const QString& file) const;
    void open(const QString& path);
    LogCanvas& canvas() { return m_view->canvas(); }

    QTemporaryDir m_folder;
    std::unique_ptr<LogFixture> m_fixture;
    std::unique_ptr<LogView> m_view;
};

void LogFilesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_CACHE_HOME", m_folder.path().toLocal8Bit());
}

void LogFilesTest::init()
{
    m_fixture = std::make_unique<LogFixture>();
    m_view = std::make_unique<LogView>(m_fixture->context);
    m_view->resize(1000, 600);
    m_view->show();
}

QString LogFilesTest::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(m_folder.filePath(name));
    const bool isDone = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    return isDone ? file.fileName() : QString();
}

bool LogFilesTest::pack(const QStringList& command, const QString& file) const
{
    QProcess process;
    process.setProgram(command.front());
    process.setArguments(command.mid(1) + QStringList{file});
    process.start();
    return process.waitForFinished() && process.exitCode() == 0;
}

void LogFilesTest::open(const QString& path)
{
    m_view->showState(stateOfLogFile(path));
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
}

void LogFilesTest::fileOpensAtItsWorstMark()
{
    open(write(QStringLiteral("plain.log"), bootLog(2000)));
    QCOMPARE(canvas().currentRow(), qint64{1000});
    QTRY_COMPARE(canvas().currentText(), QStringLiteral("Kernel panic - not syncing: here"));
    QCOMPARE(m_view->caption(), QStringLiteral("plain.log"));
    QVERIFY(says(*m_view, countText(2000) + QStringLiteral(" lines")));
    QVERIFY(says(*m_view, m_folder.path()));
}

void LogFilesTest::packedFilesShowTheSameLines_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QList<QStringList>>("commands");
    const QStringList gzip{QStringLiteral("gzip"), QStringLiteral("-S.packed")};
    const QStringList xz{QStringLiteral("xz"), QStringLiteral("-S.packed")};
    const QStringList zstd{QStringLiteral("sh"), QStringLiteral("-c"),
                           QStringLiteral("zstd -q -o \"$0.packed\" \"$0\"")};
    QTest::newRow("gzip") << "a.log.gz" << QList<QStringList>{gzip};
    QTest::newRow("gzip in gzip") << "b.log.gz.gz" << QList<QStringList>{gzip, gzip};
    QTest::newRow("xz") << "c.log.xz" << QList<QStringList>{xz};
    QTest::newRow("zstd") << "d.log.zst" << QList<QStringList>{zstd};
}

void LogFilesTest::packedFilesShowTheSameLines()
{
    QFETCH(QString, name);
    QFETCH(QList<QStringList>, commands);
    const QString plain = write(QStringLiteral("plain"), bootLog(20'000));
    for (const QStringList& command : commands) {
        if (!pack(command, plain)) {
            QSKIP("the program that packs is not installed");
        }
        // Packed again under the same name: how it is packed is found by its first bytes.
        QVERIFY(QFile::remove(plain) || !QFile::exists(plain));
        QVERIFY(QFile::rename(plain + QStringLiteral(".packed"), plain));
    }
    const QString file = m_folder.filePath(name);
    QVERIFY(QFile::rename(plain, file));
    open(file);
    QCOMPARE(canvas().positionCount(), qint64{20'000});
    QCOMPARE(canvas().currentRow(), qint64{10'000});
    canvas().setCurrentRow(19'999, LogCanvas::Reveal::Centre);
    QTRY_COMPARE(canvas().currentText(), QStringLiteral("line 19999 of a log"));
    QVERIFY(says(*m_view, QStringLiteral("packed in")));
}

void LogFilesTest::firstRowsAreThereBeforeTheLast()
{
    const QString file = write(QStringLiteral("large.log"), bootLog(1'000'000));
    auto* loader = m_view->findChild<LogLoader*>();
    QSignalSpy parts(loader, &LogLoader::partLoaded);
    qint64 rowsOfFirst = 0;
    connect(loader, &LogLoader::partLoaded, this, [&] {
        if (rowsOfFirst == 0) {
            rowsOfFirst = canvas().positionCount();
            QVERIFY(m_view->status().isLoading);
        }
    });
    open(file);
    QVERIFY(parts.size() >= 2);
    QVERIFY(rowsOfFirst > 0 && rowsOfFirst < 100'000);
    QCOMPARE(canvas().positionCount(), qint64{1'000'000});
    QCOMPARE(canvas().currentRow(), qint64{500'000});
}

void LogFilesTest::placeStaysWhereTheReaderWentMeanwhile()
{
    const QString file = write(QStringLiteral("moved.log"), bootLog(1'000'000));
    connect(m_view->findChild<LogLoader*>(), &LogLoader::partLoaded, this,
            [this] { canvas().setCurrentRow(77, LogCanvas::Reveal::Centre); });
    open(file);
    QCOMPARE(canvas().positionCount(), qint64{1'000'000});
    QCOMPARE(canvas().currentRow(), qint64{77});
}

void LogFilesTest::linkOpensTheFileAtItsLine()
{
    const QString file = write(QStringLiteral("with blank & more.log"), bootLog(3000));
    open(file);
    canvas().setCurrentRow(41, LogCanvas::Reveal::Centre);
    const QString address = toAddress(m_view->state());
    const auto link = fromAddress(address);
    QVERIFY(link);
    LogView other(m_fixture->context);
    other.showState(*link);
    QTRY_VERIFY_WITH_TIMEOUT(!other.status().isLoading, SettleMs);
    QCOMPARE(other.canvas().currentRow(), qint64{41});
    QCOMPARE(toAddress(other.state()), address);
}

void LogFilesTest::whatIsAppendedIsShown()
{
    const QString name = write(QStringLiteral("growing.log"), bootLog(500));
    open(name);
    canvas().setCurrentRow(10, LogCanvas::Reveal::Centre);
    const qint64 top = canvas().firstPosition();
    QFile file(name);
    QVERIFY(file.open(QIODevice::Append));
    file.write("one more\nBUG: and this\n");
    file.close();
    QTRY_COMPARE_WITH_TIMEOUT(canvas().positionCount(), qint64{502}, SettleMs);
    QCOMPARE(canvas().currentRow(), qint64{10});
    QCOMPARE(canvas().firstPosition(), top);
    canvas().setCurrentRow(501, LogCanvas::Reveal::Centre);
    QTRY_COMPARE(canvas().currentText(), QStringLiteral("BUG: and this"));
}

void LogFilesTest::allOfAFileIsSearchedAndWhatIsAppended()
{
    // Larger than the part that is shown first.
    QByteArray text;
    for (int i = 0; i < 40'000; ++i) {
        text += i % 1000 == 7 ? "[    1.000000] a needle in line " : "[    1.000000] hay in line ";
        text += QByteArray::number(i) + '\n';
    }
    const QString file = write(QStringLiteral("needles.log"), text);
    ViewState state = stateOfLogFile(file);
    state.options.insert(QStringLiteral("find"), QStringLiteral("needle"));
    m_view->showState(state);
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, QStringLiteral(" of 40")), SettleMs);
    const qint64 row = canvas().currentRow();
    QFile log(file);
    QVERIFY(log.open(QIODevice::Append) && log.write("one more needle\n") > 0 && log.flush());
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, QStringLiteral(" of 41")), SettleMs);
    QCOMPARE(canvas().currentRow(), row);
}

void LogFilesTest::aFileThatChangesIsSaid_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("said");
    QTest::newRow("shrunk") << "shrunk"
                            << "The file became shorter";
    QTest::newRow("removed") << "removed"
                             << "The file was removed";
    QTest::newRow("replaced") << "replaced"
                              << "Another file has this name";
}

void LogFilesTest::aFileThatChangesIsSaid()
{
    QFETCH(QString, change);
    QFETCH(QString, said);
    const QString name = write(QStringLiteral("changing.log"), bootLog(40'000));
    open(name);
    if (change == QLatin1String("shrunk")) {
        QVERIFY(QFile::resize(name, 100));
    } else {
        QVERIFY(QFile::remove(name));
    }
    if (change == QLatin1String("replaced")) {
        QVERIFY(!write(QStringLiteral("changing.log"), "another\n").isEmpty());
    }
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, said), SettleMs);
    canvas().setCurrentRow(39'999, LogCanvas::Reveal::Centre);
    QTRY_VERIFY(!m_view->status().isLoading); // Whether the row can still be read or not.
    QVERIFY(!m_view->grab().isNull());
}

void LogFilesTest::truncatedGzipShowsWhatItHasAndSaysSo()
{
    const QString name = write(QStringLiteral("cut.log"), bootLog(50'000));
    if (!pack({QStringLiteral("gzip")}, name)) {
        QSKIP("the program gzip is not installed");
    }
    const QString packed = name + QStringLiteral(".gz");
    QVERIFY(QFile::resize(packed, QFile(packed).size() / 2));
    open(packed);
    QVERIFY(canvas().positionCount() > 1000 && canvas().positionCount() < 50'000);
    QVERIFY2(says(*m_view, QStringLiteral("The file ends early")),
             qPrintable(shownTexts(*m_view).join(QLatin1Char('|'))));
    // The mark stands below the last row, where the end of the list leaves a line for it.
    canvas().setCurrentRow(canvas().positionCount() - 1, LogCanvas::Reveal::Nearest);
    QTRY_VERIFY(!m_view->status().isLoading);
    const QImage picture = canvas().viewport()->grab().toImage();
    const QColor red = m_fixture->theme.status().hue(StatusClass::Fail);
    int redRows = 0;
    for (int y = 0; y < picture.height(); ++y) {
        redRows += picture.pixelColor(picture.width() - 5, y).rgb() == red.rgb() ? 1 : 0;
    }
    QVERIFY2(redRows > 8, qPrintable(QString::number(redRows)));
}

void LogFilesTest::damagedGzipIsMarkedWhereItIsDoubtful()
{
    const QString name = write(QStringLiteral("flipped.log"), bootLog(50'000));
    if (!pack({QStringLiteral("gzip")}, name)) {
        QSKIP("the program gzip is not installed");
    }
    QFile packed(name + QStringLiteral(".gz"));
    QVERIFY(packed.open(QIODevice::ReadWrite));
    QByteArray bytes = packed.readAll();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 8);
    QVERIFY(packed.seek(0) && packed.write(bytes) == bytes.size());
    packed.close();
    open(packed.fileName());
    QVERIFY2(says(*m_view, QStringLiteral("The file is damaged")),
             qPrintable(shownTexts(*m_view).join(QLatin1Char('|'))));
    QVERIFY(says(*m_view, QStringLiteral("from line 1 on")));
}

void LogFilesTest::missingAndEmptyFilesAreSaid()
{
    open(m_folder.filePath(QStringLiteral("nowhere.log")));
    QVERIFY(says(*m_view, QStringLiteral("The log cannot be read")));
    open(write(QStringLiteral("empty.log"), {}));
    QVERIFY(says(*m_view, QStringLiteral("The file is empty")));
}

void LogFilesTest::aLineOfMegabytesIsShownInParts()
{
    open(write(QStringLiteral("endless.log"), QByteArray(16'000'000, 'x') + "\nend\n"));
    QCOMPARE(canvas().positionCount(), qint64{16'000'000 / 65'536 + 2});
    QCOMPARE(m_view->state().options.value(QStringLiteral("line")), QString());
    canvas().setCurrentRow(100, LogCanvas::Reveal::Centre);
    QTRY_COMPARE(canvas().currentText().size(), qsizetype{65'536});
    QVERIFY(!m_view->grab().isNull());
    QCOMPARE(m_view->state().options.value(QStringLiteral("line")), QStringLiteral("1"));
}

void LogFilesTest::exportedErrorsBearTheNumbersOfTheGutter()
{
    open(write(QStringLiteral("errors.log"),
               QByteArray(200'000, 'x') + "\n[    1.000000] Kernel panic - not syncing: here\n"));
    const TableExport table = m_view->tableSource()(TaskContext());
    QCOMPARE(table.rows.size(), 1U);
    QCOMPARE(table.rows[0][0].text, QStringLiteral("2")); // The fifth row on the screen.
}

void LogFilesTest::linkSelectsItsLines()
{
    const QString file = write(QStringLiteral("linked.log"), bootLog(400));
    ViewState state = stateOfLogFile(file);
    state.options.insert(QStringLiteral("line"), QStringLiteral("120-160"));
    const QString address = toAddress(state);
    QVERIFY2(address.endsWith(QStringLiteral("#L120-L160")), qPrintable(address));
    m_view->showState(*fromAddress(address));
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
    QCOMPARE(canvas().currentRow(), qint64{119});
    const LogCopyRequest selected = canvas().copyRequest(false);
    QCOMPARE(selected.first, qint64{119});
    QCOMPARE(selected.last, qint64{160});
    QCOMPARE(selected.lastCharacter, 0);
    QCOMPARE(m_view->state().options.value(QStringLiteral("line")), QStringLiteral("120-160"));
}

void LogFilesTest::selectedLinesAreSaved()
{
    open(write(QStringLiteral("whole.log"), "one\ntwo\nthree\n"));
    canvas().selectRows(0, 1);
    const QString part = m_folder.filePath(QStringLiteral("part.log"));
    m_view->saveTo(part);
    QTRY_VERIFY(QFile::exists(part));
    QFile saved(part);
    QTRY_VERIFY(saved.size() > 0);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll(), QByteArray("one\ntwo\n"));
}

void LogFilesTest::aLongLineIsCopiedAsOne()
{
    const QByteArray line = QByteArray(200'000, 'x') + "needle" + QByteArray(70'000, 'y');
    open(write(QStringLiteral("long.log"), "before\n" + line + "\nafter\n"));
    canvas().selectRows(1, canvas().positionCount() - 1);
    QVERIFY(QTest::qWaitFor([this] { return !m_view->status().isLoading; }, SettleMs));
    const auto text = copyLogText(canvas().copyRequest(false), TaskContext());
    QVERIFY(text.has_value());
    QVERIFY(*text == QString::fromLatin1(line + "\nafter"));
    // A match inside it is found, and Find goes to the part that holds it.
    ViewState state = m_view->state();
    state.options.insert(QStringLiteral("find"), QStringLiteral("needle"));
    m_view->showState(state);
    QTRY_COMPARE_WITH_TIMEOUT(canvas().currentRow(), qint64{4}, SettleMs);
}

void LogFilesTest::moreThanTheClipboardTakesIsSaidAndCanBeSaved()
{
    QByteArray text;
    while (text.size() <= MostCopied) {
        text += QByteArray(60'000, 'x') + '\n';
    }
    open(write(QStringLiteral("large.log"), text));
    canvas().selectAll();
    QApplication::clipboard()->setText(QStringLiteral("as it was"));
    QTest::keySequence(&canvas(), QKeySequence::Copy);
    QTRY_VERIFY_WITH_TIMEOUT(says(*m_view, QStringLiteral("save the lines to a file")), SettleMs);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("as it was"));
    const QString copy = m_folder.filePath(QStringLiteral("copy.log"));
    m_view->saveTo(copy);
    QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(copy).size(), qint64{text.size()}, SettleMs);
}

void LogFilesTest::linesOfOneByteTakeNextToNothing()
{
    constexpr qint64 Lines = 3'000'000;
    QByteArray text;
    for (qint64 i = 0; i < Lines; ++i) {
        text += "a\n";
    }
    open(write(QStringLiteral("one-byte.log"), text));
    QCOMPARE(canvas().positionCount(), Lines);
    const auto document = canvas().copyRequest(false).document;
    const auto perLine = [](std::size_t bytes) { return static_cast<double>(bytes) / Lines; };
    QVERIFY(perLine(document->text->index().memoryBytes()) < 0.01);
    const auto found = logs::findAll(*document->text, {.pattern = "a"}, TaskContext());
    QVERIFY(found && found->rows.size() == Lines);
    QVERIFY(perLine(found->rows.memoryBytes()) < 0.3);
    QTest::keyClick(&canvas(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(canvas().currentRow(), Lines - 1);
    QTRY_COMPARE(canvas().currentText(), QStringLiteral("a"));
}

CBOARD_UI_TEST_MAIN(LogFilesTest)
#include "tst_log_files.moc"
