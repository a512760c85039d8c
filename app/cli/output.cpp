// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/output.h"

#include "core/base/utf8.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cboard::cli {

Result<void> writeAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            const int code = errno;
            return fail(ErrorKind::Io, std::string("cannot write output: ") + std::strerror(code),
                        code);
        }
    }
    return {};
}

void note(std::string_view text)
{
    std::string line = "cboard: ";
    appendPrintable(line, text);
    line += '\n';
    // Nothing can be said when standard error is gone.
    static_cast<void>(writeAll(STDERR_FILENO, line));
}

void appendPrintable(std::string& out, std::string_view text, bool keepsLines)
{
    constexpr std::string_view Replacement = "\xEF\xBF\xBD";
    for (std::size_t at = 0; at < text.size();) {
        const auto c = static_cast<unsigned char>(text[at]);
        const std::size_t length = utf8Length(text.substr(at, 4));
        // C1 controls (U+0080 to U+009F) are two bytes, C2 80 to C2 9F.
        const bool isC1 =
            length == 2 && c == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0;
        const bool isControl = (c < 0x20 && !(keepsLines && (c == '\n' || c == '\t'))) || c == 0x7F;
        if (length == 0 || isControl || isC1) {
            out += Replacement;
            at += length == 0 ? 1 : length;
        } else {
            out += text.substr(at, length);
            at += length;
        }
    }
}

std::string megabytesText(std::int64_t bytes)
{
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

} // namespace cboard::cli
