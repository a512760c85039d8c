// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/unknown_values.h"

#include "core/store/revisions/query_context.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_columns.h"
#include "core/store/sqlite/database.h"
#include "core/store/status_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace cboard::store {

namespace {

    constexpr std::int64_t MostUnfinished = 20'000;
    constexpr std::array<std::string_view, 6> NoNames = {"", "unknown", "none", "null", "n/a", "-"};

    /// "'', 'unknown', ...": none of them holds a quote.
    std::string noNamesAsSql()
    {
        std::string list;
        for (const std::string_view name : NoNames) {
            list += list.empty() ? "'" : ", '";
            list += std::string(name) + '\'';
        }
        return list;
    }

    class Reader {
    public:
        Reader(Database& database, const TaskContext& task)
            : m_database(database)
            , m_decoder(database, m_names)
            , m_task(task)
        {
        }

        Result<std::vector<UnknownValue>> read()
        {
            CBOARD_TRY_VOID(m_names.refresh(m_database));
            CBOARD_TRY_VOID(readStatuses());
            CBOARD_TRY_VOID(readMeanings());
            CBOARD_TRY_VOID(readBoards());
            CBOARD_TRY_VOID(readLabs());
            std::vector<UnknownValue> values;
            for (auto& [identity, value] : m_found) {
                values.push_back(std::move(value));
            }
            std::ranges::stable_sort(values, [](const auto& a, const auto& b) {
                return std::tie(a.kind, b.count) < std::tie(b.kind, a.count);
            });
            return values;
        }

    private:
        /// \p example is asked for once for each value.
        template <typename Example>
        Result<void> add(UnknownValue value, Example example)
        {
            const auto identity =
                std::tuple(value.kind, value.value, value.origin, value.lab, value.isOfBuild);
            const auto [place, isNew] = m_found.try_emplace(identity);
            if (isNew) {
                CBOARD_TRY(value.example, example());
                place->second = std::move(value);
            } else {
                place->second.count = *place->second.count + *value.count;
            }
            return {};
        }

        Result<std::string> testId(std::int64_t key)
        {
            CBOARD_TRY(auto row, m_database.prepare(testByKey()));
            CBOARD_TRY(const bool hasRow, row.bind(1, key).step());
            return hasRow ? m_decoder.testId(readTestColumns(row)) : Result<std::string>();
        }

        /// Results whose status is no known word stand among those that have none.
        Result<void> readStatuses()
        {
            CBOARD_TRY(auto rows, m_database.prepare(R"(
SELECT unfinished.build, unfinished.key
FROM unfinished
JOIN checkout ON checkout.id = unfinished.checkout
WHERE checkout.is_placeholder = 0
ORDER BY unfinished.checkout DESC
LIMIT ?1)"));
            rows.bind(1, MostUnfinished);
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                CBOARD_TRY_VOID(m_task.check());
                const bool isBuild = row.integer(1) == 0;
                const Result<void> added = isBuild ? addStatus(m_decoder.build(row.integer(0)))
                                                   : addStatus(m_decoder.test(row.integer(1)));
                m_decoder.clear();
                return added;
            });
        }

        template <typename Record>
        Result<void> addStatus(const Result<Record>& record)
        {
            if (!record) {
                return tl::unexpected(record.error());
            }
            if (!record->status || record->status->known) {
                return {};
            }
            UnknownValue value;
            value.kind = UnknownKind::Status;
            value.value = record->status->text;
            value.origin = record->origin;
            value.count = 1;
            value.isOfBuild = std::is_same_v<Record, Build>;
            return add(std::move(value),
                       [&record] { return Result<std::string>(std::string(record->id)); });
        }

        /// Words that the user gave a meaning; whether builds or tests have them is not looked up.
        Result<void> readMeanings()
        {
            CBOARD_TRY(const StatusWords words, StatusWords::read(m_database));
            for (const auto& [word, meaning] : words.all()) {
                UnknownValue value;
                value.kind = UnknownKind::Status;
                std::tie(value.origin, value.value) = word;
                value.count = std::nullopt;
                value.meaning = meaning;
                CBOARD_TRY_VOID(add(std::move(value), [] { return Result<std::string>(); }));
            }
            return {};
        }

        Result<void> readBoards()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare(fmt::format(R"(
SELECT platform.text, checkout.origin, rollup_platform.lab, sum(count), max(sample)
FROM rollup_platform
JOIN platform ON platform.id = rollup_platform.platform
JOIN checkout ON checkout.id = rollup_platform.checkout
WHERE lower(platform.text) IN ({})
  AND checkout.is_placeholder = 0
GROUP BY platform.id, checkout.origin, rollup_platform.lab)",
                                                      noNamesAsSql())));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                UnknownValue value;
                value.kind = UnknownKind::Board;
                value.value = row.text(0);
                value.origin = m_names.name(NameKind::Origin, row.integer(1));
                value.lab = m_names.name(NameKind::Lab, row.integer(2));
                value.count = row.integer(3);
                return add(std::move(value), [this, key = row.integer(4)] { return testId(key); });
            });
        }

        Result<void> readLabs()
        {
            CBOARD_TRY(auto rows, m_database.prepare(R"(
SELECT checkout.origin, sum(count), max(sample)
FROM rollup_platform
JOIN lab ON lab.id = rollup_platform.lab
JOIN checkout ON checkout.id = rollup_platform.checkout
JOIN origin ON origin.id = checkout.origin
WHERE lab.text = origin.text AND checkout.is_placeholder = 0
GROUP BY checkout.origin)"));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                UnknownValue value;
                value.kind = UnknownKind::Lab;
                value.origin = m_names.name(NameKind::Origin, row.integer(0));
                value.count = row.integer(1);
                return add(std::move(value), [this, key = row.integer(2)] { return testId(key); });
            });
        }

        using Identity = std::tuple<UnknownKind, std::string, std::string, std::string, bool>;

        Database& m_database;
        Dictionary m_names;
        RecordDecoder m_decoder;
        const TaskContext& m_task;
        std::map<Identity, UnknownValue> m_found;
    };

} // namespace

bool namesNoBoard(std::string_view name)
{
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return std::ranges::find(NoNames, lower) != NoNames.end();
}

Result<std::vector<UnknownValue>> readUnknownValues(const std::filesystem::path& storeFile,
                                                    const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    return Reader(*database, task).read();
}

} // namespace cboard::store
