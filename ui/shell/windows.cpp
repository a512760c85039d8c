// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windows.h"

#include "core/service/file_replacement.h"
#include "ui/widgets/table_memory.h"

#include <QApplication>
#include <QScreen>

namespace cboard::ui {

namespace {

    constexpr int SaveDelayMs = 2000; ///< At most this much is lost when the machine stops.
    constexpr QPoint Cascade(30, 30);
    constexpr QSize FrameRoom(16, 48); ///< What a window manager puts around a window, about.

    Result<void> writeStates(const std::filesystem::path& file, const QByteArray& json)
    {
        CBOARD_TRY(auto replacement, service::FileReplacement::create(file));
        CBOARD_TRY_VOID(replacement.write(
            std::string_view(json.constData(), static_cast<std::size_t>(json.size()))));
        return replacement.commit();
    }

    /// No windows when there is no file yet.
    Result<KeptState> readStates(const std::filesystem::path& file)
    {
        CBOARD_TRY(const auto bytes, service::readSmallFile(file));
        return bytes ? keptStateFromJson(QByteArray::fromStdString(*bytes)) : Result<KeptState>();
    }

} // namespace

Windows::Windows(const Context& context, std::filesystem::path stateFile, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_stateFile(std::move(stateFile))
    , m_save(*context.jobs, *context.tasks)
{
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(SaveDelayMs);
    connect(&m_saveTimer, &QTimer::timeout, this, &Windows::saveInBackground);
    if (m_context.tables != nullptr) {
        connect(m_context.tables, &TableMemory::changed, this, &Windows::saveSoon);
    }
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* /*old*/, QWidget* focus) {
        auto* window = focus == nullptr ? nullptr : qobject_cast<MainWindow*>(focus->window());
        if (window != nullptr && m_windows.removeOne(window)) {
            m_windows.append(window);
        }
    });
}

Windows::~Windows()
{
    disconnect(qApp, nullptr, this, nullptr); // Windows that go change the focus.
    m_save.cancel();
    qDeleteAll(m_windows);
    for (const QPointer<MainWindow>& window : std::as_const(m_closed)) {
        delete window;
    }
}

Result<void> Windows::restore(const std::optional<ViewState>& address)
{
    const auto kept = m_stateFile.empty() ? KeptState() : readStates(m_stateFile);
    if (kept) {
        if (m_context.tables != nullptr) {
            m_context.tables->readJson(kept->tables);
        }
        for (const WindowState& state : kept->windows) {
            openWindow(state);
        }
    }
    if (m_windows.isEmpty()) {
        openWindow({})->open(address.value_or(startView()));
    } else if (address) {
        openAddress(address);
    }
    if (!kept) {
        return fail(kept.error().kind, m_stateFile.string() + ": " + kept.error().message);
    }
    return {};
}

MainWindow* Windows::openWindow(const WindowState& state)
{
    auto* window = new MainWindow(m_context);
    m_windows.append(window);
    connect(window, &MainWindow::layoutChanged, this, &Windows::saveSoon);
    connect(window, &MainWindow::newWindowRequested, this, [this, window] {
        WindowState copy = window->captureState();
        copy.geometry.clear();
        MainWindow* another = openWindow(copy);
        const QPoint place = window->pos() + Cascade;
        // Whole on the screen, also beside one that fills it.
        const QPoint corner = window->screen()->availableGeometry().bottomRight() - place;
        another->resize(window->size().boundedTo(QSize(corner.x(), corner.y()) - FrameRoom));
        another->move(place);
    });
    connect(window, &MainWindow::quitRequested, this, &Windows::quit);
    connect(window, &MainWindow::closing, this, [this, window] { onClosing(window); });
    window->resize(window->size().boundedTo(window->screen()->availableSize() - FrameRoom));
    window->applyState(state);
    window->show();
    return window;
}

MainWindow* Windows::activeWindow() const
{
    return m_windows.isEmpty() ? nullptr : m_windows.last();
}

void Windows::openAddress(const std::optional<ViewState>& address)
{
    MainWindow* window = activeWindow();
    if (window == nullptr || !address) {
        window = openWindow({});
        window->open(address.value_or(startView()));
    } else {
        window->open(*address, OpenMode::NewTab);
    }
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

void Windows::onStoreChanged(const QStringList& trees)
{
    for (MainWindow* window : std::as_const(m_windows)) {
        window->onStoreChanged(trees);
    }
}

void Windows::onClosing(MainWindow* window)
{
    if (!m_isQuitting) {
        m_last = {window->captureState()};
    }
    m_windows.removeOne(window);
    m_closed.removeAll(nullptr);
    m_closed.append(window);
    window->deleteLater();
    saveSoon();
}

void Windows::quit()
{
    m_last = states();
    m_isQuitting = true;
    QApplication::closeAllWindows();
    m_isQuitting = false;
}

QList<WindowState> Windows::states() const
{
    QList<WindowState> states;
    for (const MainWindow* window : m_windows) {
        states << window->captureState();
    }
    return states.isEmpty() ? m_last : states;
}

QByteArray Windows::json() const
{
    return toJson(
        {states(), m_context.tables != nullptr ? m_context.tables->toJson() : QJsonObject()});
}

void Windows::saveSoon()
{
    if (!m_stateFile.empty() && !m_saveTimer.isActive()) {
        m_saveTimer.start();
    }
}

void Windows::saveInBackground()
{
    m_save.start(
        tr("Keeping the state of the windows"),
        [file = m_stateFile, json = json()](const TaskContext&) -> Result<bool> {
            CBOARD_TRY_VOID(writeStates(file, json));
            return true;
        },
        [](const Result<bool>&) {}); // Tried again at the next change and at the end.
}

Result<void> Windows::save() const
{
    return m_stateFile.empty() ? Result<void>() : writeStates(m_stateFile, json());
}

} // namespace cboard::ui
