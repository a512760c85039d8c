// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cell_delegate.h"

#include "ui/base/text_format.h"
#include "ui/find/found_texts.h"
#include "ui/theme/selection_ground.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cut_text.h"
#include "ui/widgets/table_rows.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cboard::ui {

namespace {

    constexpr double MutedOpacity = 0.45;
    constexpr int BarHeight = 5;
    constexpr int MostBar = 180; ///< Longer bars are not read better, and draw the eye.
    constexpr double SmallFont = 0.88;
    constexpr int LevelIndent = 16;
    constexpr int CountGap = 10; ///< Between two numbers.
    constexpr int ShortGap = 4; ///< Where numbers stand close.
    constexpr int PinSide = 5;
    constexpr int GlyphSide = 16;
    constexpr int GlyphGap = 6;
    constexpr int BarStep = 9; ///< From one bar of a trend to the next.
    constexpr int LeastBarStep = 5;
    constexpr qsizetype LeastBars = 12; ///< Of the newest; the older ones give way.

    /// A number of paintCounts() with its place.
    struct CountPart {
        StatusClass status;
        QString text;
        QRect rect;
        bool isStrong = false;
    };

    QFont fontOf(const QFont& font, bool isStrong)
    {
        QFont result = font;
        result.setBold(isStrong);
        return result;
    }

    QFont smallFont(const QFont& font)
    {
        QFont small = fontOf(font, false);
        small.setPointSizeF(small.pointSizeF() * SmallFont);
        return small;
    }

    /// "28 k", "1.2 M": at most four characters, for a place that is too narrow for all digits.
    QString shortCount(std::int64_t count)
    {
        constexpr std::int64_t Thousand = 1000;
        constexpr std::int64_t Exact = 10'000; ///< Below it digits are as short.
        if (count < Exact) {
            return countText(count);
        }
        const bool isMillions = count >= Thousand * Thousand;
        const double value = static_cast<double>(count)
            / static_cast<double>(isMillions ? Thousand * Thousand : Thousand);
        return QString::number(value, 'f', isMillions && value < 10 ? 1 : 0)
            + (isMillions ? QStringLiteral(" M") : QStringLiteral(" k"));
    }

    int barWidth(const QRect& rect)
    {
        return std::min(rect.width(), MostBar);
    }

    /// At the left end of \p line.
    CountPart countPart(const QFont& font, const QRect& line, StatusClass status,
                        std::int64_t count, bool isShort)
    {
        const bool isStrong = status == StatusClass::Fail && count > 0;
        const QString text = isShort ? shortCount(count) : countText(count);
        const int width =
            line.height() + QFontMetrics(fontOf(font, isStrong)).horizontalAdvance(text);
        return {status, text, QRect(line.left(), line.top(), width, line.height()), isStrong};
    }

    CountPart failsAlone(const QFont& font, const QRect& line, const StatusCounts& counts)
    {
        return countPart(font, line, StatusClass::Fail, counts[StatusClass::Fail], true);
    }

    /// The fails at the left end of the bar, what passed at its right one, infrastructure between
    /// them: one below the other in all rows. Nothing where fails and passes would touch.
    std::vector<CountPart> placedParts(const QFont& font, const QRect& line,
                                       const StatusCounts& counts, bool isShort)
    {
        const int gap = isShort ? ShortGap : CountGap;
        const auto infra = counts.infrastructure();
        const auto others =
            counts.total() - counts[StatusClass::Fail] - infra - counts[StatusClass::Pass];
        const auto part = [&](StatusClass status, std::int64_t count) {
            return countPart(font, line, status, count, isShort);
        };
        CountPart fails = part(StatusClass::Fail, counts[StatusClass::Fail]);
        const StatusClass infraStatus =
            counts[StatusClass::Error] > 0 ? StatusClass::Error : StatusClass::Miss;
        const bool isOnlyInfra = counts[StatusClass::Pass] + others == 0 && infra > 0;
        CountPart last = isOnlyInfra ? part(infraStatus, infra)
            : counts[StatusClass::Pass] > 0 || others == 0
            ? part(StatusClass::Pass, counts[StatusClass::Pass])
            : part(counts[StatusClass::Pending] > 0 ? StatusClass::Pending : StatusClass::Skip,
                   others);
        last.rect.moveRight(line.left() + barWidth(line) + 1);
        const int afterFails = fails.rect.right() + gap;
        if (last.rect.left() <= afterFails) {
            return {};
        }
        std::vector<CountPart> parts = {std::move(fails)};
        if (infra > 0 && !isOnlyInfra) {
            CountPart middle = part(infraStatus, infra);
            middle.rect.moveLeft(std::max(afterFails, line.left() + barWidth(line) * 2 / 5));
            if (middle.rect.right() + gap < last.rect.left()) {
                parts.push_back(std::move(middle));
            }
        }
        parts.push_back(std::move(last));
        return parts;
    }

    /// All digits where they have room, else rounded numbers. A count is never cut: those that have
    /// no room at all are left out, infrastructure first and the fails last, so that the second
    /// number of a column is of one kind; the bar tells of all.
    std::vector<CountPart> countParts(const QFont& font, const QRect& line,
                                      const StatusCounts& counts)
    {
        const std::size_t wanted = counts.infrastructure() > 0 ? 3 : 2;
        auto parts = placedParts(font, line, counts, false);
        if (parts.size() < wanted) {
            auto rounded = placedParts(font, line, counts, true);
            if (rounded.size() > parts.size()) {
                parts = std::move(rounded);
            }
        }
        return parts.empty() ? std::vector{failsAlone(font, line, counts)} : parts;
    }

    QRect countLine(const QFont& font, const QRect& rect)
    {
        const int height = QFontMetrics(font).height();
        const int top = rect.center().y() - (height + BarHeight + 1) / 2;
        return {rect.left(), top, rect.width(), height};
    }

} // namespace

void paintCounts(QPainter& painter, const QRect& rect, const StatusCounts& counts,
                 const Theme& theme)
{
    if (counts.total() == 0) {
        painter.setPen(theme.mutedText());
        painter.drawText(rect, Qt::AlignVCenter, QStringLiteral("–"));
        return;
    }
    const QFont font = painter.font();
    const QRect line = countLine(font, rect);
    for (const CountPart& part : countParts(font, line, counts)) {
        const QColor color =
            part.isStrong ? theme.status().textColor(StatusClass::Fail) : theme.mutedText();
        const int side = part.rect.height();
        paintGlyph(painter, QRectF(part.rect.left() - 2, part.rect.top(), side, side), part.status,
                   color, theme.lettersMode(), 0.5);
        painter.setFont(fontOf(font, part.isStrong));
        painter.setPen(color);
        painter.drawText(part.rect.adjusted(side - 2, 0, 2, 0), Qt::AlignVCenter, part.text);
    }
    painter.setFont(font);
    paintStackedBar(painter, QRectF(rect.left(), line.bottom() + 2, barWidth(rect), BarHeight),
                    counts, theme.status());
}

std::optional<StatusClass> countAt(const QFont& font, const QRect& rect, const StatusCounts& counts,
                                   int x)
{
    if (counts.total() > 0) {
        for (const CountPart& part : countParts(font, countLine(font, rect), counts)) {
            if (x >= part.rect.left() && x <= part.rect.right()) {
                return part.status;
            }
        }
    }
    return std::nullopt;
}

int leastCountsWidth(const QFont& font, const StatusCounts& counts)
{
    constexpr int LeastBar = 44;
    const QRect line(0, 0, 0, QFontMetrics(font).height());
    return counts.total() == 0 ? 0
                               : std::max(LeastBar, failsAlone(font, line, counts).rect.right());
}

CellNeed cellNeed(const QModelIndex& index, const QFont& font, int ofDrawing, int leastText)
{
    if (const QVariant counts = index.data(CountsRole); counts.isValid()) {
        return {ofDrawing, leastCountsWidth(font, counts.value<StatusCounts>()), ofDrawing};
    }
    if (const QVariant trend = index.data(TrendRole); trend.isValid()) {
        const auto bars = std::min<qsizetype>(trend.toList().size(), LeastBars);
        return {ofDrawing, static_cast<int>(bars) * LeastBarStep, ofDrawing};
    }
    const int level = index.data(GroupLevelRole).toInt(); // Of a heading, as paintHeading() does.
    const bool isStrong = index.data(ToneRole).isValid() || level > 0;
    const bool isCode = index.data(CodeRole).toBool() && level == 0;
    const QFont first = fontOf(isCode ? Theme::monospace() : font, isStrong);
    const int glyph = level > 0            ? level * LevelIndent
        : index.data(StatusRole).isValid() ? GlyphSide + GlyphGap
                                           : 0;
    // Rounded up: half a pixel too little cuts three letters.
    const auto advance = [](const QFont& of, const QString& text) {
        return static_cast<int>(std::ceil(QFontMetricsF(of).horizontalAdvance(text)));
    };
    QString line = index.data().toString();
    QString second = index.data(SecondLineRole).toString();
    if (line.isEmpty()) { // As paintText() does.
        line.swap(second);
    }
    const QFont small = smallFont(font);
    const int text = std::max(advance(first, line) + glyph, advance(small, second));
    const int withoutHash = std::max(advance(first, withoutHashes(line)) + glyph,
                                     advance(small, withoutHashes(second)));
    if (withoutHash == text) {
        return {text, std::min(text, leastText), text};
    }
    // The number of a revision stays in sight: with a tag before it it is a little longer.
    return {text, std::min(withoutHash, leastText + leastText / 4), withoutHash};
}

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    painter->save();
    paintGround(*painter, option, index);
    painter->setFont(option.font);
    const QRect inner = option.rect.adjusted(CellPadding, 0, -CellPadding, 0);
    const QVariant counts = index.data(CountsRole);
    const QVariant trend = index.data(TrendRole);
    if (index.column() == 0 && index.data(GroupLevelRole).isValid()) {
        paintHeading(*painter, inner, index);
    } else if (counts.isValid()) {
        painter->setOpacity(index.data(MutedRole).toBool() ? MutedOpacity : 1);
        paintCounts(*painter, inner, counts.value<StatusCounts>(), m_theme);
    } else if (trend.isValid()) {
        painter->setOpacity(index.data(MutedRole).toBool() ? MutedOpacity : 1);
        paintTrend(*painter, inner, trend.toList());
    } else if (index.data(StatusRole).isValid()) {
        paintStatus(*painter, inner, index);
    } else {
        paintText(*painter, inner, index);
    }
    painter->restore();
}

void CellDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const bool isHeading = index.data(GroupLevelRole).isValid();
    const QColor ground = isHeading ? m_theme.panel() : m_theme.window();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter.fillRect(option.rect,
                     isSelected ? selectionGround(m_theme.palette(), option.widget) : ground);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                     mixed(m_theme.window(), m_theme.hairline(), 0.55));
}

void CellDelegate::paintHeading(QPainter& painter, const QRect& rect,
                                const QModelIndex& index) const
{
    const int indent = (index.data(GroupLevelRole).toInt() - 1) * LevelIndent;
    const QString mark =
        index.data(FoldedRole).toBool() ? QStringLiteral("▸") : QStringLiteral("▾");
    painter.setPen(m_theme.mutedText());
    painter.drawText(rect.adjusted(indent, 0, 0, 0), Qt::AlignVCenter, mark);
    painter.setFont(fontOf(painter.font(), true));
    painter.setPen(m_theme.text());
    const QRect text = rect.adjusted(indent + LevelIndent, 0, 0, 0);
    drawLine(
        painter, text, Qt::AlignVCenter,
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, text.width()));
}

void CellDelegate::paintText(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    if (index.data(PinnedRole).toBool()) { // In the margin, so that texts stay aligned.
        painter.fillRect(QRect(rect.left() - CellPadding, rect.top(), PinSide - 2, rect.height()),
                         m_theme.accent());
    }
    QString line = index.data().toString();
    QString second = index.data(SecondLineRole).toString();
    const bool isProse = index.data(ProseRole).toBool();
    bool isMuted = index.data(MutedRole).toBool();
    if (line.isEmpty()) { // What stands alone stands in the middle.
        isMuted = isMuted || !second.isEmpty();
        line.swap(second);
    }
    const int alignment = index.data(Qt::TextAlignmentRole).toInt();
    if (index.data(CodeRole).toBool()) {
        painter.setFont(Theme::monospace());
    }
    QRect first = rect;
    if (!second.isEmpty()) {
        first.setBottom(rect.center().y() + 1);
    }
    const QVariant tone = index.data(ToneRole);
    painter.setPen(tone.isValid()
                       ? m_theme.status().textColor(static_cast<StatusClass>(tone.toInt()))
                       : isMuted ? m_theme.mutedText()
                                 : m_theme.text());
    painter.setFont(fontOf(painter.font(), tone.isValid()));
    drawLine(painter, first,
             second.isEmpty() ? alignment : static_cast<int>(Qt::AlignBottom | Qt::AlignLeft),
             cutText(painter.fontMetrics(), line, rect.width(), isProse));
    if (!second.isEmpty()) {
        painter.setFont(smallFont(painter.font()));
        painter.setPen(m_theme.mutedText());
        const QRect below(rect.left(), first.bottom() + 1, rect.width(),
                          rect.bottom() - first.bottom() - 3);
        drawLine(painter, below, static_cast<int>(Qt::AlignTop | Qt::AlignLeft),
                 cutText(painter.fontMetrics(), second, rect.width(), isProse));
    }
}

void CellDelegate::drawLine(QPainter& painter, const QRect& rect, int alignment,
                            const QString& shown) const
{
    if (m_pattern) {
        paintFound(painter, rect, alignment, shown, *m_pattern, m_theme);
    }
    painter.drawText(rect, alignment, shown);
}

void CellDelegate::paintStatus(QPainter& painter, const QRect& rect, const QModelIndex& index) const
{
    const auto status = static_cast<StatusClass>(index.data(StatusRole).toInt());
    const QRectF box(rect.left(), rect.center().y() - GlyphSide / 2.0 + 1, GlyphSide, GlyphSide);
    paintCell(painter, box, {status, 0, m_theme.lettersMode()}, m_theme.status());
    painter.setPen(status == StatusClass::Pass ? m_theme.mutedText()
                                               : m_theme.status().textColor(status));
    drawLine(painter, rect.adjusted(GlyphSide + GlyphGap, 0, 0, 0), Qt::AlignVCenter,
             index.data().toString());
}

void CellDelegate::paintTrend(QPainter& painter, const QRect& rect, const QVariantList& fails) const
{
    if (fails.isEmpty()) {
        return;
    }
    double most = 1;
    for (const QVariant& value : fails) {
        most = std::max(most, value.toDouble());
    }
    const int step =
        std::clamp(rect.width() / static_cast<int>(fails.size()), LeastBarStep, BarStep);
    const int gap = step > LeastBarStep + 1 ? 3 : 2;
    const int height = rect.height() - 16;
    const int base = rect.bottom() - 8;
    int x = rect.left();
    // Where there is no room for all the oldest give way.
    const qsizetype first = std::max<qsizetype>(0, fails.size() - rect.width() / step);
    for (qsizetype i = first; i < fails.size(); ++i, x += step) {
        const bool isNewest = i == fails.size() - 1;
        const double share = fails[i].toDouble() / most;
        const double size = std::max(share > 0 ? 2.0 : 0.0, share * height);
        painter.fillRect(QRectF(x, base - size, step - gap, size),
                         m_theme.status().tint(StatusClass::Fail, isNewest ? 1.0 : 0.45));
        painter.fillRect(QRectF(x, base + 1, step - gap, 1), m_theme.hairline());
    }
}

} // namespace cboard::ui
