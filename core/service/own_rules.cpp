// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/own_rules.h"

#include "core/base/made_once.h"
#include "core/service/file_replacement.h"

#include <mutex>
#include <utility>

namespace cboard::service {

namespace {

    using Rules = Result<std::shared_ptr<const logs::RuleSet>>;

    /// Compiling all rules takes longer than reading most logs, so the last ones are kept.
    Rules compiled(const std::string& own, const TaskContext& task)
    {
        using Once = MadeOnce<std::shared_ptr<const logs::RuleSet>>;
        static std::mutex mutex;
        static std::string lastText; // guarded by mutex
        static std::shared_ptr<Once> last; // guarded by mutex
        std::shared_ptr<Once> rules;
        std::shared_ptr<Once> replaced; // Ends after the lock.
        {
            const std::lock_guard lock(mutex);
            if (!last || lastText != own) {
                replaced = std::exchange(last, std::make_shared<Once>([own] {
                                             return logs::RuleSet::shippedBehind(own);
                                         }));
                lastText = own;
            }
            rules = last;
        }
        return rules->get(task);
    }

    Rules namingFile(const std::filesystem::path& storeFile, const Rules& rules)
    {
        return rules.map_error([&storeFile](Error error) {
            return withContext(std::move(error), ownRulesFile(storeFile).string());
        });
    }

} // namespace

std::filesystem::path ownRulesFile(const std::filesystem::path& storeFile)
{
    return storeFile.string() + ".rules";
}

Result<std::string> ownRulesText(const std::filesystem::path& storeFile)
{
    if (storeFile.empty()) {
        return std::string();
    }
    return readSmallFile(ownRulesFile(storeFile)).map([](auto text) { return text.value_or(""); });
}

Rules logRules(const std::filesystem::path& storeFile, const TaskContext& task)
{
    CBOARD_TRY(const std::string own, ownRulesText(storeFile));
    return own.empty() ? logs::RuleSet::shipped(task) : namingFile(storeFile, compiled(own, task));
}

Rules ownRules(const std::filesystem::path& storeFile)
{
    CBOARD_TRY(const std::string own, ownRulesText(storeFile));
    return own.empty() ? Rules(nullptr) : namingFile(storeFile, logs::RuleSet::parse(own));
}

Result<void> addOwnRules(const std::filesystem::path& storeFile, std::string_view sections)
{
    CBOARD_TRY_VOID(logs::RuleSet::parse(sections));
    CBOARD_TRY_VOID(logRules(storeFile)); // What is there must be sound, or nobody reads the new.
    CBOARD_TRY(std::string text, ownRulesText(storeFile));
    if (!text.empty()) {
        text += text.ends_with('\n') ? "\n" : "\n\n";
    }
    text += sections;
    text += sections.ends_with('\n') ? "" : "\n";
    CBOARD_TRY(auto file, FileReplacement::create(ownRulesFile(storeFile)));
    CBOARD_TRY_VOID(file.write(text));
    return file.commit();
}

} // namespace cboard::service
