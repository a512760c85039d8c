// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/legend.h"

#include "core/query/snapshots.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <vector>

namespace cboard::ui {

namespace {

    constexpr int Side = 14;
    constexpr int Gap = 5;
    constexpr int Between = 14;

    struct Entry {
        CellLook look;
        QString text;
    };

    std::vector<Entry> entries(bool asLetter)
    {
        using query::CellMark;
        const auto look = [asLetter](StatusClass status, CellMark mark) {
            return CellLook{status, query::markBit(mark), asLetter};
        };
        std::vector<Entry> all = {
            {look(StatusClass::Fail, CellMark::New), Legend::tr("new failure")},
            {{StatusClass::Fail, 0, asLetter}, Legend::tr("fail")}};
        for (const auto status : {StatusClass::Error, StatusClass::Miss, StatusClass::Pass,
                                  StatusClass::Skip, StatusClass::Pending}) {
            all.push_back({{status, 0, asLetter}, statusWord(status)});
        }
        all.push_back({look(StatusClass::Pass, CellMark::Fixed), Legend::tr("fixed")});
        all.push_back({look(StatusClass::Fail, CellMark::Flaky), Legend::tr("flaky")});
        all.push_back({look(StatusClass::Fail, CellMark::Known), Legend::tr("known issue")});
        all.push_back({look(StatusClass::Fail, CellMark::NeverPassed), Legend::tr("never passed")});
        return all;
    }

} // namespace

Legend::Legend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Legend::sizeHint() const
{
    int width = 0;
    for (const Entry& entry : entries(false)) {
        width += Side + Gap + fontMetrics().horizontalAdvance(entry.text) + Between;
    }
    return {width, std::max(Side + 2, fontMetrics().height())};
}

void Legend::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    int x = 0;
    for (const Entry& entry : entries(m_theme.lettersMode())) {
        const int textWidth = fontMetrics().horizontalAdvance(entry.text);
        if (x + Side + Gap + textWidth > width()) {
            break;
        }
        paintCell(painter, QRectF(x, (height() - Side) / 2.0, Side, Side), entry.look,
                  m_theme.status());
        x += Side + Gap;
        painter.setPen(m_theme.mutedText());
        painter.drawText(QRect(x, 0, textWidth + 2, height()), Qt::AlignVCenter, entry.text);
        x += textWidth + Between;
    }
}

} // namespace cboard::ui
