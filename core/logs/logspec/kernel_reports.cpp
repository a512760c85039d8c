// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/kernel_reports.h"

#include "core/base/ascii.h"
#include "core/logs/logspec/log_input.h"

#include <algorithm>

namespace cboard::logs::logspec {

namespace {

    /// The pieces of one report, each looked for behind the last that was found.
    struct Reader {
        KernelSearches& searches;
        Part body;
        std::size_t at; ///< Behind the last piece.

        Reader(KernelSearches& all, Part part)
            : searches(all)
            , body(part)
            , at(part.begin)
        {
        }

        std::optional<LineMatch> take(KernelRule rule)
        {
            auto match = searches[rule].find({at, body.end});
            if (match) {
                at = match->whole.end;
            }
            return match;
        }

        std::string group(const LineMatch& match, std::size_t number) const
        {
            return searches.textOf(match.groups[number]);
        }

        void takeHardware(LogError& error)
        {
            if (const auto hardware = take(KernelRule::Hardware)) {
                error.fields["hardware"] = group(*hardware, 1);
            }
        }

        TextList entries(KernelRule rule, Part part)
        {
            TextList list;
            for (const LineMatch& entry : findAllLines(searches[rule], part)) {
                list.push_back(group(entry, 1));
            }
            return list;
        }

        void takeCallTrace(LogError& error)
        {
            if (take(KernelRule::CallTrace)) {
                error.fields["call_trace"] = entries(KernelRule::TraceEntry, {at, body.end});
            }
        }
    };

    TextList splitSorted(std::string_view text)
    {
        TextList words;
        std::string word;
        while (!text.empty()) {
            const std::size_t blank = whiteSpaceLength(text);
            if (blank == 0) {
                word.push_back(text[0]);
            } else if (!word.empty()) {
                words.push_back(std::exchange(word, {}));
            }
            text.remove_prefix(std::max<std::size_t>(blank, 1));
        }
        if (!word.empty()) {
            words.push_back(word);
        }
        std::sort(words.begin(), words.end());
        return words;
    }

    std::string lowerAscii(std::string text)
    {
        std::transform(text.begin(), text.end(), text.begin(), asciiLower);
        return text;
    }

    LogError emptyReport(std::string type, std::string summary, TextList signedBy)
    {
        LogError error(std::move(type), std::move(summary), std::move(signedBy));
        error.fields["hardware"] = Value();
        error.fields["call_trace"] = TextList();
        return error;
    }

    void setBody(LogError& error, const KernelSearches& searches, Part body)
    {
        error.report = searches.textOf(body);
        error.place.end = body.end;
    }

    /// Summary and location of a BUG; \returns false when the body names neither.
    void readBugMessage(Reader& reader, LogError& error)
    {
        if (const auto bugAt = reader.take(KernelRule::KernelBugAt)) {
            const std::string location = reader.group(*bugAt, 1);
            error.fields["location"] = location;
            error.setSummary("kernel BUG at " + location);
            return;
        }
        const auto found = reader.take(KernelRule::BugMessage);
        if (!found) {
            return;
        }
        const std::string message = reader.group(*found, 1);
        if (const std::size_t at = message.find(" at "); at != std::string::npos) {
            error.fields["location"] = message.substr(at + 4);
            error.setSummary(message);
            return;
        }
        for (const char* phrase :
             {"spinlock bad magic", "scheduling while atomic", "workqueue lockup"}) {
            if (message.find(phrase) != std::string::npos) {
                error.setSummary(phrase);
                return;
            }
        }
        error.setSummary(message);
    }

    void readBugTrace(Reader& reader, std::optional<LineMatch> modules, LogError& error)
    {
        KernelSearches& searches = reader.searches;
        const std::size_t modulesBegin = modules ? modules->whole.begin : reader.body.begin;
        Part part{reader.body.begin, modulesBegin};
        auto trace = searches[KernelRule::CallTrace].find(part);
        if (!trace) {
            part = {reader.at, reader.body.end};
            trace = searches[KernelRule::CallTrace].find(part);
        }
        if (trace) {
            error.fields["call_trace"] =
                reader.entries(KernelRule::TraceEntryNotBlank, {trace->whole.end, part.end});
        }
    }

    /// The consecutive lines from the marker on that begin with a time stamp, without the last
    /// line feed.
    std::size_t stampedLinesEnd(KernelSearches& searches, Part part)
    {
        std::size_t end = part.begin;
        for (std::size_t at = part.begin; at < part.end;) {
            const std::size_t feed = std::min(searches.text().find('\n', at), part.end);
            if (!searches[KernelRule::StampedLine].find({at, feed})) {
                break;
            }
            end = feed;
            at = feed + 1;
        }
        return end;
    }

} // namespace

std::optional<LogError> readNullPointer(KernelSearches& searches, Part part)
{
    const auto end = searches[KernelRule::EndTraceThreeDashes].find(part);
    if (!end) {
        return {};
    }
    LogError error =
        emptyReport("linux.kernel.null_pointer_dereference", "NULL pointer dereference",
                    {"error_type", "error_summary", "address", "call_trace"});
    error.fields["address"] = Value();
    Reader reader(searches, {part.begin, end->whole.begin});
    setBody(error, searches, reader.body);
    if (const auto address = reader.take(KernelRule::Address)) {
        const std::string text = reader.group(*address, 1);
        error.fields["address"] = text;
        error.setSummary("NULL pointer dereference at virtual address " + text);
    }
    const std::size_t hardwareFrom = reader.at;
    reader.takeHardware(error);
    if (reader.at != hardwareFrom) {
        // logspec goes on too early by the length of what stands before.
        reader.at = reader.body.begin + (reader.at - hardwareFrom);
    }
    reader.takeCallTrace(error);
    return error;
}

std::optional<LogError> readBug(KernelSearches& searches, Part part)
{
    LogError error = emptyReport("linux.kernel.bug", {}, {"error_type", "error_summary"});
    const auto end = searches[KernelRule::EndTraceThreeDashes].find(part);
    Reader reader(searches, end ? Part{part.begin, end->whole.begin} : part);
    readBugMessage(reader, error);
    reader.takeHardware(error);
    const auto modules = reader.take(KernelRule::ModulesAnyBlanks);
    if (modules) {
        error.fields["modules"] = splitSorted(reader.group(*modules, 1));
    }
    readBugTrace(reader, modules, error);
    if (end) {
        setBody(error, searches, reader.body);
    } else {
        error.place.end = reader.at;
    }
    return error;
}

std::optional<LogError> readUbsan(KernelSearches& searches, Part part)
{
    const auto trace = searches[KernelRule::EndTraceBare].find(part);
    const auto equals = searches[KernelRule::EqualSigns].find(part);
    if (!trace && !equals) {
        return {};
    }
    const std::size_t end =
        std::min(trace ? trace->whole.begin : part.end, equals ? equals->whole.begin : part.end);
    LogError error("linux.kernel.ubsan", {}, {"error_type", "error_summary", "location"});
    error.fields["hardware"] = Value();
    error.fields["location"] = Value();
    Reader reader(searches, {part.begin, end});
    setBody(error, searches, reader.body);
    std::string summary;
    if (const auto message = reader.take(KernelRule::UbsanMessage)) {
        summary = reader.group(*message, 1);
        error.fields["location"] = reader.group(*message, 2);
        reader.at = std::min(reader.at + 1, end);
    }
    if (const auto line = reader.take(KernelRule::LineWithoutColon)) {
        summary += ": " + reader.group(*line, 1);
    }
    error.setSummary(summary);
    reader.takeHardware(error);
    return error;
}

std::optional<LogError> readPanic(KernelSearches& searches, Part part)
{
    LogError error = emptyReport("linux.kernel.panic", {}, {"error_type", "error_summary"});
    const auto end = searches[KernelRule::EndPanic].find(part);
    Reader reader(searches, {part.begin, end ? end->whole.begin : stampedLinesEnd(searches, part)});
    setBody(error, searches, reader.body);
    if (const auto message = reader.take(KernelRule::PanicMessage)) {
        error.setSummary(reader.group(*message, 1));
    }
    reader.takeHardware(error);
    reader.takeCallTrace(error);
    return error;
}

std::optional<LogError> readErrorCode(KernelSearches& searches, Part part)
{
    const auto code = searches[KernelRule::ErrorCode].find(part);
    if (!code) {
        return {};
    }
    LogError error("linux.kernel.error_return_code", searches.textOf(code->groups[1]),
                   {"error_type", "error_summary"});
    setBody(error, searches, {part.begin, code->whole.end});
    return error;
}

std::optional<LogError> readCutHere(KernelSearches& searches, Part part)
{
    const std::size_t feed = searches.text().substr(0, part.end).find('\n', part.begin);
    if (feed == std::string_view::npos) {
        return {};
    }
    const auto end = searches[KernelRule::EndTrace].find({feed + 1, part.end});
    if (!end) {
        return {};
    }
    LogError error = emptyReport("linux.kernel", {}, {"error_type", "error_summary", "location"});
    error.fields["location"] = Value();
    error.fields["modules"] = TextList();
    Reader reader(searches, {feed + 1, end->whole.begin});
    setBody(error, searches, reader.body);
    if (const auto banner = reader.take(KernelRule::Banner)) {
        const std::string kind = reader.group(*banner, 1);
        const std::string location = reader.group(*banner, 2);
        error.setType("linux.kernel." + lowerAscii(kind));
        error.setSummary(kind + " at " + location);
        error.fields["location"] = location;
    }
    if (const auto modules = reader.take(KernelRule::Modules)) {
        error.fields["modules"] = splitSorted(reader.group(*modules, 1));
    }
    reader.takeHardware(error);
    reader.takeCallTrace(error);
    return error;
}

} // namespace cboard::logs::logspec
