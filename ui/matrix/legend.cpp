// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/legend.h"

#include "core/query/snapshots.h"
#include "ui/matrix/cell_tiles.h"
#include "ui/theme/hatch.h"
#include "ui/theme/theme.h"

#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace cboard::ui {

namespace {

    constexpr int Side = 14;
    constexpr int Gap = 5;
    constexpr int Between = 10;

    struct Entry {
        CellLook look;
        QString text;
        CellExtra extra = {};
        bool isIllLab = false;
    };

    std::vector<Entry> entries(bool asLetter, query::MatrixKind kind)
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
        if (kind == query::MatrixKind::Boot) {
            all.push_back({{StatusClass::None, 0, asLetter}, Legend::tr("lab trouble"), {}, true});
        }
        if (kind == query::MatrixKind::Build) {
            const CellLook pass{StatusClass::Pass, 0, asLetter};
            all.push_back({pass, Legend::tr("only warnings"), {{}, {}, true}});
            all.push_back({pass, Legend::tr("new warnings"), {{}, QStringLiteral("+2"), true}});
        }
        return all;
    }

    /// Width of the drawn cell.
    int sideOf(const Entry& entry)
    {
        constexpr int BadgeRoom = 14;
        return Side + (entry.extra.badge.isEmpty() ? 0 : BadgeRoom);
    }

    struct Placed {
        Entry entry;
        int left = 0;
        int line = 0;
        int textWidth = 0;
    };

    std::vector<Placed> placed(bool asLetter, query::MatrixKind kind, const QFontMetrics& metrics,
                               int width)
    {
        std::vector<Placed> all;
        int left = 0;
        int line = 0;
        for (Entry& entry : entries(asLetter, kind)) {
            const int textWidth = metrics.horizontalAdvance(entry.text);
            const int side = sideOf(entry);
            if (left > 0 && left + side + Gap + textWidth > width) {
                left = 0;
                ++line;
            }
            all.push_back({std::move(entry), left, line, textWidth});
            left += side + Gap + textWidth + Between;
        }
        return all;
    }

} // namespace

void paintIllLab(QPainter& painter, const QRect& rect, const Theme& theme)
{
    constexpr float Strength = 0.4F;
    QColor hatch = theme.status().hue(StatusClass::Error);
    hatch.setAlphaF(Strength);
    fillHatched(painter, rect, hatch);
}

Legend::Legend(const Theme& theme, query::MatrixKind kind, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
{
    setAccessibleName(tr("Legend"));
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int Legend::lineHeight() const
{
    return std::max(Side + 2, fontMetrics().height());
}

int Legend::heightForWidth(int width) const
{
    return (placed(false, m_kind, fontMetrics(), width).back().line + 1) * lineHeight();
}

QSize Legend::sizeHint() const
{
    constexpr int Unlimited = 1 << 20;
    const Placed last = placed(false, m_kind, fontMetrics(), Unlimited).back();
    return {last.left + sideOf(last.entry) + Gap + last.textWidth + Between, lineHeight()};
}

void Legend::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(m_theme.mutedText());
    const int height = lineHeight();
    for (const Placed& one : placed(m_theme.lettersMode(), m_kind, fontMetrics(), width())) {
        const int top = one.line * height;
        const QRectF box(one.left, top + (height - Side) / 2.0, sideOf(one.entry), Side);
        const QRectF status = statusPart(painter, box, one.entry.extra, 0);
        paintCell(painter, status, one.entry.look, m_theme.status());
        paintCellExtra(painter, box, status, one.entry.extra, m_theme);
        if (one.entry.isIllLab) {
            paintIllLab(painter, box.toRect(), m_theme);
            painter.setPen(m_theme.hairline());
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        painter.setPen(m_theme.mutedText());
        painter.drawText(QRect(one.left + sideOf(one.entry) + Gap, top, one.textWidth + 2, height),
                         Qt::AlignVCenter, one.entry.text);
    }
}

} // namespace cboard::ui
