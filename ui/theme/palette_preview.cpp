// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/palette_preview.h"

#include "core/query/snapshots.h"
#include "ui/theme/color_vision.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace cboard::ui {

namespace {

    constexpr int Side = 26;
    constexpr int Gap = 6;
    constexpr int RowHeight = Side + 2 * Gap;

    /// Each class, and the marks that change how a cell is filled.
    std::vector<CellLook> looks(bool asLetter)
    {
        const auto bit = [](query::CellMark mark) {
            return static_cast<std::uint16_t>(1U << static_cast<unsigned>(mark));
        };
        return {{StatusClass::Fail, bit(query::CellMark::New), asLetter},
                {StatusClass::Fail, 0, asLetter},
                {StatusClass::Fail, bit(query::CellMark::Known), asLetter},
                {StatusClass::Fail, bit(query::CellMark::Flaky), asLetter},
                {StatusClass::Error, 0, asLetter},
                {StatusClass::Miss, 0, asLetter},
                {StatusClass::Pass, 0, asLetter},
                {StatusClass::Pass, bit(query::CellMark::Fixed), asLetter},
                {StatusClass::Done, 0, asLetter},
                {StatusClass::Skip, 0, asLetter},
                {StatusClass::Pending, 0, asLetter}};
    }

} // namespace

PalettePreview::PalettePreview(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Preview of the status colours"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PalettePreview::sizeHint() const
{
    int widest = 0;
    for (const ColorVision vision : ColorVisions) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(colorVisionText(vision)));
    }
    const int cells = static_cast<int>(looks(false).size()) * (Side + Gap);
    return {cells + widest + 4 * Gap, static_cast<int>(ColorVisions.size()) * RowHeight};
}

QImage PalettePreview::row(double ratio) const
{
    const auto all = looks(m_theme.lettersMode());
    const QSizeF size(static_cast<double>(all.size()) * (Side + Gap) + Gap, RowHeight);
    QImage image((size * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(m_theme.window());
    QPainter painter(&image);
    double x = Gap;
    for (const CellLook& look : all) {
        paintCell(painter, QRectF(x, Gap, Side, Side), look, m_theme.status());
        x += Side + Gap;
    }
    return image;
}

void PalettePreview::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.window());
    const double ratio = painter.deviceTransform().m11();
    const QImage seen = row(ratio);
    const int left = qRound(seen.width() / ratio) + Gap;
    painter.setPen(m_theme.text());
    for (std::size_t i = 0; i < ColorVisions.size(); ++i) {
        const int top = static_cast<int>(i) * RowHeight;
        QImage image = seenWith(seen, ColorVisions[i]);
        image.setDevicePixelRatio(ratio);
        painter.drawImage(QPoint(0, top), image);
        painter.drawText(QRect(left, top, width() - left, RowHeight), Qt::AlignVCenter,
                         colorVisionText(ColorVisions[i]));
    }
}

} // namespace cboard::ui
