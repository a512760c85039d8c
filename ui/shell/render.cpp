// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/render.h"

#include "ui/shell/feature.h"
#include "ui/shell/main_window.h"

#include <QFileInfo>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace cboard::ui {

namespace {

    constexpr int SettleMs = 50; ///< Follow-up loads start within this time.
    constexpr int PdfResolution = 96;

    Result<void> cannotWrite(const QString& file)
    {
        return fail(ErrorKind::Io, "cannot write " + file.toStdString());
    }

    Result<void> paintImage(QWidget& widget, const QString& file, double scale)
    {
        QImage image(widget.size() * scale, QImage::Format_RGB32);
        image.setDevicePixelRatio(scale);
        image.fill(widget.palette().color(QPalette::Window));
        widget.render(&image);
        return image.save(file, "PNG") ? Result<void>() : cannotWrite(file);
    }

    Result<void> paintSvg(QWidget& widget, const QString& file)
    {
        QSvgGenerator generator;
        generator.setFileName(file);
        generator.setSize(widget.size());
        generator.setViewBox(widget.rect());
        generator.setTitle(widget.windowTitle());
        QPainter painter;
        if (!painter.begin(&generator)) {
            return cannotWrite(file);
        }
        widget.render(&painter);
        return painter.end() ? Result<void>() : cannotWrite(file);
    }

    Result<void> paintPdf(QWidget& widget, const QString& file)
    {
        QPdfWriter writer(file);
        writer.setCreator(QStringLiteral("Checkerboard"));
        writer.setResolution(PdfResolution);
        constexpr double PointsPerPixel = 72.0 / PdfResolution;
        writer.setPageSize(QPageSize(QSizeF(widget.size()) * PointsPerPixel, QPageSize::Point));
        writer.setPageMargins(QMarginsF());
        QPainter painter;
        if (!painter.begin(&writer)) {
            return cannotWrite(file);
        }
        widget.render(&painter);
        return painter.end() ? Result<void>() : cannotWrite(file);
    }

} // namespace

Result<void> paintToFile(QWidget& widget, const QString& file, double scale)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("png")) {
        return paintImage(widget, file, scale);
    }
    if (suffix == QLatin1String("svg")) {
        return paintSvg(widget, file);
    }
    if (suffix == QLatin1String("pdf")) {
        return paintPdf(widget, file);
    }
    return fail(ErrorKind::Invalid,
                file.toStdString() + ": the output must end in .png, .svg or .pdf");
}

Renderer::Renderer(Context context, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(SettleMs);
    connect(&m_settled, &QTimer::timeout, this,
            [this] { finish(paintToFile(*m_root, m_options.output, m_options.scale)); });
}

Renderer::~Renderer() = default;

void Renderer::start(const RenderOptions& options, Finished finished)
{
    m_options = options;
    m_finished = std::move(finished);
    const Feature* feature = findFeature(options.state.view);
    if (feature == nullptr) {
        QStringList known;
        for (const Feature& one : featureRegistry()) {
            known << one.id;
        }
        finish(fail(ErrorKind::Invalid,
                    "unknown view \"" + options.state.view.toStdString() + "\"; known are "
                        + known.join(QStringLiteral(", ")).toStdString()));
        return;
    }
    if (options.withWindow) {
        auto window = std::make_unique<MainWindow>(m_context);
        window->open(options.state, OpenMode::Here);
        m_view = window->currentView();
        m_root = std::move(window);
    } else {
        m_view = feature->create(m_context, nullptr);
        m_root.reset(m_view);
        m_view->showState(options.state);
    }
    m_root->setAttribute(Qt::WA_DontShowOnScreen);
    m_root->resize(options.size);
    m_root->show();
    connect(m_view, &View::statusChanged, this, &Renderer::onStatusChanged);
    onStatusChanged();
}

void Renderer::onStatusChanged()
{
    const ViewStatus status = m_view->status();
    if (status.isLoading) {
        m_settled.stop();
        return;
    }
    if (!status.error.isEmpty()) {
        const std::string error = status.error.toStdString();
        // Not from inside the view's own signal: finishing may end it.
        QTimer::singleShot(0, this, [this, error] { finish(fail(ErrorKind::Invalid, error)); });
        return;
    }
    m_settled.start();
}

void Renderer::finish(Result<void> result)
{
    m_settled.stop();
    if (const auto finished = std::exchange(m_finished, {})) {
        finished(std::move(result));
    }
}

} // namespace cboard::ui
