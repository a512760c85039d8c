// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/cell_tiles.h"

#include "ui/matrix/arrangement.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::MatrixCell;

    constexpr std::size_t MaxParts = 3;
    constexpr unsigned MarkBits = 12;
    static_assert(query::CellMarkCount <= MarkBits);
    constexpr auto NewBit =
        static_cast<std::uint16_t>(1U << static_cast<unsigned>(query::CellMark::New));

    /// What an ill lab reports says nothing of the kernel and is drawn faintly.
    bool isOfIllLab(query::CellMarks marks)
    {
        return query::hasMark(marks, query::CellMark::LabIncident);
    }

    void mute(QPainter& painter, const QRectF& rect, const Theme& theme)
    {
        constexpr float Share = 0.55F;
        QColor veil = theme.window();
        veil.setAlphaF(Share);
        painter.fillRect(rect, veil);
    }

    bool areEqual(std::span<const MatrixCell> cells)
    {
        return std::all_of(cells.begin(), cells.end(), [&](const MatrixCell& cell) {
            return cell.status == cells.front().status;
        });
    }

    std::uint16_t allMarks(std::span<const MatrixCell> cells)
    {
        std::uint16_t marks = 0;
        for (const MatrixCell& cell : cells) {
            marks = static_cast<std::uint16_t>(marks | cell.marks);
        }
        return marks;
    }

    /// Labs that agree look like one cell with the marks of all.
    std::size_t plainKey(std::span<const MatrixCell> cells)
    {
        return static_cast<std::size_t>(cells.front().status) << MarkBits | allMarks(cells);
    }

    /// What paintPart() draws of each.
    quint64 splitKey(std::span<const MatrixCell> cells, std::span<const int> labs)
    {
        constexpr unsigned PartBits = 13; // Status 3, muted 1, new 1, lab 8.
        quint64 key = 1;
        for (std::size_t i = 0; i < std::min(cells.size(), MaxParts); ++i) {
            const auto isNew = static_cast<unsigned>((cells[i].marks & NewBit) != 0);
            const auto isMuted = static_cast<unsigned>(isOfIllLab(cells[i].marks));
            const auto status = static_cast<unsigned>(cells[i].status);
            key = key << PartBits
                | (status << 10U | isMuted << 9U | isNew << 8U
                   | (static_cast<unsigned>(labs[i]) & 0xFFU));
        }
        return key;
    }

    void paintLabLetter(QPainter& painter, const QRectF& rect, int lab, const QColor& color)
    {
        QFont font = painter.font();
        font.setPixelSize(std::max(7, static_cast<int>(rect.height() * 0.8)));
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(rect, Qt::AlignCenter, labLetter(static_cast<std::size_t>(lab)));
    }

    /// One lab's part of a cell: ground, glyph and the lab's letter where there is room.
    void paintPart(QPainter& painter, const QRectF& part, const MatrixCell& cell, int lab,
                   bool asLetter, const StatusPalette& palette)
    {
        const CellLook look{cell.status, static_cast<std::uint16_t>(cell.marks & NewBit), asLetter};
        paintCellGround(painter, part, look, palette);
        constexpr double SmallestLetter = 8;
        const bool isWide = part.width() > part.height();
        if (std::min(part.width(), part.height()) < SmallestLetter) {
            return;
        }
        QRectF glyph = part;
        QRectF letter = part;
        if (isWide) {
            glyph.setRight(part.center().x());
            letter.setLeft(part.center().x());
        } else {
            glyph.setBottom(part.center().y());
            letter.setTop(part.center().y());
        }
        const QColor ink = cellInk(look, palette);
        paintGlyph(painter, glyph, cell.status, ink, asLetter, 0.8);
        paintLabLetter(painter, letter, lab, ink);
    }

} // namespace

namespace {

    constexpr double BadgePadding = 2;

    QFont extraFont(const QFont& font, const QRectF& whole, bool isBadge)
    {
        constexpr double Badge = 0.5; // Of the height.
        constexpr double Number = 0.6;
        constexpr int Least = 8;
        QFont sized = font;
        sized.setPixelSize(
            std::max(Least, static_cast<int>(whole.height() * (isBadge ? Badge : Number))));
        sized.setBold(isBadge);
        return sized;
    }

    double badgeWidth(const QFont& font, const QRectF& whole, const CellExtra& extra)
    {
        const QFontMetricsF metrics(extraFont(font, whole, true));
        return extra.badge.isEmpty() ? 0
                                     : metrics.horizontalAdvance(extra.badge) + 2.0 * BadgePadding;
    }

} // namespace

QRectF statusPart(const QPainter& painter, const QRectF& whole, const CellExtra& extra,
                  int numberWidth)
{
    const double width = badgeWidth(painter.font(), whole, extra);
    return whole.adjusted(0, 0, -std::max<double>(width, numberWidth), 0);
}

void paintCellExtra(QPainter& painter, const QRectF& whole, const QRectF& status,
                    const CellExtra& extra, const Theme& theme)
{
    painter.save();
    if (extra.onlyWarns) {
        painter.setPen(QPen(theme.status().hue(StatusClass::Pass), 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(status.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    QRectF room(status.topRight(), whole.bottomRight());
    const QFont font = painter.font();
    painter.setPen(theme.text());
    painter.setFont(extraFont(font, whole, true));
    painter.drawText(room.adjusted(0, 0, -BadgePadding, -1), Qt::AlignBottom | Qt::AlignRight,
                     extra.badge); // Clear of the cursor's frame.
    room.setRight(room.right() - badgeWidth(font, whole, extra));
    painter.setFont(extraFont(font, whole, false));
    painter.drawText(room.adjusted(0, 0, -3, 0), Qt::AlignVCenter | Qt::AlignRight, extra.number);
    painter.restore();
}

CellTiles::CellTiles(const Theme& theme)
    : m_theme(theme)
{
}

void CellTiles::drop()
{
    m_plain.assign(StatusClassCount << MarkBits, QImage());
    m_split.clear();
    m_numbered.clear();
}

void CellTiles::setNumberWidth(int width)
{
    m_numbered.clear();
    if (width != m_numberWidth) {
        m_numberWidth = width;
        drop();
    }
}

void CellTiles::prepare(QSize cell, double devicePixelRatio)
{
    const QSize size(qRound(cell.width() * devicePixelRatio),
                     qRound(cell.height() * devicePixelRatio));
    if (m_plain.empty() || cell != m_cell || size != m_tileSize || m_kind != m_theme.kind()
        || m_asLetters != m_theme.lettersMode()) {
        m_cell = cell;
        m_tileSize = size;
        m_ratio = devicePixelRatio;
        m_kind = m_theme.kind();
        m_asLetters = m_theme.lettersMode();
        drop();
    }
}

const QImage& CellTiles::tile(std::span<const MatrixCell> cells, std::span<const int> labIndexes)
{
    QImage& image =
        areEqual(cells) ? m_plain[plainKey(cells)] : m_split[splitKey(cells, labIndexes)];
    if (image.isNull()) {
        image = render(cells, labIndexes, nullptr);
    }
    return image;
}

const QImage& CellTiles::numberedTile(std::span<const MatrixCell> cells, const CellExtra& extra,
                                      int place)
{
    constexpr qsizetype Limit = 4000; // Six kilobytes each.
    if (m_numbered.size() > Limit) {
        m_numbered.clear();
    }
    constexpr unsigned PlainBits = 20;
    static_assert(StatusClassCount << MarkBits < 1U << PlainBits);
    QImage& image = m_numbered[static_cast<quint64>(place) << PlainBits | plainKey(cells)];
    if (image.isNull()) {
        image = render(cells, {}, &extra);
    }
    return image;
}

QImage CellTiles::render(std::span<const MatrixCell> cells, std::span<const int> labIndexes,
                         const CellExtra* extra) const
{
    QImage image(m_tileSize, QImage::Format_RGB32);
    image.fill(m_theme.window());
    QPainter painter(&image);
    painter.scale(m_ratio, m_ratio);
    paint(painter, QRectF(QPointF(0, 0), QSizeF(m_cell)), cells, labIndexes, extra);
    return image;
}

void CellTiles::paint(QPainter& painter, const QRectF& rect, std::span<const MatrixCell> cells,
                      std::span<const int> labIndexes, const CellExtra* extra) const
{
    const double gap = rect.height() >= 16 ? 2 : 1;
    const QRectF whole = rect.adjusted(0, 0, -gap, -gap);
    const QRectF box =
        statusPart(painter, whole, extra != nullptr ? *extra : CellExtra(), m_numberWidth);
    const bool asLetter = m_theme.lettersMode();
    const StatusPalette& palette = m_theme.status();
    if (areEqual(cells)) {
        paintCell(painter, box, {cells.front().status, allMarks(cells), asLetter}, palette);
        if (isOfIllLab(allMarks(cells))) {
            mute(painter, box, m_theme);
        }
        if (extra != nullptr) {
            paintCellExtra(painter, whole, box, *extra, m_theme);
        }
        return;
    }
    // Two labs stand one above the other, three side by side.
    const std::size_t parts = std::min(cells.size(), MaxParts);
    const bool isStacked = parts == 2;
    const auto count = static_cast<double>(parts);
    const double length = isStacked ? box.height() : box.width();
    const double size = (length - (count - 1)) / count;
    for (std::size_t i = 0; i < parts; ++i) {
        const double offset = static_cast<double>(i) * (size + 1);
        const QRectF part = isStacked ? QRectF(box.left(), box.top() + offset, box.width(), size)
                                      : QRectF(box.left() + offset, box.top(), size, box.height());
        paintPart(painter, part, cells[i], labIndexes[i], asLetter, palette);
        if (isOfIllLab(cells[i].marks)) {
            mute(painter, part, m_theme);
        }
    }
}

} // namespace cboard::ui
