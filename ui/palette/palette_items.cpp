// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/palette_items.h"

#include "core/query/completion.h"
#include "core/service/settings.h"
#include "ui/base/feature.h"
#include "ui/base/joined_texts.h"
#include "ui/base/resolve.h"
#include "ui/base/text_format.h"
#include "ui/saved/saved_state.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Palette", text);
    }

    /// "path:kselftest*": the filter that shows just this.
    QString term(query::FilterKey key, const QString& value, bool andBelow = false)
    {
        std::string text(query::filterKeyText(key));
        text += ':' + query::quoteValue(key, value.toStdString());
        return fromUtf8(text) + (andBelow ? QStringLiteral("*") : QString());
    }

    /// Adds lines that match, with their rank.
    class Collector {
    public:
        Collector(const PaletteQuery& query, std::vector<PaletteItem>& items)
            : m_query(query)
            , m_items(items)
        {
        }

        /// \p extra is looked into as well, at a lower rank.
        void add(PaletteItem item, const QString& extra = {})
        {
            if (!m_query.wants(item.group)) {
                return;
            }
            auto rank = rankOf(item.title, m_query.text);
            if (const auto other = rankOf(extra, m_query.text); !rank && other) {
                rank = *other + 1;
            }
            if (rank) {
                item.rank = *rank;
                m_items.push_back(std::move(item));
            }
        }

    private:
        const PaletteQuery& m_query;
        std::vector<PaletteItem>& m_items;
    };

    void addCommands(Collector& collector, const PaletteThings& things)
    {
        for (const KeyedAction& action : keyedActions()) {
            if (!things.keys.contains(action.name)) {
                continue; // Means nothing in this view.
            }
            PaletteItem item;
            item.title = action.id ? action.text : tr("Go to %1").arg(action.text);
            item.detail = action.id ? action.group : QString();
            item.keys = keyListText(things.keys.value(action.name));
            item.action = action.name;
            collector.add(std::move(item), action.name);
        }
    }

    void addSettings(Collector& collector)
    {
        for (const service::SettingSpec& spec : service::settingSpecs()) {
            PaletteItem item;
            item.group = PaletteGroup::Setting;
            item.title = QString::fromUtf8(spec.label.data(), qsizetype(spec.label.size()));
            item.detail = QString::fromUtf8(spec.key.data(), qsizetype(spec.key.size()));
            ViewState target;
            target.view = QStringLiteral("settings");
            target.filter = item.detail;
            item.target = target;
            const QString key = item.detail;
            collector.add(std::move(item), key);
        }
    }

    void addLists(Collector& collector, const PaletteThings& things)
    {
        for (const auto& recent : things.lists->recent) {
            if (const auto state = fromAddress(fromUtf8(recent.address))) {
                const Feature* feature = findFeature(state->view);
                const QString view = feature != nullptr ? feature->title : QString();
                const QString title = fromUtf8(recent.title);
                collector.add(
                    {PaletteGroup::Recent,
                     title,
                     // What the title says is not said again.
                     joinedTexts({title.startsWith(view) ? QString() : view, state->filter}),
                     {},
                     state,
                     {},
                     {}},
                    state->filter);
            }
        }
        for (const auto& saved : things.lists->saved) {
            if (const auto state = openingOf(saved)) {
                collector.add(
                    {PaletteGroup::Saved, fromUtf8(saved.name), state->filter, {}, state, {}, {}},
                    state->filter);
            }
        }
        for (const Watched& thing : things.lists->watched) {
            collector.add(
                {PaletteGroup::Watched, thing.title(), {}, {}, thing.target(things.from), {}, {}});
        }
    }

    std::optional<PaletteGroup> groupOf(const std::string& key)
    {
        static const std::map<std::string, PaletteGroup> groups = {
            {"tree", PaletteGroup::Tree},    {"revision", PaletteGroup::Revision},
            {"board", PaletteGroup::Board},  {"compatible", PaletteGroup::Board},
            {"test", PaletteGroup::Test},    {"suite", PaletteGroup::Test},
            {"config", PaletteGroup::Build}, {"build", PaletteGroup::Build},
            {"issue", PaletteGroup::Issue},  {"record", PaletteGroup::Record},
        };
        const auto place = groups.find(key);
        return place == groups.end() ? std::nullopt : std::optional(place->second);
    }

    ViewState atRevision(const query::RevisionRef& revision)
    {
        ViewState state;
        state.view = QStringLiteral("revision");
        nameRevision(state, revision);
        return state;
    }

    ViewState recordTarget(const query::SearchHit& hit)
    {
        ViewState state;
        state.view = QStringLiteral("log");
        state.record = fromUtf8(hit.target);
        if (hit.detail == "build") {
            state.recordKind = RecordKind::Build;
        } else if (hit.detail == "checkout") {
            state.recordKind = RecordKind::Checkout;
        } else if (hit.detail == "issue") {
            state.recordKind = RecordKind::Issue;
        }
        return state;
    }

    ViewState targetOf(const query::SearchHit& hit, const ViewState& from)
    {
        if (hit.revision) {
            return atRevision(*hit.revision);
        }
        const QString name = fromUtf8(hit.target);
        ViewState state;
        state.tree = from.tree;
        state.branch = from.branch;
        state.repositoryUrl = from.repositoryUrl;
        state.revision = from.revision;
        if (hit.group == "tree") {
            state = {};
            state.view = QStringLiteral("revision");
            state.tree = name.section(QLatin1Char('/'), 0, 0);
            state.branch = name.section(QLatin1Char('/'), 1);
        } else if (hit.group == "board" || hit.group == "compatible") {
            state.view = QStringLiteral("boots");
            state.revision.clear();
            state.filter =
                term(hit.group == "board" ? query::FilterKey::Board : query::FilterKey::Compatible,
                     name);
        } else if (hit.group == "test" || hit.group == "suite") {
            state.view = QStringLiteral("tests");
            state.filter = term(query::FilterKey::Path, name, true);
        } else if (hit.group == "config") {
            state.view = QStringLiteral("builds");
            state.filter = term(query::FilterKey::Config, name);
        } else if (hit.group == "issue") {
            state.view = QStringLiteral("tests");
            state.filter = term(query::FilterKey::Issue, name);
        } else {
            return recordTarget(hit);
        }
        return state;
    }

} // namespace

QString paletteGroupTitle(PaletteGroup group)
{
    switch (group) {
    case PaletteGroup::Address:
        return tr("Address");
    case PaletteGroup::Record:
        return tr("Results");
    case PaletteGroup::Recent:
        return tr("Recent");
    case PaletteGroup::Saved:
        return tr("Saved views");
    case PaletteGroup::Watched:
        return tr("Watched");
    case PaletteGroup::Tree:
        return tr("Trees");
    case PaletteGroup::Revision:
        return tr("Revisions");
    case PaletteGroup::Board:
        return tr("Boards");
    case PaletteGroup::Test:
        return tr("Tests");
    case PaletteGroup::Build:
        return tr("Builds");
    case PaletteGroup::Issue:
        return tr("Issues");
    case PaletteGroup::Command:
        return tr("Commands");
    case PaletteGroup::Setting:
        return tr("Settings");
    case PaletteGroup::LogText:
        return tr("Logs");
    case PaletteGroup::Help:
        return tr("Prefixes");
    }
    return {};
}

std::vector<PaletteItem> localItems(const PaletteQuery& query, const PaletteThings& things)
{
    std::vector<PaletteItem> items;
    if (const auto address = fromAddress(query.text); address && findFeature(address->view)) {
        items.push_back(
            {PaletteGroup::Address, tr("Open this address"), query.text, {}, address, {}, {}});
    }
    Collector collector(query, items);
    if (things.lists != nullptr) {
        addLists(collector, things);
    }
    const bool isAsked = !query.sign.isNull() || !query.text.isEmpty();
    if (isAsked) { // With nothing typed, what was used lately says more.
        addCommands(collector, things);
        addSettings(collector);
    }
    if (query.sign == QLatin1Char('%') && !query.text.isEmpty()) {
        ViewState search;
        search.view = QStringLiteral("logsearch");
        search.options.insert(QStringLiteral("find"), query.text);
        items.push_back({PaletteGroup::LogText,
                         tr("Find in all logs: %1").arg(query.text),
                         {},
                         {},
                         search,
                         {},
                         {}});
    }
    if (query.sign == QLatin1Char('?') || !isAsked) {
        for (const auto& [sign, text] : paletteSigns()) {
            items.push_back(
                {PaletteGroup::Help, sign, text, {}, std::nullopt, {}, sign, FuzzyRank});
        }
    }
    return items;
}

std::vector<PaletteItem> engineItems(const PaletteQuery& query,
                                     const query::SearchSnapshot& snapshot, const ViewState& from)
{
    std::vector<PaletteItem> items;
    for (const query::SearchHit& hit : snapshot.hits) {
        const auto group = groupOf(hit.group);
        if (!group || !query.wants(*group)) {
            continue;
        }
        PaletteItem item;
        item.group = *group;
        item.title =
            hit.group == "tree" && hit.revision ? branchText(*hit.revision) : fromUtf8(hit.title);
        item.detail = fromUtf8(hit.detail);
        if (hit.revision && item.title == fromUtf8(hit.revision->subject)) {
            // Merges have the same words again and again.
            item.detail += QStringLiteral("  ") + shortRevisionText(*hit.revision);
        }
        item.target = targetOf(hit, from);
        // The engine may look into more than the title, a subject say.
        item.rank = rankOf(item.title, query.text).value_or(3);
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<PaletteItem> arrangeItems(std::vector<PaletteItem> items, std::int64_t limit)
{
    std::map<PaletteGroup, int> best;
    for (const PaletteItem& item : items) {
        const auto [place, isNew] = best.try_emplace(item.group, item.rank);
        place->second = std::min(place->second, item.rank);
    }
    std::stable_sort(items.begin(), items.end(), [&best](const auto& a, const auto& b) {
        return std::tuple(best[a.group], a.group, a.rank)
            < std::tuple(best[b.group], b.group, b.rank);
    });
    std::map<PaletteGroup, std::int64_t> counts;
    QSet<QString> targets;
    std::vector<PaletteItem> arranged;
    for (PaletteItem& item : items) {
        const QString target = item.target ? toAddress(*item.target) : QString();
        if ((!target.isEmpty() && targets.contains(target)) || counts[item.group] == limit) {
            continue;
        }
        ++counts[item.group];
        targets.insert(target);
        arranged.push_back(std::move(item));
    }
    return arranged;
}

} // namespace cboard::ui
