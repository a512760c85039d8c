// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_view.h"

#include "ui/base/key_map.h"
#include "ui/base/key_text.h"
#include "ui/base/preferences.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/view_header.h"
#include "ui/settings/setting_facts.h"
#include "ui/settings/settings_feature.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

SettingsView::SettingsView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_scroll(new QScrollArea)
{
    m_state.view = QStringLiteral("settings");
    auto* sheet = new QWidget;
    auto* rows = new QVBoxLayout(sheet);
    rows->setContentsMargins(20, 8, 20, 20);
    rows->setSpacing(0);
    if (m_context.preferences != nullptr) {
        addPages(*rows);
        connect(m_context.preferences, &Preferences::changed, this, &SettingsView::onChanged);
    }
    rows->addStretch(1);
    sheet->setAutoFillBackground(true);
    sheet->setBackgroundRole(QPalette::Base);
    m_scroll->setWidget(sheet);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_panel = new StatePanel(m_context, m_scroll, this);
    layOutView(*this, *m_header, *m_panel);
    m_header->setTitle(SettingsView::caption());
    m_header->setCode(m_context.preferences == nullptr
                          ? QString()
                          : fromUtf8(m_context.preferences->file().file().string()));
    setFocusPolicy(Qt::StrongFocus);
    // Rows colour their texts anew.
    connect(m_context.theme, &Theme::changed, this, &SettingsView::refresh);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
        if (now != nullptr && isAncestorOf(now)) {
            take(*now);
        }
    });
}

void SettingsView::resizeEvent(QResizeEvent* event)
{
    View::resizeEvent(event);
    const int label = SettingRow::labelWidth(width());
    if (m_previewLabel != nullptr) { // Without settings there are no rows.
        m_previewLabel->setFixedWidth(label);
    }
    for (const Page& page : m_pages) {
        for (SettingRow* row : page.rows) {
            row->setLabelWidth(label);
        }
    }
}

void SettingsView::onChanged(const QString& key)
{
    const bool isPreset = key == QLatin1String("keys/preset");
    for (const Page& page : m_pages) {
        for (SettingRow* row : page.rows) {
            const bool namesKey = !row->item().action.isEmpty();
            if (row->item().key == key || (namesKey && key.startsWith(QLatin1String("keys/")))) {
                row->showValue();
            }
        }
    }
    if (isPreset) {
        const KeyMap& keys = m_context.preferences->keys();
        for (const Page& page : m_pages) {
            for (SettingRow* row : page.rows) {
                const QString name = row->item().key.section(QLatin1Char('/'), 1);
                if (row->item().check) {
                    row->setDefault(formatKeyList(keys.presetKeys(name)));
                }
            }
        }
    }
    select();
    applyFilter();
}

void SettingsView::showState(const ViewState& state)
{
    m_state = state;
    m_state.view = QStringLiteral("settings");
    applyFilter();
    select();
    emit stateChanged();
}

void SettingsView::refresh()
{
    for (const Page& page : m_pages) {
        for (SettingRow* row : page.rows) {
            row->showValue();
        }
    }
}

bool SettingsView::showsTree(const QString& tree) const
{
    Q_UNUSED(tree)
    return false;
}

void SettingsView::applyFilter()
{
    const QStringList words = m_state.filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int shown = 0;
    int all = 0;
    int changed = 0;
    for (const Page& page : m_pages) {
        int onPage = 0;
        for (SettingRow* row : page.rows) {
            const bool isShown = row->matches(words);
            row->setVisible(isShown);
            onPage += isShown ? 1 : 0;
            changed += m_context.preferences->isSet(row->item().key) ? 1 : 0;
        }
        page.heading->setVisible(onPage > 0);
        if (page.foot != nullptr) {
            page.foot->setVisible(onPage > 0);
        }
        shown += onPage;
        all += static_cast<int>(page.rows.size());
    }
    m_status.shown = shown;
    m_status.total = all;
    m_header->setVerdict({tr("%n changed", nullptr, changed),
                          tr("%1 settings, with the keys of every action").arg(countText(all)),
                          withKeys(m_context,
                                   tr("Tab walks, {row-down} and {row-up} outside of texts, "
                                      "{focus-filter} searches"))});
    if (shown > 0) {
        m_panel->showContent();
    } else if (all == 0) {
        m_panel->showMessage(tr("There are no settings here"),
                             tr("This window does not know of a settings file."));
    } else {
        m_panel->showMessage(tr("%1 settings, 0 match").arg(countText(all)),
                             tr("No key, label or help holds “%1”.").arg(m_state.filter));
    }
    emit statusChanged();
}

QList<SettingRow*> SettingsView::shownRows() const
{
    QList<SettingRow*> rows;
    for (const Page& page : m_pages) {
        for (SettingRow* row : page.rows) {
            if (!row->isHidden()) {
                rows << row;
            }
        }
    }
    return rows;
}

QList<ActionId> SettingsView::actions() const
{
    return {ActionId::RowDown, ActionId::RowUp};
}

bool SettingsView::perform(ActionId action)
{
    if (action != ActionId::RowDown && action != ActionId::RowUp) {
        return false;
    }
    moveBy(action == ActionId::RowDown ? 1 : -1);
    return true;
}

void SettingsView::moveBy(int step)
{
    const QList<SettingRow*> rows = shownRows();
    const QWidget* focus = QApplication::focusWidget();
    qsizetype at = -1;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        at = focus != nullptr && rows[i]->isAncestorOf(focus) ? i : at;
    }
    if (!rows.isEmpty()) {
        SettingRow* row = rows[std::clamp<qsizetype>(at + step, 0, rows.size() - 1)];
        row->editor()->setFocus(Qt::TabFocusReason);
        m_scroll->ensureWidgetVisible(row);
    }
}

/// The setting that has the focus is in hand, also while one reads of it in another pane.
void SettingsView::take(const QWidget& focus)
{
    const QList<SettingRow*> rows = shownRows();
    const auto place = std::find_if(rows.begin(), rows.end(), [&focus](const SettingRow* row) {
        return row->isAncestorOf(&focus);
    });
    if (place != rows.end()) {
        m_inHand = *place;
        select();
    }
}

/// For the inspector: all that is known of the setting in hand; else of their file.
void SettingsView::select()
{
    Selection selection;
    if (m_context.preferences == nullptr) {
        return;
    }
    const service::SettingsFile& file = m_context.preferences->file();
    if (m_inHand == nullptr || m_inHand->isHidden()) {
        selection.caption = caption();
        selection.facts = {{tr("file"), fromUtf8(file.file().string())},
                           {tr("changed"), countText(static_cast<qint64>(file.keysSet().size()))}};
    } else {
        selection.caption = m_inHand->item().label;
        selection.facts = factsOf(m_inHand->item(), *m_context.preferences);
    }
    emit selectionChanged(selection);
}

TableSource SettingsView::tableSource() const
{
    TableExport table;
    table.title = caption();
    table.columns = {{tr("Setting")}, {tr("Value")}, {tr("Default")}, {tr("Meaning")}};
    for (const SettingRow* row : shownRows()) {
        const SettingItem& item = row->item();
        const bool isSet = m_context.preferences->isSet(item.key);
        table.rows.push_back(
            {{item.key, std::nullopt},
             {isSet ? fromUtf8(m_context.preferences->file().value(item.key.toStdString()))
                    : item.defaultText,
              std::nullopt},
             {item.defaultText, std::nullopt},
             {item.help.isEmpty() ? item.label : item.help, std::nullopt}});
    }
    return [table = std::move(table)](const TaskContext&) { return table; };
}

Feature makeSettingsFeature()
{
    return {QStringLiteral("settings"),
            SettingsView::tr("Settings"),
            QStringLiteral("settings"),
            QKeySequence(Qt::Key_G, Qt::Key_Comma),
            FeatureScope::Global,
            [](const Context& context, QWidget* parent) -> View* {
                return new SettingsView(context, parent);
            }};
}

} // namespace cboard::ui
