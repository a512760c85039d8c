// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/record_sections.h"

namespace cboard::ui {

class Theme;

/// Links of the inspector's text that are no addresses.
namespace inspector_link {
    const QString ToggleJson = QStringLiteral("do:toggle-json");
    const QString CopyJson = QStringLiteral("do:copy-json");
    const QString CopyCommand = QStringLiteral("do:copy-command");
    const QString OpenUsers = QStringLiteral("do:open-users"); ///< What ran the build.
} // namespace inspector_link

/// What the inspector says, as rich text. Everything that comes from a record is escaped.
class InspectorHtml {
public:
    explicit InspectorHtml(const Theme& theme)
        : m_theme(theme)
    {
    }

    QString lines(const QList<RecordSection>& sections) const;
    /// Empty for an empty command.
    QString command(const QString& command) const;
    QString json(const QString& json, bool isFolded) const;

private:
    QString line(const RecordLine& line) const;
    static QString heading(const QString& text);
    QString linked(const RecordLine& line) const;
    static QString code(const QString& html);
    QString link(const QString& target, const QString& text) const;

    const Theme& m_theme;
};

} // namespace cboard::ui
