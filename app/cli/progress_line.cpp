// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/progress_line.h"

#include "app/cli/output.h"
#include "app/cli/table_printer.h"
#include "core/base/utf8.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

namespace cboard::cli {

namespace {

    constexpr std::size_t DefaultWidth = 80;

    std::size_t terminalWidth()
    {
        winsize size{};
        if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
            return DefaultWidth;
        }
        return size.ws_col;
    }

    std::string cutToWidth(std::string_view text, std::size_t width)
    {
        std::string line;
        std::size_t used = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t length = std::max<std::size_t>(1, utf8Length(text.substr(at, 4)));
            const std::size_t columns = displayWidth(text.substr(at, length));
            if (used + columns > width) {
                break;
            }
            line += text.substr(at, length);
            used += columns;
            at += length;
        }
        return line;
    }

} // namespace

ProgressLine::ProgressLine(bool isWanted)
    : m_isActive(isWanted && ::isatty(STDERR_FILENO) == 1)
{
}

ProgressLine::~ProgressLine()
{
    clear();
}

void ProgressLine::show(std::string_view text)
{
    const auto now = std::chrono::steady_clock::now();
    if (!m_isActive || now < m_next) {
        return;
    }
    m_next = now + std::chrono::milliseconds(100);
    std::string printable;
    appendPrintable(printable, text);
    const std::string line = "\r\x1b[K" + cutToWidth(printable, terminalWidth() - 1);
    m_isActive = writeAll(STDERR_FILENO, line).has_value();
    m_isShown = true;
}

void ProgressLine::clear()
{
    if (m_isShown) {
        m_isShown = false;
        m_isActive = writeAll(STDERR_FILENO, "\r\x1b[K").has_value();
    }
}

} // namespace cboard::cli
