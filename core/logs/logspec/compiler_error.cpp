// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/compiler_error.h"

#include "core/logs/logspec/build_rules.h"
#include "core/logs/logspec/log_input.h"
#include "core/logs/logspec/target_path.h"

namespace cboard::logs::logspec {

namespace {

    /// Reads one failure; what is found goes into the error.
    class CompilerReader {
    public:
        explicit CompilerReader(const BuildFailure& failure)
            : m_failure(failure)
            , m_text(failure.before)
            , m_file(withoutExtension(failure.target))
        {
            for (const char* name :
                 {"error_summary", "src_file", "location", "line_no", "position"}) {
                m_error.fields[name] = std::string();
            }
            m_error.fields["script"] = failure.script;
            m_error.fields["target"] = failure.target;
        }

        LogError read()
        {
            if (!readOneLine()) {
                readBlock();
            }
            m_error.setType(m_type);
            m_error.signatureFields = {"error_type", "error_summary", "src_file", "target"};
            for (const char* name : {"location", "line_no", "position"}) {
                if (!textOf(m_error.fields, name).empty()) {
                    m_error.signatureFields.emplace_back(name);
                }
            }
            return std::move(m_error);
        }

    private:
        std::string group(const LineMatch& match, std::size_t number) const
        {
            const Part part = match.groups[number];
            return std::string(m_text.substr(part.begin, part.end - part.begin));
        }

        std::optional<LineMatch> inBlock(const std::string& expression) const
        {
            return findTargetLine(m_text, m_block, expression);
        }

        std::optional<LineMatch> inBlock(const LineRule& rule) const
        {
            return LineSearch(m_text, rule).find(m_block);
        }

        void setBlock(std::size_t begin)
        {
            m_block = {begin, m_text.size()};
            m_error.report = m_text.substr(begin);
        }

        /// file:line:column: kind: message
        bool readOneLine()
        {
            const auto match =
                findTargetLine(m_text, {0, m_text.size()},
                               ".*?(" + m_file + R"(.*?):(\d+):(\d+): (.*?): (.*?)\n)");
            if (!match) {
                return false;
            }
            m_error.fields["src_file"] = group(*match, 1);
            m_error.fields["line_no"] = group(*match, 2);
            m_error.fields["position"] = group(*match, 3);
            m_type += '.' + group(*match, 4);
            m_error.setSummary(group(*match, 5));
            setBlock(match->whole.begin);
            return true;
        }

        /// The last line with the file, unless it is the first of the log, and what follows.
        void readBlock()
        {
            const auto line =
                findTargetLine(m_text, {0, m_text.size()}, "(?s:.*)\\n(.*" + m_file + ")");
            if (!line) {
                return;
            }
            setBlock(line->groups[1].begin);
            const bool isLinker = m_error.report.find("ld: ") != std::string::npos;
            if (isLinker) {
                readLinkerError();
            } else {
                readDiagnostic();
            }
        }

        void readDiagnostic()
        {
            const auto match = inBlock(buildRules().diagnostic);
            if (!match) {
                return;
            }
            m_type += '.' + group(*match, 2);
            m_error.setSummary(std::string(stripped(group(*match, 1))));
            readSource();
        }

        void readSource()
        {
            constexpr const char* Behind = R"((?:\.\w+)?):(\d+))";
            auto source = inBlock('(' + m_file + Behind);
            std::string folder;
            if (!source) {
                const std::string stem(lastComponent(m_file));
                source = inBlock('(' + stem + Behind);
                folder = folderOf(m_failure.target);
            }
            if (source) {
                m_error.fields["src_file"] = joinPath(folder, group(*source, 1));
                m_error.fields["location"] = group(*source, 2);
            }
        }

        void readLinkerError()
        {
            const bool hasFolder = !folderOf(m_failure.target).empty();
            const auto object = hasFolder ? inBlock("ld: .*?(" + m_failure.target + R"(\.\w+))")
                                          : inBlock(buildRules().anyLinkerObject);
            const auto message = object ? object : inBlock(buildRules().linkerMessage);
            if (!message) {
                return;
            }
            m_type += ".linker_error";
            if (object) {
                readLinkedSource(group(*object, 1));
            } else {
                m_error.setSummary(group(*message, 1));
            }
        }

        void readLinkedSource(const std::string& object)
        {
            const std::string name(withoutExtension(lastComponent(object)));
            const auto source =
                inBlock(std::string(TimeOfDay) + '(' + name + R"(\.\w+):([^: ]+): (.*?)\n)");
            if (source) {
                m_error.fields["src_file"] = joinPath(folderOf(object), group(*source, 1));
                m_error.fields["location"] = group(*source, 2);
                m_error.setSummary(std::string(stripped(group(*source, 3))));
            }
        }

        const BuildFailure& m_failure;
        std::string_view m_text;
        std::string m_file; ///< Target without extension; logspec uses it as an expression.
        std::string m_type = "kbuild.compiler";
        Part m_block;
        LogError m_error;
    };

} // namespace

LogError readCompilerError(const BuildFailure& failure)
{
    return CompilerReader(failure).read();
}

} // namespace cboard::logs::logspec
