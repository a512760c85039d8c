// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/palette_preview.h"

#include "core/query/snapshots.h"
#include "ui/theme/color_vision.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    constexpr int Side = 26;
    constexpr int LeastSide = 13; ///< In a narrow window.
    constexpr int Gap = 6;
    constexpr int RowHeight = Side + 2 * Gap;

    constexpr int LookCount = 16;

    /// Each class, and each mark.
    std::array<CellLook, LookCount> looks(bool asLetter)
    {
        const auto bit = [](query::CellMark mark) {
            return static_cast<std::uint16_t>(1U << static_cast<unsigned>(mark));
        };
        return {{{StatusClass::Fail, bit(query::CellMark::New), asLetter},
                 {StatusClass::Fail, 0, asLetter},
                 {StatusClass::Fail, bit(query::CellMark::Known), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::Flaky), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::Mixed), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::LabConflict), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::NeverPassed), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::Waived), asLetter},
                 {StatusClass::Fail, bit(query::CellMark::Stale), asLetter},
                 {StatusClass::Error, 0, asLetter},
                 {StatusClass::Miss, 0, asLetter},
                 {StatusClass::Pass, 0, asLetter},
                 {StatusClass::Pass, bit(query::CellMark::Fixed), asLetter},
                 {StatusClass::Done, 0, asLetter},
                 {StatusClass::Skip, 0, asLetter},
                 {StatusClass::Pending, 0, asLetter}}};
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

int PalettePreview::textWidth() const
{
    int widest = 0;
    for (const ColorVision vision : ColorVisions) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(colorVisionText(vision)));
    }
    return widest + 4 * Gap;
}

QSize PalettePreview::sizeWith(int side) const
{
    return {LookCount * (side + Gap) + textWidth(),
            static_cast<int>(ColorVisions.size()) * RowHeight};
}

QSize PalettePreview::sizeHint() const
{
    return sizeWith(Side);
}

QSize PalettePreview::minimumSizeHint() const
{
    return sizeWith(LeastSide);
}

QImage PalettePreview::row(double ratio) const
{
    const auto all = looks(m_theme.lettersMode());
    const int side = std::clamp((width() - textWidth()) / LookCount - Gap, LeastSide, Side);
    const QSizeF size(LookCount * (side + Gap) + Gap, RowHeight);
    QImage image((size * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(m_theme.window());
    QPainter painter(&image);
    double x = Gap;
    for (const CellLook& look : all) {
        paintCell(painter, QRectF(x, (RowHeight - side) / 2, side, side), look, m_theme.status());
        x += side + Gap;
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
