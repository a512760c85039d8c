// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view_state.h"

#include <QObject>
#include <QSize>
#include <QString>
#include <QTimer>

#include <functional>
#include <memory>

class QWidget;

namespace cboard::ui {

class MainWindow;
class View;

struct RenderOptions {
    ViewState state;
    QSize size{1600, 1000}; ///< Device-independent pixels.
    double scale = 1; ///< Pixels per unit in PNG.
    QString output; ///< The suffix says the format: see exportFormats().
    bool withWindow = false; ///< The whole window around the view.
};

/// Draws one view into a file by the code that draws it on the screen, without showing it.
class Renderer : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Renderer)

public:
    using Finished = std::function<void(Result<void>)>;

    explicit Renderer(Context context, QObject* parent = nullptr);
    ~Renderer() override;

    /// Returns at once; calls \p finished when the file is written or can't be. Errors: Invalid
    /// for an unknown view or suffix, Io, and whatever kept the view from loading.
    void start(const RenderOptions& options, Finished finished);

private:
    bool isSettled() const;
    void onStatusChanged();
    void write();
    void finish(Result<void> result);

    Context m_context;
    RenderOptions m_options;
    Finished m_finished;
    std::unique_ptr<QWidget> m_root;
    View* m_view = nullptr;
    const MainWindow* m_window = nullptr; ///< Around the view; null: none.
    QTimer m_settled;
    BackgroundTask<qint64> m_write;
};

/// Paints \p widget as it is now; for programs without a window, since it writes the file itself.
/// Errors: Invalid for an unknown suffix, Io.
Result<void> paintToFile(QWidget& widget, const QString& file, double scale);

} // namespace cboard::ui
