// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appearance.h"

#include "ui/base/preferences.h"
#include "ui/settings/desktop_motion.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QScopedValueRollback>
#include <QStandardPaths>

namespace cboard::ui {

namespace {
    const QString ThemeKey = QStringLiteral("appearance/theme");
    const QString LettersKey = QStringLiteral("appearance/letters");
    const QString MotionKey = QStringLiteral("appearance/reduce_motion");

    QString themeName(ThemeKind kind)
    {
        return kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light");
    }
} // namespace

Appearance::Appearance(Preferences& preferences, Theme& theme, bool isThemeFixed, QObject* parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_theme(theme)
    , m_systemFont(QApplication::font())
    , m_doesDesktopMove(
          doesDesktopMove(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)))
{
    if (!isThemeFixed) {
        apply(ThemeKey);
    }
    apply(LettersKey);
    apply(MotionKey);
    applyFont();
    connect(&preferences, &Preferences::changed, this, &Appearance::apply);
    connect(&theme, &Theme::changed, this, &Appearance::onThemeChanged);
}

void Appearance::apply(const QString& key)
{
    const QScopedValueRollback applying(m_isApplying, true);
    if (key == ThemeKey) {
        m_theme.setKind(m_preferences.value("appearance/theme") == themeName(ThemeKind::Dark)
                            ? ThemeKind::Dark
                            : ThemeKind::Light);
    } else if (key == LettersKey) {
        m_theme.setLettersMode(m_preferences.file().boolean("appearance/letters"));
    } else if (key == MotionKey) {
        // Where the desktop wants no motion ours never brings it back.
        QApplication::setEffectEnabled(
            Qt::UI_General,
            m_doesDesktopMove && !m_preferences.file().boolean("appearance/reduce_motion"));
    } else if (key.startsWith(QLatin1String("appearance/font"))) {
        applyFont();
    }
}

void Appearance::applyFont()
{
    QFont font = m_systemFont;
    const QString family = m_preferences.value("appearance/font");
    if (!family.isEmpty()) {
        font.setFamily(family);
    }
    if (const auto size = m_preferences.file().integer("appearance/font_size"); size > 0) {
        font.setPointSize(static_cast<int>(size));
    }
    if (font != QApplication::font()) {
        QApplication::setFont(font);
    }
}

void Appearance::onThemeChanged()
{
    if (m_isApplying) {
        return;
    }
    const QString theme = themeName(m_theme.kind());
    if (theme != m_preferences.value("appearance/theme")) {
        static_cast<void>(m_preferences.set(ThemeKey, theme));
    }
    if (m_theme.lettersMode() != m_preferences.file().boolean("appearance/letters")) {
        static_cast<void>(m_preferences.set(
            LettersKey, m_theme.lettersMode() ? QStringLiteral("true") : QStringLiteral("false")));
    }
}

} // namespace cboard::ui
