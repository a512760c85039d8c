// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/fingerprint/compiler_message.h"

#include "core/logs/regex.h"

#include <array>
#include <vector>

namespace cboard::logs {

namespace {

    struct Wording {
        const char* expression; ///< Of either compiler; group 1 (and 2) are the names.
        const char* common; ///< What both become, before the names.
    };

    constexpr std::array Wordings{
        Wording{"^(?:implicit declaration of|call to undeclared(?: library)?) function '([^']+)'",
                "undeclared function"},
        Wording{"^(?:'([^']+)' undeclared|use of undeclared identifier '([^']+)')",
                "undeclared name"},
        Wording{"^'[^']+' has no member named '([^']+)'|^no member named '([^']+)' in",
                "no such member"},
        Wording{"^(?:'?([^':]+)'?: No such file or directory|'([^']+)' file not found)",
                "no such file"},
        Wording{"^(?:too (?:few|many) arguments to function) ?(?:'([^']+)'|call)",
                "wrong number of arguments"},
        Wording{"^(?:expected ';' (?:before|after)|expected ';')", "expected ;"},
        Wording{"^(?:redefinition of|redeclaration of) '([^']+)'", "redefinition"},
        Wording{"^(?:conflicting types for) '([^']+)'", "conflicting types"},
        Wording{"^unknown type name '([^']+)'", "unknown type"},
        Wording{"^(?:unused variable|variable) '([^']+)'(?: set but not used)?", "unused variable"},
    };

    struct CompiledWording {
        Regex regex;
        const char* common;
    };

    const std::vector<CompiledWording>& wordings()
    {
        static const std::vector<CompiledWording> compiled = [] {
            std::vector<CompiledWording> made;
            for (const Wording& wording : Wordings) {
                if (auto regex = Regex::compile(wording.expression)) {
                    made.push_back({std::move(*regex), wording.common});
                }
            }
            return made;
        }();
        return compiled;
    }

    /// `[-Werror,-Wfoo]`, `[-Werror=foo]`, `[-Wfoo=]`: "foo".
    std::string_view warningOption(std::string_view message)
    {
        const std::size_t open = message.rfind("[-W");
        if (open == std::string_view::npos || !message.ends_with(']')) {
            return {};
        }
        std::string_view option = message.substr(open + 3, message.size() - open - 4);
        for (const std::string_view before : {"error,-W", "error="}) {
            option.remove_prefix(option.starts_with(before) ? before.size() : 0);
        }
        return option.substr(0, option.find('='));
    }

    std::string_view firstQuoted(std::string_view message)
    {
        const std::size_t begin = message.find('\'');
        const std::size_t end =
            begin == std::string_view::npos ? begin : message.find('\'', begin + 1);
        return end == std::string_view::npos ? std::string_view()
                                             : message.substr(begin + 1, end - begin - 1);
    }

} // namespace

std::string commonCompilerMessage(std::string_view message)
{
    for (const CompiledWording& wording : wordings()) {
        RegexMatcher matcher(wording.regex);
        if (!matcher.match(message)) {
            continue;
        }
        std::string common = wording.common;
        for (const std::size_t number : {1U, 2U}) {
            if (const auto name = matcher.group(number)) {
                common += ' ';
                common += message.substr(name->begin, name->end - name->begin);
            }
        }
        return common;
    }
    const std::string_view option = warningOption(message);
    if (option.empty()) {
        return std::string(message);
    }
    std::string common("-W");
    common += option;
    const std::string_view name = firstQuoted(message);
    common += name.empty() ? "" : " ";
    return common.append(name);
}

} // namespace cboard::logs
