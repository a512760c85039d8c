// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/palette/palette_items.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;
class QListView;

namespace cboard::ui {

class PaletteModel;

/// The search field and command palette: one field, lines in groups below. Lines from the store
/// arrive while one types; the last ones stay until then.
///
/// Lies inside its window and has the focus at once, so that no key that is typed after Ctrl+K is
/// lost. Gives the focus back when it goes.
class Palette : public QFrame {
    Q_OBJECT

public:
    Palette(const Context& context, PaletteThings things, QWidget* window);

    /// Begins with this text ("@", ">").
    void setText(const QString& text);
    bool isSearching() const { return m_search.isRunning(); }
    const std::vector<PaletteItem>& items() const;
    int currentRow() const;

signals:
    void openRequested(const cboard::ui::ViewState& state, cboard::ui::OpenMode mode);
    void actionRequested(const QString& name);
    void settled();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void createLayout();
    void onTextChanged();
    void startSearch();
    std::int64_t limit() const; ///< Lines of one group.
    void fill();
    void choose(OpenMode mode);
    bool handleKey(const QKeyEvent& key);
    void moveBy(int rows);
    void goToGroup(int number);

    Context m_context;
    PaletteThings m_things;
    QPointer<QWidget> m_before; ///< Had the focus.
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_hint;
    PaletteModel* m_model;
    PaletteQuery m_query;
    std::vector<PaletteItem> m_found; ///< By the store, for what was typed last or before.
    std::optional<OpenMode> m_accept; ///< Enter came before the store answered.
    BackgroundTask<std::shared_ptr<const query::SearchSnapshot>> m_search;
};

} // namespace cboard::ui
