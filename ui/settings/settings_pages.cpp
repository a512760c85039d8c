// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on the sheet of the settings: a page for each group, with its rows.
#include "ui/base/key_map.h"
#include "ui/base/preferences.h"
#include "ui/settings/settings_view.h"
#include "ui/theme/palette_preview.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString text(std::string_view utf8)
    {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    }

    QString pageTitle(std::string_view page)
    {
        if (page == "appearance") {
            return SettingsView::tr("Appearance");
        }
        if (page == "keys") {
            return SettingsView::tr("Keys");
        }
        if (page == "views") {
            return SettingsView::tr("Views");
        }
        if (page == "analysis") {
            return SettingsView::tr("Judging results");
        }
        if (page == "ingest") {
            return SettingsView::tr("Reading results");
        }
        if (page == "export") {
            return SettingsView::tr("Export");
        }
        if (page == "git") {
            return SettingsView::tr("Git");
        }
        return page == "store" ? SettingsView::tr("Storage") : text(page);
    }

    bool isOpenSection(const service::SettingSpec& spec)
    {
        return spec.key.ends_with("/*");
    }

    /// The action that changes a setting by its key; empty where none does.
    QString switchOf(std::string_view key)
    {
        return key == "appearance/theme"  ? QStringLiteral("theme")
            : key == "appearance/letters" ? QStringLiteral("letters")
                                          : QString();
    }

} // namespace

SettingsView::Page& SettingsView::addPage(QVBoxLayout& sheet, const QString& title)
{
    const auto place = std::find_if(m_pages.begin(), m_pages.end(),
                                    [&title](const Page& page) { return page.title == title; });
    if (place != m_pages.end()) {
        return *place;
    }
    auto* heading = new QLabel(title);
    QFont bold = heading->font();
    bold.setBold(true);
    constexpr double Larger = 1.15;
    bold.setPointSizeF(bold.pointSizeF() * Larger);
    heading->setFont(bold);
    heading->setContentsMargins(0, 18, 0, 4);
    sheet.addWidget(heading);
    return m_pages.emplace_back(Page{title, heading, {}, nullptr});
}

void SettingsView::addPages(QVBoxLayout& sheet)
{
    for (const service::SettingSpec& spec : service::settingSpecs()) {
        if (isOpenSection(spec)) {
            continue;
        }
        Page& page = addPage(sheet, pageTitle(spec.page));
        auto* row = new SettingRow({text(spec.key),
                                    text(spec.label),
                                    text(spec.help),
                                    text(spec.defaultValue),
                                    &spec,
                                    {},
                                    switchOf(spec.key)},
                                   *m_context.preferences, *m_context.theme, nullptr);
        const QWidget* last =
            page.rows.isEmpty() ? static_cast<QWidget*>(page.heading) : page.rows.last();
        sheet.insertWidget(sheet.indexOf(last) + 1, row);
        page.rows << row;
    }
    addPreview(sheet);
    addKeys(sheet);
}

/// Below the looks: what they do to the colours, for every kind of eye.
void SettingsView::addPreview(QVBoxLayout& sheet)
{
    Page& page = addPage(sheet, pageTitle("appearance"));
    page.foot = new QWidget;
    auto* row = new QHBoxLayout(page.foot);
    row->setContentsMargins(0, 6, 0, 6);
    m_previewLabel = new QLabel(tr("Status colours"));
    m_previewLabel->setAlignment(Qt::AlignTop);
    row->addWidget(m_previewLabel);
    row->addWidget(new PalettePreview(*m_context.theme));
    row->addStretch(1);
    sheet.insertWidget(sheet.indexOf(page.rows.last()) + 1, page.foot);
}

void SettingsView::addKeys(QVBoxLayout& sheet)
{
    const service::SettingSpec* spec = service::findSetting("keys/any");
    const KeyMap& keys = m_context.preferences->keys();
    for (const KeyedAction& action : keyedActions()) {
        SettingItem item;
        item.key = QStringLiteral("keys/") + action.name;
        item.label = action.text;
        item.defaultText = formatKeyList(keys.presetKeys(action.name));
        item.spec = spec;
        item.check = [this, name = action.name](const QString& value) {
            return keyProblem(name, value);
        };
        Page& page = addPage(sheet, tr("Keys: %1").arg(action.group));
        auto* row =
            new SettingRow(std::move(item), *m_context.preferences, *m_context.theme, nullptr);
        page.rows << row;
        sheet.addWidget(row);
    }
}

QString SettingsView::keyProblem(const QString& name, const QString& text) const
{
    const auto keys = parseKeyList(text);
    if (!keys) {
        return tr("“%1” is no key; write them like  n; Shift+F3; g t").arg(text);
    }
    QStringList others;
    for (const QString& other : m_context.preferences->keys().clashes(name, *keys)) {
        others << findKeyedAction(other)->text;
    }
    return others.isEmpty() ? QString()
                            : tr("This key is taken: %1").arg(others.join(QStringLiteral(", ")));
}

} // namespace cboard::ui
