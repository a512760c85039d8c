// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/lava/lava_log.h"

#include "core/formats/json/json_tree.h"
#include "core/formats/yaml/yaml_text.h"

#include <cstring>

namespace cboard::formats {

namespace {

    /// Items for which the slow readers are tried; a log with more is none of LAVA's, and the
    /// rest of its odd lines counts as unparsed.
    constexpr std::int64_t MaxSlowItems = 20'000;
    constexpr std::string_view Unparsed = "unparsed";
    /// LAVA knows ten levels; beyond this many words the rest is counted together.
    constexpr std::size_t MaxLevels = 64;
    constexpr std::string_view OtherLevel = "other";

    /// The end of the JSON string whose first character is at `at`: its closing quote, or npos.
    std::size_t stringEnd(std::string_view text, std::size_t at)
    {
        constexpr std::string_view Escapes = "\"\\/bfnrtu";
        for (; at < text.size(); ++at) {
            const auto c = static_cast<unsigned char>(text[at]);
            if (c == '"') {
                return at;
            }
            if (c == '\\') {
                if (++at == text.size() || Escapes.find(text[at]) == std::string_view::npos) {
                    return std::string_view::npos;
                }
            } else if (c < 0x20) {
                return std::string_view::npos;
            }
        }
        return std::string_view::npos;
    }

    struct RegularLine {
        std::string_view time;
        std::string_view level;
        bool isComplete = false; ///< The message is a text and ends the line.
    };

    /// Takes `prefix` and a string behind it, up to its closing quote.
    bool takeString(std::string_view line, std::size_t& at, std::string_view prefix,
                    std::string_view& text)
    {
        if (!line.substr(at).starts_with(prefix)) {
            return false;
        }
        const std::size_t start = at + prefix.size();
        const std::size_t end = stringEnd(line, start);
        if (end == std::string_view::npos) {
            return false;
        }
        text = line.substr(start, end - start);
        at = end + 1;
        return true;
    }

    /// `- {"dt": "…", "lvl": "…", "msg": "…"}`, optionally with `"ns": "…"` at the end.
    RegularLine readRegular(std::string_view line)
    {
        RegularLine result;
        std::size_t at = 0;
        std::string_view message;
        if (!takeString(line, at, R"(- {"dt": ")", result.time)
            || !takeString(line, at, R"(, "lvl": ")", result.level)
            || !takeString(line, at, R"(, "msg": ")", message)) {
            return result;
        }
        takeString(line, at, R"(, "ns": ")", message);
        result.isComplete = line.substr(at) == "}";
        return result;
    }

    class LogScanner {
    public:
        LogScanner(const Limits& limits, const LavaResultSink& onResult)
            : m_limits(limits)
            , m_onResult(onResult)
        {
        }

        LavaLogSummary run(std::string_view log)
        {
            for (std::size_t at = 0; at < log.size();) {
                const std::size_t end = itemEnd(log, at);
                std::string_view item = log.substr(at, end - at);
                at = end + 1;
                while (item.ends_with('\r') || item.ends_with('\n')) {
                    item.remove_suffix(1);
                }
                if (!item.empty() && item != "[]" && item != "---") {
                    takeItem(item);
                }
            }
            flush();
            return std::move(m_summary);
        }

    private:
        static std::size_t lineEnd(std::string_view log, std::size_t at)
        {
            const void* found = std::memchr(log.data() + at, '\n', log.size() - at);
            return found == nullptr
                ? log.size()
                : static_cast<std::size_t>(static_cast<const char*>(found) - log.data());
        }

        /// An item that begins a flow mapping without ending it goes on in indented lines.
        static std::size_t itemEnd(std::string_view log, std::size_t at)
        {
            std::size_t end = lineEnd(log, at);
            const bool isOpen = log[at] == '-' && log[end - 1] != '}';
            while (isOpen && end + 1 < log.size() && log[end + 1] == ' ') {
                end = lineEnd(log, end + 1);
            }
            return end;
        }

        void takeItem(std::string_view item)
        {
            const RegularLine regular = readRegular(item);
            if (regular.isComplete && regular.level != "results") {
                count(regular.level, regular.time);
            } else if (!readSlow(item)) {
                ++m_summary.unparsed;
                count(Unparsed, {});
            }
        }

        void count(std::string_view level, std::string_view time)
        {
            ++m_summary.lines;
            if (m_summary.firstTime.empty()) {
                m_summary.firstTime = time;
            }
            m_summary.lastTime = time.empty() ? m_summary.lastTime : time;
            // Levels come in runs, so that the map is seldom asked.
            if (level != m_level) {
                flush();
                m_level = level;
            }
            ++m_run;
        }

        void flush()
        {
            if (m_run > 0) {
                const bool isNew =
                    m_summary.levels.size() >= MaxLevels && !m_summary.levels.contains(m_level);
                m_summary.levels[isNew ? std::string(OtherLevel) : m_level] += m_run;
                m_run = 0;
            }
        }

        bool readSlow(std::string_view item)
        {
            if (m_slowItems > MaxSlowItems || !item.starts_with("- ")) {
                return false;
            }
            Arena arena;
            bool isRepaired = false;
            const bool isJson =
                !readConsoleJsonTree(item.substr(2), arena, m_limits, m_tree, isRepaired);
            Value mapping = m_tree.root();
            if (!isJson) {
                ++m_slowItems;
                if (readAnyYaml(item, arena, m_limits, m_tree)) {
                    return false;
                }
                const Value list = m_tree.root();
                mapping = list.isSequence() && !list.isEmpty() ? *list.begin() : Value();
            }
            const Value level = mapping.find("lvl");
            if (!level.isScalar() || level.text().empty() || !mapping.find("msg").isThere()) {
                return false;
            }
            const std::int64_t index = m_summary.lines;
            count(level.text(), timeIn(item, mapping.find("dt").text()));
            flush();
            m_level.clear();
            if (level.text() == "results" && mapping.find("msg").isMapping()) {
                m_onResult(mapping, index);
            }
            return true;
        }

        /// The time as a view into the log, since the tree goes.
        static std::string_view timeIn(std::string_view item, std::string_view time)
        {
            const std::size_t at = time.empty() ? std::string_view::npos : item.find(time);
            return at == std::string_view::npos ? std::string_view() : item.substr(at, time.size());
        }

        const Limits& m_limits;
        const LavaResultSink& m_onResult;
        LavaLogSummary m_summary;
        ValueTree m_tree;
        std::string m_level;
        std::int64_t m_run = 0;
        std::int64_t m_slowItems = 0;
    };

} // namespace

LavaLogSummary scanLavaLog(std::string_view log, const Limits& limits,
                           const LavaResultSink& onResult)
{
    return LogScanner(limits, onResult).run(log);
}

bool looksLikeLavaLog(std::string_view firstBytes)
{
    for (const std::string_view begin :
         {R"(- {"dt")", R"(- {"lvl")", R"(- {"msg")", "- {dt:", "- {'dt'", "- {lvl:"}) {
        if (firstBytes.starts_with(begin)) {
            return firstBytes.substr(0, 4096).find("lvl") != std::string_view::npos;
        }
    }
    return false;
}

} // namespace cboard::formats
