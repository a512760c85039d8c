// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::formats {

/// Writes records as one KCIDB 5.3 document, piece by piece, each value spelled as it came.
///
/// Records come grouped by kind, in the order checkouts, builds, tests, issues, incidents; a
/// group may be empty. One record a line, fields in the order of record_fields.h. Same records,
/// same bytes.
class KcidbWriter {
public:
    /// Receives pieces of some 64 kB; the view holds only during the call.
    using Sink = std::function<void(std::string_view)>;

    struct Options {
        bool withTimestamps = false; ///< Write _timestamp, too.
    };

    explicit KcidbWriter(Sink sink);
    KcidbWriter(Sink sink, Options options);

    void add(const Checkout& checkout);
    void add(const Build& build);
    void add(const Test& test);
    void add(const Issue& issue);
    void add(const Incident& incident);

    /// Closes the document and hands over the rest. To be called once, last.
    void finish();

private:
    template <typename Record>
    void addRecord(const Record& record);
    void beginList(RecordKind kind, std::string_view listKey);
    void flush();

    Sink m_sink;
    Options m_options;
    std::string m_buffer;
    std::optional<RecordKind> m_list;
    bool m_isFinished = false;
};

/// All records of a document as one KCIDB document.
std::string kcidbJson(const Document& document, KcidbWriter::Options options = {});

enum class RecordLayout : std::uint8_t { Compact, Indented };

/// One record as a JSON object of schema 5.3, with its _timestamp where it has one.
std::string recordJson(const Checkout& record, RecordLayout layout = RecordLayout::Compact);
std::string recordJson(const Build& record, RecordLayout layout = RecordLayout::Compact);
std::string recordJson(const Test& record, RecordLayout layout = RecordLayout::Compact);
std::string recordJson(const Issue& record, RecordLayout layout = RecordLayout::Compact);
std::string recordJson(const Incident& record, RecordLayout layout = RecordLayout::Compact);

} // namespace cboard::formats
