// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/report_reader.h"

#include "core/logs/console_line.h"

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    constexpr std::size_t MostLines = 400;
    /// Strange lines inside a report before it counts as ended: other processors print too.
    constexpr std::size_t MostGap = 4;
    /// An end marker is waited for a little longer than that.
    constexpr std::size_t MostGapBeforeEnd = 12;

    /// What lines of a kernel report begin with, besides entries of traces; by architecture.
    constexpr auto Beginnings = std::to_array<std::string_view>(
        {// any
         "CPU:", "Hardware name:", "Modules linked in:", "Code:", "Oops:", "Oops[", "Oops [",
         "Process ", "Stack:", "Workqueue:", "Call Trace", "Call trace", "Tainted:",
         // x86
         "RIP:", "RSP:", "RAX:", "RBX:", "RDX:", "RBP:", "RSI:", "R08:", "R10:", "R11:", "R13:",
         "FS:", "CS:", "CR2:", "DR0:", "DR3:", "EIP:", "EAX:", "ESI:", "DS:", "EFLAGS:", "PKRU:",
         "#PF:", "PGD ", "*pde =",
         // arm, arm64
         "pstate:", "pc :", "lr :", "sp :", "pmr:", "x2", "x1", "x8 ", "x5 ",
         "Mem abort info:", "Data abort info:", "Internal error:", "PC is at", "LR is at",
         "r10:", "r7 :", "r3 :", "Flags:", "Control:", "swapper pgtable:", "Register r",
         // riscv
         "epc :", "status:",
         // mips
         "$ 0", "$ 4", "$ 8", "$12", "$16", "$20", "$24", "$28", "Hi    :", "Lo    :", "epc   :",
         "ra    :", "Status:", "Cause :", "BadVA :", "PrId  :", "Stack :",
         // powerpc
         "Faulting instruction", "LE PAGE_SIZE", "BE PAGE_SIZE", "NIP", "LR [",
         "REGS:", "MSR:", "CFAR:", "GPR",
         // s390
         "Failing address:", "Fault in ", "AS:", "Krnl ", "Last Breaking-Event",
         // loongarch
         "pc 9", "a0 ", "a4 ", "t0 ", "t4 ", "t8 ", "u0 ", "s1 ", "s5 "});

    bool isReportLine(std::string_view message)
    {
        const std::size_t begin = std::min(message.find_first_not_of(' '), message.size());
        const std::string_view text = message.substr(begin);
        return begin > 0 || text.empty() || isTraceHeading(text) || isTraceMark(text)
            || std::any_of(Beginnings.begin(), Beginnings.end(),
                           [text](auto beginning) { return text.starts_with(beginning); })
            || readTraceEntry(text).has_value();
    }

    bool matches(const LineExpression& expression, std::string_view text)
    {
        return RegexMatcher(expression.regex).match(text).has_value();
    }

} // namespace

ReportReader::ReportReader(const Rule& rule, const LogLine& first)
    : m_rule(rule)
    , m_firstMessage(consoleMessage(first.text))
{
    m_error.kind = rule.kind;
    m_error.severity = rule.severity;
    m_error.firstLine = first.number;
    m_error.beginByte = first.beginByte;
    include(first);
    readFields(first.text);
}

void ReportReader::include(const LogLine& line)
{
    m_error.lastLine = line.number;
    m_error.endByte = line.endByte;
    m_gap = 0;
}

void ReportReader::readFields(std::string_view text)
{
    for (const LineExpression& field : m_rule.fields) {
        const std::vector<Regex::Group> groups = field.regex.namedGroups();
        const bool isKnown = std::all_of(groups.begin(), groups.end(), [this](const auto& group) {
            return m_error.fields.contains(group.name);
        });
        RegexMatcher matcher(field.regex);
        if (isKnown || !matcher.match(text)) {
            continue;
        }
        for (const Regex::Group& group : groups) {
            const auto value = matcher.group(group.number);
            if (value && !m_error.fields.contains(group.name)) {
                m_error.fields[group.name] = text.substr(value->begin, value->end - value->begin);
            }
        }
    }
}

/// The first trace that has a heading; on some architectures none has, then the first that names
/// an address or a caller with each entry.
void ReportReader::readTrace(const LogLine& line, std::string_view message)
{
    if (!m_hasHeading && isTraceHeading(message)) {
        m_error.trace = CallTrace{line.number, line.number, {}};
        m_isInTrace = m_hasHeading = true;
        return;
    }
    if (!m_error.trace && beginsTraceAlone(message)) {
        m_error.trace = CallTrace{line.number, line.number, {}};
        m_isInTrace = true;
    }
    if (!m_isInTrace || isTraceMark(message)) {
        return;
    }
    const auto entry = readTraceEntry(message);
    // Another task may print between the heading and the end of the trace.
    m_isInTrace = entry || (!isReportLine(message) && ++m_strangeInTrace <= MostGap);
    if (entry) {
        m_error.trace->lastLine = line.number;
        if (entry->isCertain) {
            m_error.trace->functions.emplace_back(entry->function);
        }
    }
}

bool ReportReader::isEnd(const LogLine& line) const
{
    return m_rule.end && matches(*m_rule.end, line.text);
}

ReportReader::Step ReportReader::take(const LogLine& line)
{
    if (m_rule.extent == Rule::Extent::Line || ++m_lineCount > MostLines) {
        return Step::EndedBefore;
    }
    const std::string_view message = consoleMessage(line.text);
    readFields(line.text);
    readTrace(line, message);
    if (isEnd(line)) {
        include(line);
        return Step::EndsHere;
    }
    if (isReportLine(message)) {
        include(line);
        return Step::Part;
    }
    return ++m_gap > (m_rule.end ? MostGapBeforeEnd : MostGap) ? Step::EndedBefore : Step::Doubtful;
}

std::optional<std::string> ReportReader::expand(std::string_view pattern) const
{
    std::string out;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size());
        out += pattern.substr(0, open);
        pattern.remove_prefix(open);
        const std::size_t close = pattern.find('}');
        if (pattern.empty() || close == std::string_view::npos) {
            return out.append(pattern);
        }
        const auto field = m_error.fields.find(std::string(pattern.substr(1, close - 1)));
        if (field == m_error.fields.end()) {
            return {};
        }
        out += field->second;
        pattern.remove_prefix(close + 1);
    }
    return out;
}

FoundError ReportReader::finish()
{
    const std::string title =
        m_rule.title.empty() ? std::string() : expand(m_rule.title).value_or("");
    m_error.title = title.empty() ? m_firstMessage : title;
    const auto field = [this](const char* name) -> std::string_view {
        const auto at = m_error.fields.find(name);
        return at == m_error.fields.end() ? std::string_view() : std::string_view(at->second);
    };
    const std::string key =
        m_rule.key.empty() ? m_error.title : expand(m_rule.key).value_or(m_error.title);
    m_error.fingerprint =
        fingerprintOf({m_error.kind, field("file"), key, field("function"),
                       m_error.trace ? m_error.trace->functions : std::vector<std::string>()});
    return std::move(m_error);
}

} // namespace cboard::logs
