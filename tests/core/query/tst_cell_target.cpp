// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/cell_target.h"

#include <QTest>

using namespace cboard::query;

class CellTargetTest : public QObject {
    Q_OBJECT

private slots:
    void aTargetIsReadBackAsItsCell();
    void otherTextsNameNoCell();
};

void CellTargetTest::aTargetIsReadBackAsItsCell()
{
    const CellNames plain{"ltp.mm", "qemu", "defconfig", "arm64", "gcc-12", "lab-x"};
    QCOMPARE(cellTarget(plain), std::string("cell:ltp.mm/qemu/defconfig/arm64/gcc-12/lab-x"));
    const CellNames odd{"a/b%2F", "", "cros://x/y%", "arm64", "", ""};
    for (const CellNames& cell : {plain, odd, CellNames{}}) {
        QVERIFY(parseCellTarget(cellTarget(cell)) == cell);
    }
}

void CellTargetTest::otherTextsNameNoCell()
{
    for (const char* text : {"", "cell:", "test:maestro:1", "cell:a/b/c/d/e", "cell:a/b/c/d/e/f/g",
                             "cell:a%20/b/c/d/e/f", "cell:%/b/c/d/e/f"}) {
        QVERIFY2(!parseCellTarget(text), text);
    }
}

QTEST_GUILESS_MAIN(CellTargetTest)
#include "tst_cell_target.moc"
