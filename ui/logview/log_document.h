// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/log_text.h"
#include "core/logs/rules/rule_marks.h"
#include "core/logs/sources/file_source.h"
#include "core/query/engine.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cboard::ui {

/// Which clock the lines of a log carry.
enum class LogClock : std::uint8_t { None, Kernel, Host };

/// A log with all that its view says about it. Immutable.
struct LogDocument {
    /// Of a file only its owner is set: the name of the file.
    std::shared_ptr<const query::LogSnapshot> log;
    std::shared_ptr<const query::RecordSnapshot> record; ///< Null when the engine has none.
    std::shared_ptr<const logs::LogText> text; ///< Never null; without rows when nothing is stored.
    logs::FirstPlace place;
    LogClock clock = LogClock::None;

    std::filesystem::path path; ///< Of a log file; empty for the log of a record.
    std::shared_ptr<const logs::FileSource> file; ///< As it lies on the disk; null as above.
    std::optional<Error> damage; ///< Why the text ends early; nothing when it is whole.
    bool looksBinary = false; ///< Its first bytes are no text.
    /// Of a log that is shown as rows of its bytes; null where the rows are those of its text.
    std::shared_ptr<const logs::ByteSource> bytes;
    std::shared_ptr<const LogDocument> asText; ///< Then; null where it was not read as text.
    /// From this row on the text may not be what was packed; nothing when all of it is sure.
    std::optional<std::int64_t> doubtfulRow;

    /// The own rules of the store that the errors go by with the shipped ones, as written. Nothing
    /// before any was asked: until then the marks are the built-in ones.
    std::optional<std::string> ownRules;
    std::int64_t analysedRows = 0; ///< Errors have been looked for in so many.
    /// Never null. Each has a mark in its row.
    std::shared_ptr<const logs::MarkedErrors> errors = std::make_shared<const logs::MarkedErrors>();
    std::int64_t errorsLeftOut = 0; ///< More than are kept: only counted.

    bool isLava() const { return text->format() == logs::RowFormat::Lava; }
    bool isFile() const { return file != nullptr; }
    bool showsBytes() const { return bytes != nullptr; }
    /// The bytes of the log, however they are shown.
    const std::shared_ptr<const logs::ByteSource>& content() const
    {
        return bytes ? bytes : text->source();
    }
    /// Whether the bytes on the disk are the text, so that what is appended to them is.
    bool isPlainFile() const { return file != nullptr && content() == file; }
    /// Makes them what is shown, from the first row on.
    void showBytesOf(std::shared_ptr<const logs::ByteSource> content);
    /// The mark of a row, nothing when it has none.
    const logs::ErrorMark* markOf(std::int64_t row) const;
    /// The rows of the text that belong to the record, where it names them.
    std::optional<logs::RowRange> part() const;
    bool isDoubtful(std::int64_t row) const { return doubtfulRow && row >= *doubtfulRow; }
};

/// The row that holds a byte of the text, or one shortly before it.
std::int64_t rowAround(const logs::LogText& text, std::uint64_t byte);

/// Reads and indexes the log of a record. Blocking: for background jobs. A record that the engine
/// does not know fails; one without a log gives a document without rows.
Result<std::shared_ptr<const LogDocument>> loadLogDocument(query::Engine& engine,
                                                           const query::RecordRequest& request,
                                                           const TaskContext& task);

class LogCache;

/// The same, from \p cache when it is there, else kept in it. A null cache keeps nothing.
Result<std::shared_ptr<const LogDocument>> readLogDocument(query::Engine& engine, LogCache* cache,
                                                           const query::RecordRequest& request,
                                                           const TaskContext& task);

/// Reads and indexes a log file, packed or not. Blocking.
///
/// \param onPart Gets what was read so far, from the threads that read: the first screen after
///   256 kB, then each time it has doubled.
/// Errors: NotFound, Io, Invalid, Limit, Cancelled.
Result<std::shared_ptr<const LogDocument>>
loadLogFile(const std::filesystem::path& path,
            const std::function<void(std::shared_ptr<const LogDocument>)>& onPart,
            const TaskContext& task);

/// The same as rows of its bytes, for which a plain file is not read. Blocking. Errors: as above.
Result<std::shared_ptr<const LogDocument>> loadLogFileBytes(const std::filesystem::path& path,
                                                            const TaskContext& task);

/// The log of a plain file after more was appended to it; only that is read. Errors: as above.
Result<std::shared_ptr<const LogDocument>> loadGrownLog(const LogDocument& document,
                                                        const TaskContext& task);

/// The document with its errors by the shipped rules and the own ones of a store (\p storeFile
/// empty: without); null when nothing is to be changed. Reads the rows that were not looked at
/// yet, all of them when the rules are others now. Blocking. Errors: as service::logRules() and
/// logs::findRuleErrors().
Result<std::shared_ptr<const LogDocument>> analysed(const LogDocument& document,
                                                    const std::filesystem::path& storeFile,
                                                    const TaskContext& task);

} // namespace cboard::ui
