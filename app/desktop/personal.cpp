// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/personal.h"

#include "core/service/default_paths.h"
#include "core/service/settings.h"
#include "core/store/user_data.h"
#include "ui/base/preferences.h"
#include "ui/base/user_items.h"
#include "ui/settings/appearance.h"

#include <cstdio>

namespace cboard::desktop {

namespace {

    /// The defaults when the file cannot be read, which is said.
    service::SettingsFile loadSettings()
    {
        auto settings = service::SettingsFile::load(service::defaultSettingsPath());
        if (!settings) {
            std::fprintf(stderr, "checkerboard: %s\n", describe(settings.error()).c_str());
            return {};
        }
        for (const std::string& warning : settings->warnings()) {
            std::fprintf(stderr, "checkerboard: %s\n", warning.c_str());
        }
        return std::move(*settings);
    }

} // namespace

Personal::Personal(ui::Context& context, ui::Theme& theme, const std::filesystem::path& store,
                   const DesktopOptions& options)
    : m_preferences(std::make_unique<ui::Preferences>(loadSettings(), *context.tasks))
    , m_items(std::make_unique<ui::UserItems>(store, *context.queries, *context.tasks, context.now))
{
    context.preferences = m_preferences.get();
    context.items = m_items.get();
    if (!options.isRender) {
        m_appearance = std::make_unique<ui::Appearance>(*m_preferences, theme, options.isThemeSet);
    }
    if (!options.isRender || std::filesystem::exists(store::UserData::fileFor(store))) {
        m_items->load();
    }
}

Personal::~Personal() = default;

void Personal::applyScale()
{
    constexpr const char* Variable = "QT_SCALE_FACTOR";
    const auto settings = service::SettingsFile::load(service::defaultSettingsPath());
    if (settings && settings->isSet("appearance/scale") && qEnvironmentVariableIsEmpty(Variable)) {
        constexpr double Percent = 100;
        const double factor = static_cast<double>(settings->integer("appearance/scale")) / Percent;
        qputenv(Variable, QByteArray::number(factor));
    }
}

} // namespace cboard::desktop
