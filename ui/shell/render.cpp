// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/render.h"

#include "ui/base/feature.h"
#include "ui/export/export_file.h"
#include "ui/export/exported_table.h"
#include "ui/shell/main_window.h"

namespace cboard::ui {

namespace {

    constexpr int SettleMs = 50; ///< Follow-up loads start within this time.

} // namespace

Result<void> paintToFile(QWidget& widget, const QString& file, double scale)
{
    const auto format = formatOfFile(file);
    if (!format || !exportFormat(*format).isPicture) {
        return tl::unexpected<Error>(unknownSuffix(file));
    }
    CBOARD_TRY(const QByteArray bytes, finishPicture(takePicture(widget, *format, scale)));
    return writeFile(file, bytes);
}

Renderer::Renderer(Context context, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_write(*m_context.jobs, *m_context.tasks)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(SettleMs);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        if (isSettled()) { // Else it is told when.
            write();
        }
    });
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
        m_window = window.get();
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
    if (m_window != nullptr) {
        connect(m_window, &MainWindow::settled, this, &Renderer::onStatusChanged);
    }
    onStatusChanged();
}

void Renderer::write()
{
    auto job = fileJob(*m_view, *m_root, m_options.output, m_options.scale);
    if (!job) {
        finish(tl::unexpected(std::move(job.error())));
        return;
    }
    m_write.start(
        tr("Writing %1").arg(m_options.output), std::move(*job),
        [this](const Result<qint64>& size) { finish(size.map([](qint64 /*bytes*/) {})); });
}

/// The view, and the panes around it where there are any.
bool Renderer::isSettled() const
{
    return !m_view->status().isLoading && (m_window == nullptr || m_window->isSettled());
}

void Renderer::onStatusChanged()
{
    const ViewStatus status = m_view->status();
    if (!isSettled()) {
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
