// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/painting.h"

#include <QPixmap>

namespace cboard::ui {

namespace {

    /// Of its own data: the engines that a font has loaded belong to the thread that did. And
    /// whole: what was not set of it, as the family of the system's fixed font, a painter takes
    /// from its device.
    QFont detached(QFont font)
    {
        font.setResolveMask(QFont::AllPropertiesResolved);
        const QFont::Weight weight = font.weight();
        font.setWeight(weight == QFont::Black ? QFont::Thin : QFont::Black);
        font.setWeight(weight);
        return font;
    }

    /// As a picture of no thread; pixmaps are the window's.
    QBrush detached(const QBrush& brush)
    {
        if (brush.style() != Qt::TexturePattern) {
            return brush;
        }
        QBrush image(brush.textureImage());
        image.setTransform(brush.transform());
        return image;
    }

    QPen detached(const QPen& pen)
    {
        if (pen.brush().style() != Qt::TexturePattern) {
            return pen;
        }
        QPen image = pen;
        image.setBrush(detached(pen.brush()));
        return image;
    }

} // namespace

/// Turns what a painter says into steps.
class PaintingEngine : public QPaintEngine {
public:
    explicit PaintingEngine(Type type)
        : QPaintEngine(AllFeatures)
        , m_type(type)
    {
    }

    bool begin(QPaintDevice* /*device*/) override { return true; }
    bool end() override { return true; }
    Type type() const override { return m_type; }
    void updateState(const QPaintEngineState& now) override;
    void drawPath(const QPainterPath& path) override { draw(path); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        draw(Painting::Polygon{QPolygonF(QList<QPointF>(points, points + count)), mode});
    }
    void drawRects(const QRectF* rects, int count) override
    {
        draw(Painting::Rects{{rects, rects + count}});
    }
    void drawLines(const QLineF* lines, int count) override
    {
        draw(Painting::Lines{{lines, lines + count}});
    }
    void drawPoints(const QPointF* points, int count) override
    {
        draw(Painting::Points{QPolygonF(QList<QPointF>(points, points + count))});
    }
    void drawEllipse(const QRectF& rect) override { draw(Painting::Ellipse{rect}); }
    void drawTextItem(const QPointF& at, const QTextItem& item) override;
    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override
    {
        draw(Painting::Image{target, pixmap.toImage(), source});
    }
    void drawImage(const QRectF& target, const QImage& image, const QRectF& source,
                   Qt::ImageConversionFlags /*flags*/) override
    {
        draw(Painting::Image{target, image, source});
    }
    void drawTiledPixmap(const QRectF& target, const QPixmap& pixmap,
                         const QPointF& offset) override;

    Painting take() { return std::exchange(m_painting, {}); }

private:
    template <typename Step>
    void draw(Step&& step)
    {
        if (m_isClipStale || systemClip() != m_clip.system) {
            addClip();
        }
        add(std::forward<Step>(step));
    }
    template <typename Step>
    void add(Step&& step)
    {
        m_painting.m_steps.emplace_back(std::forward<Step>(step));
    }
    void addClip();
    std::size_t placeOf(const QFont& font);

    Type m_type;
    Painting m_painting;
    QTransform m_transform;
    Painting::Clip m_clip;
    bool m_isClipStale = false;
    std::vector<QFont> m_known; ///< As the window's thread has them, in the order of the painting.
};

void PaintingEngine::updateState(const QPaintEngineState& now)
{
    const DirtyFlags dirty = now.state();
    if (dirty & DirtyPen) {
        add(detached(now.pen()));
    }
    if (dirty & DirtyBrush) {
        add(detached(now.brush()));
    }
    if (dirty & DirtyBrushOrigin) {
        add(Painting::BrushOrigin{now.brushOrigin()});
    }
    if (dirty & (DirtyBackground | DirtyBackgroundMode)) {
        add(Painting::Background{detached(now.backgroundBrush()), now.backgroundMode()});
    }
    if (dirty & DirtyTransform) {
        m_transform = now.transform();
        add(m_transform);
    }
    if (dirty & (DirtyClipRegion | DirtyClipPath | DirtyClipEnabled)) {
        m_isClipStale = true;
    }
    if (dirty & DirtyHints) {
        add(Painting::Hints{now.renderHints()});
    }
    if (dirty & DirtyCompositionMode) {
        add(now.compositionMode());
    }
    if (dirty & DirtyOpacity) {
        add(Painting::Opacity{now.opacity()});
    }
}

/// The painter is asked, since what it says to an engine after restore() has the place of a
/// widget in its window twice (Qt 6.4).
void PaintingEngine::addClip()
{
    m_isClipStale = false;
    m_clip = {systemClip(), painter()->hasClipping(), m_transform, {}};
    if (m_clip.isOn) {
        m_clip.path = painter()->clipPath();
    }
    add(m_clip);
}

std::size_t PaintingEngine::placeOf(const QFont& font)
{
    const auto known = std::find_if(m_known.rbegin(), m_known.rend(),
                                    [&](const QFont& one) { return one == font; });
    if (known != m_known.rend()) {
        return static_cast<std::size_t>(std::distance(known, m_known.rend())) - 1;
    }
    m_known.push_back(font);
    QFont own = detached(font); // Lines below and through are painted by themselves.
    own.setUnderline(false);
    own.setOverline(false);
    own.setStrikeOut(false);
    m_painting.m_fonts.push_back(own);
    return m_known.size() - 1;
}

void PaintingEngine::drawTextItem(const QPointF& at, const QTextItem& item)
{
    const bool isRightToLeft = item.renderFlags() & QTextItem::RightToLeft;
    draw(Painting::Text{at, item.text(), placeOf(item.font()),
                        isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight});
}

void PaintingEngine::drawTiledPixmap(const QRectF& target, const QPixmap& pixmap,
                                     const QPointF& offset)
{
    QBrush brush(pixmap.toImage());
    const QPointF begin = target.topLeft() - offset;
    const double scale = 1 / pixmap.devicePixelRatio();
    brush.setTransform(QTransform::fromTranslate(begin.x(), begin.y()).scale(scale, scale));
    draw(Painting::Tiles{target, brush});
}

/// One step on a painter.
struct Painting::Replayer {
    QPainter& painter;
    const std::vector<QFont>& fonts;
    QTransform transform = {};

    void operator()(const QPen& pen) const { painter.setPen(pen); }
    void operator()(const QBrush& brush) const { painter.setBrush(brush); }
    void operator()(const BrushOrigin& origin) const { painter.setBrushOrigin(origin.point); }
    void operator()(const Background& background) const
    {
        painter.setBackground(background.brush);
        painter.setBackgroundMode(background.mode);
    }
    void operator()(const QTransform& changed)
    {
        transform = changed;
        painter.setTransform(changed);
    }
    void operator()(const Clip& clip) const
    {
        painter.setTransform({});
        painter.setClipping(false);
        if (!clip.system.isEmpty()) {
            painter.setClipRegion(clip.system);
        }
        if (clip.isOn) {
            painter.setTransform(clip.transform);
            painter.setClipPath(clip.path,
                                clip.system.isEmpty() ? Qt::ReplaceClip : Qt::IntersectClip);
        }
        painter.setTransform(transform);
    }
    void operator()(const Hints& hints) const
    {
        painter.setRenderHints(painter.renderHints(), false);
        painter.setRenderHints(hints.hints);
    }
    void operator()(QPainter::CompositionMode mode) const { painter.setCompositionMode(mode); }
    void operator()(const Opacity& opacity) const { painter.setOpacity(opacity.value); }
    void operator()(const QPainterPath& path) const { painter.drawPath(path); }
    void operator()(const Polygon& polygon) const
    {
        switch (polygon.mode) {
        case QPaintEngine::PolylineMode:
            painter.drawPolyline(polygon.points);
            break;
        case QPaintEngine::ConvexMode:
            painter.drawConvexPolygon(polygon.points);
            break;
        case QPaintEngine::OddEvenMode:
        case QPaintEngine::WindingMode:
            painter.drawPolygon(polygon.points,
                                polygon.mode == QPaintEngine::WindingMode ? Qt::WindingFill
                                                                          : Qt::OddEvenFill);
            break;
        }
    }
    void operator()(const Rects& rects) const { painter.drawRects(rects.rects); }
    void operator()(const Lines& lines) const { painter.drawLines(lines.lines); }
    void operator()(const Points& points) const { painter.drawPoints(points.points); }
    void operator()(const Ellipse& ellipse) const { painter.drawEllipse(ellipse.rect); }
    void operator()(const Text& text) const
    {
        painter.setFont(fonts[text.font]);
        painter.setLayoutDirection(text.direction);
        painter.drawText(text.at, text.text);
    }
    void operator()(const Image& image) const
    {
        painter.drawImage(image.target, image.image, image.source);
    }
    void operator()(const Tiles& tiles) const { painter.fillRect(tiles.target, tiles.brush); }
};

Result<void> Painting::replay(QPainter& painter, const TaskContext& task) const
{
    constexpr std::size_t Piece = 256;
    Replayer replayer{painter, m_fonts};
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        CBOARD_TRY_VOID(task.check()); // A step may be a large picture.
        if (i % Piece == 0) {
            task.report(
                {static_cast<std::int64_t>(i), static_cast<std::int64_t>(m_steps.size()), "write"});
        }
        std::visit(replayer, m_steps[i]);
    }
    return {};
}

PaintingRecorder::PaintingRecorder(const Options& options)
    : m_options(options)
    , m_engine(std::make_unique<PaintingEngine>(options.isBitmap ? QPaintEngine::Raster
                                                                 : QPaintEngine::User))
{
}

PaintingRecorder::~PaintingRecorder() = default;

QPaintEngine* PaintingRecorder::paintEngine() const
{
    return m_engine.get();
}

Painting PaintingRecorder::take()
{
    return m_engine->take();
}

int PaintingRecorder::metric(PaintDeviceMetric metric) const
{
    constexpr double MmPerInch = 25.4;
    const auto mmOf = [this](int dots) { return qRound(dots * MmPerInch / m_options.dotsPerInch); };
    switch (metric) {
    case PdmWidth:
        return m_options.size.width();
    case PdmHeight:
        return m_options.size.height();
    case PdmWidthMM:
        return mmOf(m_options.size.width());
    case PdmHeightMM:
        return mmOf(m_options.size.height());
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return m_options.dotsPerInch;
    case PdmDevicePixelRatio:
        return qRound(m_options.devicePixelRatio);
    case PdmDevicePixelRatioScaled:
        return qRound(m_options.devicePixelRatio * devicePixelRatioFScale());
    default:
        return QPaintDevice::metric(metric);
    }
}

} // namespace cboard::ui
