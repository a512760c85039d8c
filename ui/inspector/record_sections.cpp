// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/record_sections.h"

#include "ui/base/field_text.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("RecordSections", text);
    }

    constexpr std::array KeyFields = {"path",
                                      "status",
                                      "config_name",
                                      "architecture",
                                      "compiler",
                                      "start_time",
                                      "duration",
                                      "origin",
                                      "id",
                                      "build_id",
                                      "checkout_id",
                                      "comment",
                                      "command",
                                      "tree_name",
                                      "git_commit_hash",
                                      "git_commit_name",
                                      "git_repository_branch"};

    bool isKeyField(const std::string& key)
    {
        return std::find(KeyFields.begin(), KeyFields.end(), key) != KeyFields.end();
    }

    bool isFile(const std::string& key)
    {
        return key.ends_with("_url") || key.ends_with("_files");
    }

    RecordLine lineOf(const query::RecordField& field)
    {
        RecordLine line;
        line.name = fromUtf8(field.key);
        if (line.name.startsWith(QLatin1String("environment."))) {
            line.name = line.name.mid(line.name.indexOf(QLatin1Char('.')) + 1);
        }
        line.name.replace(QLatin1Char('_'), QLatin1Char(' '));
        line.isCode = field.key == "id" || field.key.ends_with("_id") || field.key.ends_with("hash")
            || field.key == "log_excerpt" || field.key == "command";
        static const QRegularExpression address(QStringLiteral("https?://[^\\s\"'<>\\\\]+"));
        auto match = address.globalMatch(fromUtf8(field.value));
        while (match.hasNext()) {
            line.urls << match.next().captured();
        }
        const FieldText text = fieldText(field);
        line.value = text.text;
        if (text.fileNames.size() == line.urls.size()) {
            line.urlNames = text.fileNames;
        }
        return line;
    }

    RecordSection issueSection(const query::RecordSnapshot& record)
    {
        RecordSection section{tr("Issues"), {}};
        for (const std::string& id : record.incidentIds) {
            section.lines << RecordLine{tr("incident"), fromUtf8(id), true, {}};
        }
        return section;
    }

} // namespace

QList<RecordSection> recordSections(const query::RecordSnapshot& record)
{
    RecordSection keys;
    RecordSection environment{tr("Environment"), {}};
    RecordSection files{tr("Files"), {}};
    RecordSection others{tr("All else"), {}};
    for (const char* key : KeyFields) {
        for (const query::RecordField& field : record.fields) {
            if (field.key == key) {
                keys.lines << lineOf(field);
            }
        }
    }
    for (const query::RecordField& field : record.fields) {
        if (isKeyField(field.key)) {
            continue;
        }
        RecordSection& section = field.key.starts_with("environment") ? environment
            : isFile(field.key)                                       ? files
                                                                      : others;
        section.lines << lineOf(field);
    }
    if (!record.versions.empty()) {
        others.lines << RecordLine{tr("earlier versions stored"),
                                   countText(static_cast<std::int64_t>(record.versions.size())),
                                   false,
                                   {}};
    }
    QList<RecordSection> sections;
    for (const RecordSection& section : {keys, issueSection(record), environment, files, others}) {
        if (!section.lines.isEmpty()) {
            sections << section;
        }
    }
    return sections;
}

QList<RecordSection> findingSections(const query::RunError& finding)
{
    RecordSection section{tr("Found in the log"), {}};
    if (!finding.stage.empty()) {
        const QString stage = fromUtf8(finding.stage).replace(QLatin1Char('_'), QLatin1Char(' '));
        section.lines << RecordLine{tr("stage reached"), stage, false, {}};
    }
    if (finding.isKnown()) {
        section.lines << RecordLine{tr("error"), fromUtf8(finding.title), false, {}};
        section.lines << RecordLine{tr("fingerprint"), fromUtf8(finding.fingerprint), true, {}};
    }
    return section.lines.isEmpty() ? QList<RecordSection>() : QList<RecordSection>{section};
}

QString recordPage(const query::RecordSnapshot& record)
{
    QString logAddress;
    for (const query::RecordField& field : record.fields) {
        const QStringList urls = lineOf(field).urls;
        if (urls.isEmpty()) {
            continue;
        }
        if (field.key.find("misc") != std::string::npos) {
            return urls.front();
        }
        if (field.key == "log_url") {
            logAddress = urls.front();
        }
    }
    return logAddress;
}

} // namespace cboard::ui
