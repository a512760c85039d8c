// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_commands.h"

#include "ui/base/feature.h"
#include "ui/base/key_text.h"
#include "ui/base/navigator.h"
#include "ui/base/preferences.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/export/export_dialog.h"
#include "ui/export/exported_table.h"
#include "ui/hardware/board_state.h"
#include "ui/logview/log_feature.h"
#include "ui/palette/palette.h"
#include "ui/saved/save_view_dialog.h"
#include "ui/shell/window_actions.h"

#include <QFileDialog>

namespace cboard::ui {

namespace {

    constexpr int RememberMs = 1500;
    constexpr double PictureScale = 2; ///< Pixels per unit: sharp on any screen and on paper.
    constexpr const char* LastFileKey = "export/file";

    QString titleOf(const View& view)
    {
        const Feature* feature = findFeature(view.state().view);
        const QString caption = view.caption();
        return feature == nullptr || caption.contains(feature->title)
            ? caption
            : QStringLiteral("%1 %2").arg(feature->title, caption);
    }

} // namespace

WindowCommands::WindowCommands(QWidget* window, WindowActions* actions, const Context& context)
    : QObject(window)
    , m_window(window)
    , m_actions(actions)
    , m_context(context)
    , m_baseline(context)
    , m_triage(context, window)
    , m_export(*context.jobs, *context.tasks)
{
    m_remember.setSingleShot(true);
    m_remember.setInterval(RememberMs);
    connect(&m_remember, &QTimer::timeout, this, &WindowCommands::remember);
    connect(&m_baseline, &Baseline::said, this, &WindowCommands::said);
    connect(&m_triage, &TriageCommands::said, this, &WindowCommands::said);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::said, this,
                [this](const QString& sentence) { emit said(withKeys(m_context, sentence)); });
    }
    if (m_context.preferences != nullptr) {
        connect(m_context.preferences, &Preferences::failed, this, &WindowCommands::said);
        connect(m_context.preferences, &Preferences::changed, this, [this](const QString& key) {
            if (key.startsWith(QLatin1String("keys/"))) {
                applyKeys();
            }
        });
        applyKeys();
    }
}

void WindowCommands::applyKeys()
{
    const KeyMap& keys = m_context.preferences->keys();
    m_actions->setKeys(keys);
    if (!keys.problems().isEmpty()) {
        // Once the window listens.
        QTimer::singleShot(0, this, [this, problem = keys.problems().front()] {
            emit said(tr("Settings: %1").arg(problem));
        });
    }
}

void WindowCommands::setView(View* view, const Selection& selection)
{
    if (m_view == view) {
        return;
    }
    if (m_view) {
        disconnect(m_view, nullptr, this, nullptr);
    }
    m_view = view;
    m_selection = selection;
    if (view != nullptr) {
        connect(view, &View::selectionChanged, this,
                [this](const Selection& selected) { m_selection = selected; });
        connect(view, &View::stateChanged, &m_remember, qOverload<>(&QTimer::start));
        m_remember.start();
    }
}

bool WindowCommands::perform(ActionId action)
{
    if (action >= ActionId::SavedView1 && action <= ActionId::SavedView9) {
        openSaved(static_cast<std::size_t>(action)
                  - static_cast<std::size_t>(ActionId::SavedView1));
        return true;
    }
    switch (action) {
    case ActionId::Palette:
        openPalette({});
        return true;
    case ActionId::PaletteCommands:
        openPalette(QStringLiteral(">"));
        return true;
    case ActionId::Export:
        exportView();
        return true;
    case ActionId::OpenFile:
        openLogFile();
        return true;
    case ActionId::FindInAllLogs:
        findInAllLogs();
        return true;
    case ActionId::SaveView:
    case ActionId::SaveViewAs:
    case ActionId::Watch:
    case ActionId::Undo:
    case ActionId::Redo:
        break;
    default:
        return performCompare(action) || (m_view && m_triage.perform(action, *m_view, m_selection));
    }
    if (m_context.items == nullptr) {
        emit said(tr("Nothing can be kept beside this store"));
    } else if (action == ActionId::SaveView) {
        saveView();
    } else if (action == ActionId::SaveViewAs) {
        saveAs();
    } else if (action == ActionId::Watch) {
        watch();
    } else {
        action == ActionId::Undo ? m_context.items->undo() : m_context.items->redo();
    }
    return true;
}

bool WindowCommands::performCompare(ActionId action)
{
    if (!m_view) {
        return false;
    }
    switch (action) {
    case ActionId::Compare:
        if (!m_view->perform(action)) { // Which compares what was selected in it.
            m_baseline.showBeside(*m_view, m_selection);
        }
        return true;
    case ActionId::SetBaseline:
        m_baseline.choose(*m_view, m_selection);
        return true;
    case ActionId::AcceptRevision:
        m_baseline.accept(*m_view, m_selection);
        return true;
    default:
        return false;
    }
}

void WindowCommands::openPalette(const QString& text)
{
    PaletteThings things;
    things.lists = m_context.items == nullptr ? nullptr : &m_context.items->lists();
    things.keys = m_actions->effective();
    things.from = m_view ? m_view->state() : ViewState();
    auto* palette = new Palette(m_context, std::move(things), m_window);
    connect(palette, &Palette::openRequested, this, [this](const ViewState& state, OpenMode mode) {
        m_context.navigator->open(state, mode);
    });
    connect(palette, &Palette::actionRequested, m_actions, &WindowActions::trigger);
    palette->setText(text);
}

void WindowCommands::openLogFile()
{
    auto* dialog =
        new QFileDialog(m_window, tr("Open a log file"), {},
                        tr("Logs (*.log *.log.* *.txt *.txt.* *.gz *.xz *.zst);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_context.navigator->open(stateOfLogFile(path), OpenMode::NewTab);
    });
    dialog->open();
}

/// A log looks for its own line; elsewhere one types.
void WindowCommands::findInAllLogs()
{
    if (m_view && m_view->perform(ActionId::FindInAllLogs)) {
        return;
    }
    ViewState state;
    state.view = QStringLiteral("logsearch");
    m_context.navigator->open(state, OpenMode::NewTab);
}

void WindowCommands::setSaved(const QString& name, SavedAs how)
{
    m_savedName = name;
    m_savedAs = how;
}

/// A saved view that was changed is saved again at once: the key that takes it back is near.
void WindowCommands::saveView()
{
    if (!m_view) {
        return;
    }
    switch (m_savedAs) {
    case SavedAs::None:
        saveAs();
        break;
    case SavedAs::Same:
        emit said(withKeys(m_context,
                           tr("“%1” is saved like this; {save-view-as} saves it under a new name"))
                      .arg(m_savedName));
        break;
    case SavedAs::Changed:
        keep(m_savedName, questionOf(m_view->state()));
        break;
    }
}

void WindowCommands::saveAs()
{
    if (!m_view) {
        return;
    }
    QStringList names;
    for (const auto& saved : m_context.items->lists().saved) {
        names << fromUtf8(saved.name);
    }
    const ViewState state = questionOf(m_view->state());
    QString what = titleOf(*m_view);
    if (!state.filter.isEmpty()) {
        what += QLatin1Char('\n') + state.filter;
    }
    auto* dialog = new SaveViewDialog(m_context, titleOf(*m_view), what, names, m_window);
    connect(dialog, &SaveViewDialog::named, this,
            [this, state](const QString& name) { keep(name, state); });
    dialog->open();
}

void WindowCommands::keep(const QString& name, const ViewState& state)
{
    m_context.items->save(name, state);
    emit saved(name);
}

/// That with this place in the navigator.
void WindowCommands::openSaved(std::size_t place)
{
    const auto* lists = m_context.items == nullptr ? nullptr : &m_context.items->lists();
    if (lists == nullptr || place >= lists->saved.size()) {
        emit said(withKeys(m_context,
                           tr("No view with this number is saved; {save-view} saves "
                              "this one")));
    } else if (const auto state = openingOf(lists->saved[place])) {
        m_context.navigator->open(*state);
    }
}

void WindowCommands::watch()
{
    if (!m_view) {
        return;
    }
    Watched thing;
    const auto& cell = m_selection.history;
    const ViewState state = m_view->state();
    if (const QString board = boardOf(state); !board.isEmpty()) {
        thing.board = board; // All of its page is about it, whatever the cursor stands on.
    } else if (cell && cell->kind == query::MatrixKind::Test && !cell->path.empty()) {
        thing.kind = Watched::Kind::Test;
        thing.path = fromUtf8(cell->path);
    } else if (cell && !cell->platform.empty()) {
        thing.board = fromUtf8(cell->platform);
    } else {
        thing.kind = Watched::Kind::Tree;
        thing.tree = state.tree;
        thing.branch = state.branch;
        thing.repositoryUrl = thing.tree.isEmpty() ? state.repositoryUrl : QString();
    }
    if (thing.board.isEmpty() && thing.path.isEmpty() && thing.tree.isEmpty()
        && thing.repositoryUrl.isEmpty()) {
        emit said(tr("Nothing here can be watched: no test, board or tree is selected"));
        return;
    }
    m_context.items->toggleWatched(thing);
}

void WindowCommands::exportView()
{
    if (!m_view) {
        return;
    }
    if (m_export.isRunning()) {
        emit said(tr("An export is still running"));
        return;
    }
    const Preferences* preferences = m_context.preferences;
    auto* dialog = new ExportDialog(m_context, fileNameOf(titleOf(*m_view)),
                                    preferences ? preferences->value(LastFileKey) : QString(),
                                    static_cast<bool>(m_view->tableSource()), m_window);
    connect(dialog, &ExportDialog::chosen, this, &WindowCommands::writeTo);
    dialog->open();
}

void WindowCommands::writeTo(const QString& file)
{
    if (!m_view) {
        return;
    }
    auto job = fileJob(*m_view, *m_view, file, PictureScale);
    if (!job) {
        emit said(fromUtf8(describe(job.error())));
        return;
    }
    if (m_context.preferences != nullptr) {
        static_cast<void>(m_context.preferences->set(QLatin1String(LastFileKey), file));
    }
    m_export.start(tr("Exporting %1").arg(titleOf(*m_view)), std::move(*job),
                   [this, file](const Result<qint64>& size) {
                       if (size) {
                           emit said(tr("Wrote %1, %2 bytes").arg(file, countText(*size)));
                       } else {
                           emit said(fromUtf8(describe(size.error())));
                       }
                   });
}

void WindowCommands::remember()
{
    if (!m_view || m_context.items == nullptr || m_view->status().isLoading
        || !m_view->status().error.isEmpty()) {
        return;
    }
    m_context.items->addRecent(questionOf(m_view->state()), titleOf(*m_view));
}

} // namespace cboard::ui
