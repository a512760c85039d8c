// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/past_sections.h"

#include "core/query/completion.h"
#include "core/query/filter_keys.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/inspector/inspector_html.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    constexpr std::size_t ListedOptions = 60;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Inspector", text);
    }

    RecordLine lineOf(const QString& name, const QString& value, bool isCode = false)
    {
        return {name, value, isCode, {}, {}};
    }

    /// What the cell did on the record's revision, in the record's lab.
    StatusCounts runsOnRevision(const query::HistorySnapshot& history,
                                const query::RecordSnapshot& record)
    {
        StatusCounts counts;
        for (const query::HistoryRun& run : history.runs) {
            const bool isSameLab = record.lab.empty() || run.lab == record.lab;
            if (record.revision && run.revision.id == record.revision->id && isSameLab) {
                ++counts[run.status];
            }
        }
        return counts;
    }

    QString changesText(const std::vector<service::ConfigChange>& changes)
    {
        QStringList lines;
        for (std::size_t i = 0; i < std::min(changes.size(), ListedOptions); ++i) {
            lines << QStringLiteral("%1  %2 \u2192 %3")
                         .arg(fromUtf8(changes[i].option), fromUtf8(changes[i].before),
                              fromUtf8(changes[i].after));
        }
        if (changes.size() > ListedOptions) {
            lines << tr("and %1 more").arg(countText(std::ssize(changes) - std::ssize(lines)));
        }
        return lines.join(QLatin1Char('\n'));
    }

    RecordLine configLine(const BuildUse& use)
    {
        if (!use.hasConfig) {
            return lineOf(tr(".config"),
                          tr("not compared: the build names no file of its configuration "
                             "(config_url)"));
        }
        if (!use.configBefore) {
            return lineOf(tr(".config"), tr("not compared: no earlier build of it is stored"));
        }
        if (!use.hadConfig) {
            return lineOf(tr(".config"),
                          tr("not compared: the build of %1 names no config_url")
                              .arg(revisionText(*use.configBefore)));
        }
        const auto& changes = *use.config;
        const QString name = tr(".config against %1").arg(revisionText(*use.configBefore));
        if (!changes) {
            return lineOf(name, tr("not compared: %1").arg(fromUtf8(describe(changes.error()))));
        }
        return changes->empty() ? lineOf(name, tr("the same"))
                                : lineOf(name, changesText(*changes), true);
    }

} // namespace

const query::HistoryRun* runBefore(const query::HistorySnapshot& history,
                                   const query::RecordSnapshot& record)
{
    const auto isOwn = [&record](const query::HistoryRun& run) {
        return record.revision && run.revision.id == record.revision->id;
    };
    auto run = std::find_if(history.runs.begin(), history.runs.end(), isOwn);
    run = std::find_if_not(run, history.runs.end(), isOwn);
    return run == history.runs.end() ? nullptr : &*run;
}

QList<RecordSection> pastSections(const query::HistorySnapshot& history,
                                  const query::RecordSnapshot& record)
{
    RecordSection section{tr("Past"), {}};
    const query::Flakiness& past = history.flakiness;
    if (past.failingFor > 0 && past.firstBad) {
        section.lines << lineOf(
            tr("failing for"),
            countedText(past.failingFor, tr("%1 revision, since %2"), tr("%1 revisions, since %2"))
                .arg(revisionText(*past.firstBad)));
        section.lines << lineOf(tr("last good"),
                                past.lastGood ? revisionText(*past.lastGood)
                                              : tr("none that is stored"));
    }
    const StatusCounts runs = runsOnRevision(history, record);
    if (runs.total() > 1) {
        section.lines << lineOf(tr("ran %1 times here").arg(countText(runs.total())),
                                countsText(runs));
    }
    return section.lines.isEmpty() ? QList<RecordSection>() : QList<RecordSection>{section};
}

QList<RecordSection> useSections(const BuildUse& use)
{
    RecordSection section{tr("Used by"), {}};
    for (const auto& [name, counts] :
         {std::pair(tr("boots"), use.boots), std::pair(tr("tests"), use.tests)}) {
        section.lines << lineOf(name, counts.total() == 0 ? tr("none") : countsText(counts));
    }
    if (use.boots.total() + use.tests.total() > 0) {
        section.lines << RecordLine{
            tr("results"), {}, false, {inspector_link::OpenUsers}, {tr("Open what ran it")}};
    }
    section.lines << configLine(use);
    return {section};
}

QList<RecordSection> stageSections(const service::StageTimes& times)
{
    RecordSection section{
        times.compared == 0
            ? tr("Stages")
            : tr("Stages, against the median of %1 passes before").arg(times.compared),
        {}};
    const auto inWords = [](std::chrono::microseconds time) {
        return durationText(std::chrono::duration<double>(time).count());
    };
    for (const service::StageTime& stage : times.stages) {
        const QString name = fromUtf8(stage.kind).replace(QLatin1Char('_'), QLatin1Char(' '));
        QString text = stage.took ? inWords(*stage.took) : tr("no times in the log");
        if (!stage.hasEnded) {
            text = tr("%1, not ended").arg(text);
        }
        section.lines << lineOf(
            name, stage.usual ? tr("%1; usually %2").arg(text, inWords(*stage.usual)) : text);
    }
    return section.lines.isEmpty() ? QList<RecordSection>() : QList<RecordSection>{section};
}

QString buildTerms(const query::RecordSnapshot& build)
{
    QStringList terms;
    for (const auto& [key, field] : {std::pair(query::FilterKey::Config, "config_name"),
                                     std::pair(query::FilterKey::Arch, "architecture"),
                                     std::pair(query::FilterKey::Compiler, "compiler")}) {
        const QString value = recordField(build, field);
        if (!value.isEmpty()) {
            terms << fromUtf8(std::string(query::filterKeyText(key)) + ':'
                              + query::quoteValue(key, value.toStdString()));
        }
    }
    return terms.join(QLatin1Char(' '));
}

} // namespace cboard::ui
