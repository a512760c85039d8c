// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <QBrush>
#include <QFont>
#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPen>
#include <QPolygonF>
#include <QRegion>
#include <QTransform>

#include <variant>
#include <vector>

namespace cboard::ui {

class PaintingEngine;

/// What a widget painted, as a list of steps that any painter of any thread can repeat: nothing in
/// it is shared with the window's thread. (QPicture says the same in bytes, and takes five times as
/// long to write them.)
class Painting {
public:
    /// Repeats it on a device of the same resolution as that of the recording, in device pixels.
    /// Errors: Cancelled.
    Result<void> replay(QPainter& painter, const TaskContext& task = {}) const;

private:
    friend class PaintingEngine;

    struct Clip {
        QRegion system; ///< Of the widget that paints, in device pixels; empty: none.
        bool isOn = false; ///< Whether it set one itself.
        QTransform transform;
        QPainterPath path;
    };
    struct Background {
        QBrush brush;
        Qt::BGMode mode;
    };
    struct Hints {
        QPainter::RenderHints hints;
    };
    struct Opacity {
        double value;
    };
    struct BrushOrigin {
        QPointF point;
    };
    struct Rects {
        QList<QRectF> rects;
    };
    struct Lines {
        QList<QLineF> lines;
    };
    struct Points {
        QPolygonF points;
    };
    struct Ellipse {
        QRectF rect;
    };
    struct Polygon {
        QPolygonF points;
        QPaintEngine::PolygonDrawMode mode;
    };
    struct Text {
        QPointF at;
        QString text;
        std::size_t font; ///< Its place in m_fonts.
        Qt::LayoutDirection direction;
    };
    struct Image {
        QRectF target;
        QImage image;
        QRectF source;
    };
    struct Tiles {
        QRectF target;
        QBrush brush;
    };
    using Step = std::variant<QPen, QBrush, BrushOrigin, Background, QTransform, Clip, Hints,
                              QPainter::CompositionMode, Opacity, QPainterPath, Polygon, Rects,
                              Lines, Points, Ellipse, Text, Image, Tiles>;

    struct Replayer;

    std::vector<Step> m_steps;
    std::vector<QFont> m_fonts; ///< Each of its own data: engines of fonts belong to one thread.
};

/// A device that remembers what is painted on it.
class PaintingRecorder : public QPaintDevice {
public:
    struct Options {
        QSize size; ///< In device pixels.
        int dotsPerInch = 96;
        double devicePixelRatio = 1;
        /// Views paint bitmaps as they do on the screen, with tiles that they keep; else lines.
        bool isBitmap = false;
    };
    explicit PaintingRecorder(const Options& options);
    PaintingRecorder(const PaintingRecorder&) = delete;
    PaintingRecorder& operator=(const PaintingRecorder&) = delete;
    ~PaintingRecorder() override;

    QPaintEngine* paintEngine() const override;
    Painting take(); ///< After the painter has ended.

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    Options m_options;
    std::unique_ptr<PaintingEngine> m_engine;
};

} // namespace cboard::ui
