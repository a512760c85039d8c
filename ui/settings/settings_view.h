// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/settings/setting_row.h"

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace cboard::ui {

class KeyMap;
class StatePanel;
class ViewHeader;

/// Every setting of the table and the keys of every action, by page, on one sheet; the filter
/// searches key, label and help.
class SettingsView : public View {
    Q_OBJECT

public:
    explicit SettingsView(const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override { return m_state; }
    ViewStatus status() const override { return m_status; }
    QString caption() const override { return tr("Settings"); }
    void refresh() override;
    bool showsTree(const QString& tree) const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

    QList<SettingRow*> shownRows() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Page {
        QString title;
        QWidget* heading;
        QList<SettingRow*> rows;
        QWidget* foot; ///< Below the rows; null for none.
    };

    void addPages(QVBoxLayout& sheet);
    void addPreview(QVBoxLayout& sheet);
    void addKeys(QVBoxLayout& sheet);
    Page& addPage(QVBoxLayout& sheet, const QString& title);
    void onChanged(const QString& key);
    void applyFilter();
    void moveBy(int step); ///< Rows.
    void take(const QWidget& focus);
    void select();
    QString keyProblem(const QString& name, const QString& text) const;

    Context m_context;
    const SettingRow* m_inHand = nullptr; ///< Null: none.
    ViewState m_state;
    ViewStatus m_status;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    QScrollArea* m_scroll;
    QLabel* m_previewLabel = nullptr;
    std::vector<Page> m_pages;
};

/// The keys that the settings ask for.

} // namespace cboard::ui
