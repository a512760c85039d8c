// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/completion.h"

#include "core/query/filter_keys.h"
#include "core/query/pattern.h"

#include <algorithm>

namespace cboard::query {

namespace {

    /// Walks over unfinished filter text up to the cursor, remembering where the last term, its
    /// value and its key began.
    class Walker {
    public:
        explicit Walker(std::string_view text)
            : m_text(text)
        {
            for (m_at = 0; m_at < text.size(); ++m_at) {
                step(text[m_at]);
            }
        }

        CompletionContext context() const
        {
            CompletionContext context;
            context.key = m_key;
            context.replaceBegin = m_valueBegin;
            context.replaceEnd = m_text.size();
            context.prefix = m_value;
            if (m_isRegex) {
                context.place = CompletionPlace::None;
            } else if (m_key != FilterKey::Word) {
                context.place = CompletionPlace::Value;
            }
            return context;
        }

    private:
        void step(char c)
        {
            if (m_isEscaped) {
                m_isEscaped = false;
                m_value += c;
                return;
            }
            if (c == '\\') {
                m_isEscaped = true;
                return;
            }
            if (m_isRegex) {
                m_isRegex = c != '/';
                return;
            }
            if (c == '"') {
                m_isQuoted = !m_isQuoted;
                return;
            }
            if (m_isQuoted) {
                m_value += c;
                return;
            }
            stepPlain(c);
        }

        void stepPlain(char c)
        {
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                m_key = FilterKey::Word;
                beginValue();
            } else if (c == ',') {
                beginValue();
            } else if (c == ':' && m_key == FilterKey::Word && findFilterKey(m_value)) {
                m_key = *findFilterKey(m_value);
                beginValue();
            } else if (m_value.empty() && c == '/') {
                m_isRegex = true;
            } else if (m_value.empty() && (c == '-' || c == '~' || c == '<' || c == '>')) {
                m_valueBegin = m_at + 1;
            } else {
                m_value += c;
            }
        }

        void beginValue()
        {
            m_value.clear();
            m_valueBegin = m_at + 1;
        }

        std::string_view m_text;
        std::size_t m_at = 0;
        FilterKey m_key = FilterKey::Word;
        std::string m_value;
        std::size_t m_valueBegin = 0;
        bool m_isQuoted = false;
        bool m_isRegex = false;
        bool m_isEscaped = false;
    };

    bool beginsIgnoringCase(std::string_view text, std::string_view prefix)
    {
        return text.size() >= prefix.size()
            && equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
    }

} // namespace

CompletionContext completionContext(std::string_view text, std::size_t cursor)
{
    return Walker(text.substr(0, std::min(cursor, text.size()))).context();
}

std::vector<Completion> staticCompletions(const CompletionContext& context)
{
    std::vector<Completion> found;
    if (context.place == CompletionPlace::Key) {
        for (const FilterKey key : filterKeys()) {
            if (beginsIgnoringCase(filterKeyText(key), context.prefix)) {
                found.push_back({std::string(filterKeyText(key)) + ":", 0});
            }
        }
    } else if (context.place == CompletionPlace::Value) {
        for (const std::string_view value : fixedValues(context.key)) {
            if (beginsIgnoringCase(value, context.prefix)) {
                found.push_back({std::string(value), 0});
            }
        }
    }
    return found;
}

std::string quoteValue(FilterKey key, std::string_view value)
{
    FilterTerm term;
    term.key = key;
    term.values.push_back({MatchKind::Exact, std::string(value), {}, false});
    const std::string text = formatTerm(term);
    const std::size_t skip = key == FilterKey::Word ? 0 : filterKeyText(key).size() + 1;
    return text.substr(skip);
}

} // namespace cboard::query
