// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector_html.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Inspector", text);
    }

    QString escaped(const QString& text)
    {
        return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }

    /// As the heads of tables are written.
    QString capitalised(const QString& name)
    {
        return name.left(1).toUpper() + name.mid(1);
    }

} // namespace

QString InspectorHtml::heading(const QString& text)
{
    return QStringLiteral("<div style='margin-top:14px; font-weight:600'>%1</div>")
        .arg(text.toHtmlEscaped());
}

QString InspectorHtml::link(const QString& target, const QString& text) const
{
    return QStringLiteral("<a style='color:%1; text-decoration:none' href=\"%2\">%3</a>")
        .arg(m_theme.accent().name(), target.toHtmlEscaped(), escaped(text));
}

QString InspectorHtml::code(const QString& html)
{
    return QStringLiteral("<div style='font-family:\"%1\"; white-space:pre-wrap'>%2</div>")
        .arg(Theme::monospace().family().toHtmlEscaped(), html);
}

/// The value with each address a link where it stands; those that do not stand there follow.
QString InspectorHtml::linked(const RecordLine& line) const
{
    QString html;
    QString after;
    qsizetype from = 0;
    for (const QString& url : line.urls) {
        const qsizetype at = line.value.indexOf(url, from);
        if (at < 0) {
            after += QStringLiteral("<div>%1</div>").arg(link(url, url));
            continue;
        }
        html += escaped(line.value.mid(from, at - from)) + link(url, url);
        from = at + url.size();
    }
    html += escaped(line.value.mid(from));
    return (line.isCode ? code(html) : QStringLiteral("<div>%1</div>").arg(html)) + after;
}

QString InspectorHtml::line(const RecordLine& line) const
{
    QString value;
    for (qsizetype i = 0; i < line.urlNames.size(); ++i) {
        value += QStringLiteral("<div>%1</div>").arg(link(line.urls[i], line.urlNames[i]));
    }
    return QStringLiteral("<div style='color:%1; margin-top:6px'>%2</div>%3")
        .arg(m_theme.mutedText().name(), capitalised(line.name).toHtmlEscaped(),
             value.isEmpty() ? linked(line) : value);
}

QString InspectorHtml::lines(const QList<RecordSection>& sections) const
{
    QString html;
    for (const RecordSection& section : sections) {
        if (!section.title.isEmpty()) {
            html += heading(section.title);
        }
        for (const RecordLine& one : section.lines) {
            html += line(one);
        }
    }
    return html;
}

QString InspectorHtml::command(const QString& command) const
{
    if (command.isEmpty()) {
        return {};
    }
    return heading(tr("Reproduce"))
        + QStringLiteral("<div>%1</div>").arg(link(inspector_link::CopyCommand, tr("Copy (r)")))
        + code(escaped(command));
}

QString InspectorHtml::json(const QString& json, bool isFolded) const
{
    if (json.isEmpty()) {
        return {};
    }
    const QString title = isFolded ? tr("▸ Raw JSON") : tr("▾ Raw JSON");
    return QStringLiteral("<div style='margin-top:14px'>%1 &nbsp; %2</div>%3")
        .arg(link(inspector_link::ToggleJson, title), link(inspector_link::CopyJson, tr("Copy")),
             isFolded ? QString() : code(escaped(json)));
}

} // namespace cboard::ui
