// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/log_document.h"

namespace cboard::ui {

/// The same log as rows of its bytes, without marks: those are of text. All of \p document has
/// been read, or its size is known without that.
std::shared_ptr<const LogDocument> bytesOf(const std::shared_ptr<const LogDocument>& document);

/// A row of a log.
struct LogPlace {
    std::shared_ptr<const LogDocument> document;
    std::int64_t row = 0;
};

/// Where the begin of a row of text stands among the bytes. Blocking. Errors: Io.
Result<LogPlace> placeInBytes(const LogPlace& inText);
/// The row of text (LogDocument::asText, which is known) that holds the first byte of a row of
/// bytes. Blocking. Errors: Io.
Result<LogPlace> placeInText(const LogPlace& inBytes);

} // namespace cboard::ui
