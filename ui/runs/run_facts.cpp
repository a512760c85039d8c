// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_facts.h"

#include "ui/base/field_text.h"
#include "ui/base/joined_texts.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/theme/status_palette.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Runs", text);
    }

    /// What both sides say, collected side by side in the order in which it was met.
    class Facts {
    public:
        void add(RunPart part, const QString& name, std::size_t side, const QString& value)
        {
            if (value.isEmpty()) {
                return;
            }
            auto fact = std::find_if(m_facts.begin(), m_facts.end(), [&](const RunFact& one) {
                return one.part == part && one.name == name;
            });
            if (fact == m_facts.end()) {
                fact = m_facts.insert(fact, RunFact{});
                fact->part = part;
                fact->name = name;
            }
            (side == 0 ? fact->before : fact->now) = value;
        }
        std::vector<RunFact> take() { return std::move(m_facts); }

    private:
        std::vector<RunFact> m_facts;
    };

    /// Numbers that name a record or its files differ each time, what stands elsewhere twice over.
    bool isSaidElsewhere(const std::string& key)
    {
        constexpr std::array Shown = {"status",      "path",         "start_time",   "duration",
                                      "config_name", "architecture", "compiler",     "origin",
                                      "log_excerpt", "environment",  "incident_ids", "id"};
        return std::find(Shown.begin(), Shown.end(), key) != Shown.end() || key.ends_with("_id")
            || key.ends_with("_url") || key.ends_with("_files");
    }

    RunPart partOfField(const QString& name, RunPart usual)
    {
        const bool isOfTree = name == QLatin1String("compatible")
            || name.contains(QLatin1String("dtb"), Qt::CaseInsensitive)
            || name.contains(QLatin1String("device_tree"), Qt::CaseInsensitive);
        return isOfTree ? RunPart::DeviceTree : usual;
    }

    QString inWords(QString name)
    {
        return name.replace(QLatin1Char('_'), QLatin1Char(' '));
    }

    void addField(Facts& facts, std::size_t side, const query::RecordField& field)
    {
        if (isSaidElsewhere(field.key)) {
            return;
        }
        const QString key = fromUtf8(field.key);
        const bool isOfPlace = key.startsWith(QLatin1String("environment."));
        const RunPart usual = isOfPlace ? RunPart::Environment : RunPart::Other;
        const QString name = key.mid(key.lastIndexOf(QLatin1Char('.')) + 1);
        const auto members =
            name == QLatin1String("misc") ? jsonMembers(fromUtf8(field.value)) : std::nullopt;
        if (!members) {
            facts.add(partOfField(name, usual), inWords(name), side, fieldText(field).text);
            return;
        }
        for (const QString& member : *members) {
            const auto [inner, value] = namedMember(member);
            // Board, architecture and lab stand above; each run has a job of its own.
            const bool isNamed = inner == QLatin1String("platform")
                || inner == QLatin1String("arch") || inner == QLatin1String("runtime")
                || isSaidElsewhere(inner.toStdString()) || value.contains(QLatin1String("://"));
            if (!isNamed) {
                facts.add(partOfField(inner, usual), inWords(inner), side, value);
            }
        }
    }

    void addPlace(Facts& facts, std::size_t side, const RunSide& run)
    {
        const query::RecordSnapshot& record = *run.record;
        const auto add = [&](const QString& name, const QString& value) {
            facts.add(RunPart::Place, name, side, value);
        };
        if (record.revision) {
            add(tr("revision"), revisionText(*record.revision));
            add(tr("branch"), branchText(*record.revision));
        }
        add(tr("path"), recordField(record, "path"));
        add(tr("board"), fromUtf8(record.platform));
        add(tr("lab"), fromUtf8(record.lab));
        add(tr("source"), recordField(record, "origin"));
        if (run.build) {
            add(tr("configuration"), recordField(*run.build, "config_name"));
            add(tr("architecture"), recordField(*run.build, "architecture"));
            add(tr("compiler"), recordField(*run.build, "compiler"));
        } else {
            add(tr("build"), tr("not stored"));
        }
        for (const query::RecordField& field : record.fields) {
            if (field.key == "start_time") {
                add(tr("started"), fieldText(field).text);
            }
        }
    }

    /// "+20 s", "−3 s"; empty where one is not known or nothing differs.
    QString durationChange(std::optional<double> before, std::optional<double> now)
    {
        if (!before || !now) {
            return {};
        }
        const QString text = durationText(std::abs(*now - *before));
        return *now > *before ? QStringLiteral("+") + text
            : *now < *before  ? QStringLiteral("\u2212") + text
                              : QString();
    }

    std::optional<double> durationOf(const RunSide& side)
    {
        bool isNumber = false;
        const double seconds = recordField(*side.record, "duration").toDouble(&isNumber);
        return isNumber ? std::optional(seconds) : std::nullopt;
    }

    void addResult(std::vector<RunFact>& facts, const RunPair& pair)
    {
        RunFact status{RunPart::Result, tr("status")};
        status.before = statusWord(pair.before.record->status);
        status.now = statusWord(pair.now.record->status);
        status.statusBefore = pair.before.record->status;
        status.statusNow = pair.now.record->status;
        facts.push_back(std::move(status));
        RunFact error{RunPart::Result, tr("error in the log")};
        error.before = fromUtf8(pair.before.error.title);
        error.now = fromUtf8(pair.now.error.title);
        facts.push_back(std::move(error));
        RunFact stage{RunPart::Result, tr("stage reached")};
        stage.before = inWords(fromUtf8(pair.before.error.stage));
        stage.now = inWords(fromUtf8(pair.now.error.stage));
        facts.push_back(std::move(stage));
        RunFact duration{RunPart::Result, tr("duration")};
        duration.before = durationText(durationOf(pair.before));
        duration.now = durationText(durationOf(pair.now));
        duration.change = durationChange(durationOf(pair.before), durationOf(pair.now));
        facts.push_back(std::move(duration));
    }

    const service::StageTime* stageOf(const RunSide& side, const std::string& kind)
    {
        const auto stage = std::find_if(side.stages.stages.begin(), side.stages.stages.end(),
                                        [&kind](const auto& one) { return one.kind == kind; });
        return stage == side.stages.stages.end() ? nullptr : &*stage;
    }

    std::optional<double> secondsOf(const service::StageTime* stage)
    {
        return stage != nullptr && stage->took
            ? std::optional(std::chrono::duration<double>(*stage->took).count())
            : std::nullopt;
    }

    QString stageText(const service::StageTime* stage)
    {
        if (stage == nullptr) {
            return tr("not reached");
        }
        const QString time = stage->took ? durationText(secondsOf(stage)) : tr("no times");
        return stage->hasEnded ? time : tr("%1, not ended").arg(time);
    }

    /// The stages of the longer run; a log without any says nothing of what was reached.
    void addStages(std::vector<RunFact>& facts, const RunPair& pair)
    {
        if (pair.before.stages.stages.empty() || pair.now.stages.stages.empty()) {
            return;
        }
        const bool isBeforeLonger =
            pair.before.stages.stages.size() > pair.now.stages.stages.size();
        const RunSide& first = isBeforeLonger ? pair.before : pair.now;
        const RunSide& second = isBeforeLonger ? pair.now : pair.before;
        std::vector<std::string> kinds;
        for (const RunSide* side : {&first, &second}) {
            for (const service::StageTime& stage : side->stages.stages) {
                if (std::find(kinds.begin(), kinds.end(), stage.kind) == kinds.end()) {
                    kinds.push_back(stage.kind);
                }
            }
        }
        for (const std::string& kind : kinds) {
            const auto* before = stageOf(pair.before, kind);
            const auto* now = stageOf(pair.now, kind);
            RunFact fact{RunPart::Stages, inWords(fromUtf8(kind))};
            fact.before = stageText(before);
            fact.now = stageText(now);
            fact.change = durationChange(secondsOf(before), secondsOf(now));
            facts.push_back(std::move(fact));
        }
    }

    void addConfig(std::vector<RunFact>& facts, const RunPair& pair)
    {
        RunFact files{RunPart::Configuration, tr("file of it")};
        const auto fileOf = [](const RunSide& side) {
            const QString url = side.build ? recordField(*side.build, "config_url") : QString();
            return url.isEmpty() ? tr("none named (config_url)") : url;
        };
        files.before = fileOf(pair.before);
        files.now = fileOf(pair.now);
        files.isReason = !pair.config || !*pair.config;
        if (!pair.config) {
            files.change = tr("not compared");
        } else if (!*pair.config) {
            files.change = pair.config->error().kind == ErrorKind::Unsupported
                ? tr("not compared: no local files") // Which, stands beside.
                : tr("not compared: %1").arg(fromUtf8(describe(pair.config->error())));
        } else if ((*pair.config)->empty()) {
            files.change = tr("the same options");
        } else {
            files.change = countedText(std::ssize(**pair.config), tr("%1 option differs"),
                                       tr("%1 options differ"));
            for (const service::ConfigChange& option : **pair.config) {
                RunFact fact{RunPart::Configuration, fromUtf8(option.option)};
                fact.before = fromUtf8(option.before);
                fact.now = fromUtf8(option.after);
                facts.push_back(std::move(fact));
            }
        }
        facts.push_back(std::move(files)); // Its options are what is asked for.
    }

    /// In the order in which sides are told apart.
    QStringList namesOf(const RunSide& side)
    {
        const auto built = [&side](const char* field) {
            return side.build ? recordField(*side.build, field) : QString();
        };
        const auto& revision = side.record->revision;
        return {revision ? shortRevisionText(*revision) : QString(),
                fromUtf8(side.record->platform),
                fromUtf8(side.record->lab),
                built("config_name"),
                built("architecture"),
                built("compiler"),
                recordField(*side.record, "path")};
    }

} // namespace

std::vector<RunFact> runFacts(const RunPair& pair)
{
    std::vector<RunFact> facts;
    addResult(facts, pair);
    addStages(facts, pair);
    addConfig(facts, pair);
    Facts fields;
    for (const std::size_t side : {0U, 1U}) {
        const RunSide& run = side == 0 ? pair.before : pair.now;
        addPlace(fields, side, run);
        for (const query::RecordField& field : run.record->fields) {
            addField(fields, side, field);
        }
    }
    for (RunFact& fact : fields.take()) {
        facts.push_back(std::move(fact));
    }
    std::erase_if(facts,
                  [](const RunFact& fact) { return fact.before.isEmpty() && fact.now.isEmpty(); });
    return facts;
}

std::vector<RunFact> logFacts(const std::optional<Result<LogsCompared>>& logs)
{
    if (!logs) {
        return {};
    }
    if (!*logs) {
        RunFact failed{RunPart::Log, tr("difference")};
        failed.before = tr("not compared");
        failed.change = fromUtf8(describe(logs->error()));
        return {failed};
    }
    const LogsCompared& compared = **logs;
    const auto rowsText = [](std::int64_t rows) {
        return rows == 0 ? tr("not stored") : countText(rows);
    };
    RunFact lines{RunPart::Log, tr("lines")};
    lines.before = rowsText(compared.rows[0]);
    lines.now = rowsText(compared.rows[1]);
    if (compared.hasBoth()) {
        lines.change = compared.differences == 0
            ? tr("no difference")
            : countedText(static_cast<qint64>(compared.differences), tr("%1 difference"),
                          tr("%1 differences"));
    }
    RunFact first{RunPart::Log, tr("first difference")};
    first.before = fromUtf8(compared.first[0]);
    first.now = fromUtf8(compared.first[1]);
    const std::int64_t row = compared.firstRow[1] > 0 ? compared.firstRow[1] : compared.firstRow[0];
    first.change = row > 0 ? tr("line %1").arg(countText(row)) : QString();
    return compared.hasBoth() && row > 0 ? std::vector{first, lines} : std::vector{lines};
}

std::vector<RunFact> inOrder(std::vector<RunFact> facts)
{
    std::stable_sort(facts.begin(), facts.end(),
                     [](const RunFact& a, const RunFact& b) { return a.part < b.part; });
    for (std::size_t i = 0; i < facts.size(); ++i) {
        facts[i].rank = static_cast<int>(i);
    }
    return facts;
}

QString sideText(const RunSide& side, const RunSide& other)
{
    const QStringList own = namesOf(side);
    const QStringList others = namesOf(other);
    QStringList telling;
    for (qsizetype i = 0; i < own.size() && telling.size() < 2; ++i) {
        if (own[i] != others[i]) {
            telling << own[i];
        }
    }
    if (telling.isEmpty()) { // Two runs of one cell.
        const QString started = recordField(*side.record, "start_time");
        const bool isTelling = started != recordField(*other.record, "start_time");
        telling << (isTelling ? exactTimeText(parseRfc3339(started.toStdString()))
                              : fromUtf8(side.record->id));
    }
    return joinedTexts(telling);
}

QString commonText(const RunPair& pair)
{
    const QStringList before = namesOf(pair.before);
    const QStringList now = namesOf(pair.now);
    QStringList same;
    for (qsizetype i = 0; i < now.size(); ++i) {
        same << (before[i] == now[i] ? now[i] : QString());
    }
    return joinedTexts(same);
}

} // namespace cboard::ui
