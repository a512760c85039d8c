// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/fingerprint/normalise.h"

#include "core/logs/console_line.h"
#include "core/logs/line_index.h"

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    constexpr std::string_view Hex = "<hex>";
    constexpr std::size_t LongHexDigits = 8;

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    bool isHexDigit(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    bool isLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    bool isWord(char c)
    {
        return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == '$';
    }

    bool isPath(char c)
    {
        return isWord(c) || c == '/' || c == '-';
    }

    template <typename Is>
    std::size_t runLength(std::string_view text, Is is)
    {
        return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is)
                                        - text.begin());
    }

    bool isUnit(std::string_view text)
    {
        static constexpr auto Units = std::to_array<std::string_view>(
            {"s", "ms", "us", "ns", "min", "h", "B", "KB", "kB", "MB", "GB", "K", "KiB", "MiB",
             "GiB", "MHz", "Hz", "kHz", "GHz"});
        return std::find(Units.begin(), Units.end(), text) != Units.end();
    }

    /// Reads a line piece by piece.
    class Normaliser {
    public:
        Normaliser(std::string_view text, const NormaliseOptions& options, std::string& out)
            : m_text(text)
            , m_options(options)
            , m_out(out)
        {
        }

        void run()
        {
            while (m_at < m_text.size()) {
                if (m_text[m_at] == '/' || isWord(m_text[m_at])) {
                    token();
                } else if (!quote()) {
                    m_out += m_text[m_at++];
                }
            }
        }

    private:
        std::string_view rest() const { return m_text.substr(m_at); }

        /// The quotes of compilers in UTF-8 are the same as plain ones.
        bool quote()
        {
            if (m_text[m_at] == '`' || m_text[m_at] == '"') {
                ++m_at;
            } else if (rest().starts_with("\xE2\x80\x98") || rest().starts_with("\xE2\x80\x99")) {
                m_at += 3;
            } else {
                return false;
            }
            m_out += '\'';
            return true;
        }

        void token()
        {
            const std::string_view path = rest().substr(0, runLength(rest(), isPath));
            if (path.find('/') != std::string_view::npos && pathToken(path)) {
                return;
            }
            const std::string_view word =
                rest().substr(0, std::max<std::size_t>(runLength(rest(), isWord), 1));
            m_at += word.size();
            if (isDigit(word[0])) {
                number(word);
            } else if (isLongHex(word)) {
                m_out += Hex;
            } else {
                symbol(word);
            }
        }

        bool isLongHex(std::string_view word) const
        {
            return m_options.addresses && word.size() >= LongHexDigits
                && std::all_of(word.begin(), word.end(), isHexDigit)
                && std::any_of(word.begin(), word.end(), isDigit);
        }

        /// A source path, or a kernel thread whose name goes on behind a slash.
        bool pathToken(std::string_view path)
        {
            const std::size_t slash = path.find('/');
            const std::string_view behind = path.substr(slash + 1);
            const bool isThread = slash > 0 && !behind.empty()
                && path.substr(0, slash).find('.') == std::string_view::npos
                && isDigit(behind[behind[0] == 'u' && behind.size() > 1 ? 1 : 0]);
            if (isThread && m_options.tasks) {
                m_out += path.substr(0, slash);
                m_at += path.size();
                skipPlace();
                if (rest().starts_with('-')) { // kworker/0:1-events
                    m_at += runLength(rest(), isPath);
                }
                return true;
            }
            const std::string_view name = path.substr(path.rfind('/') + 1);
            if (isThread || name.find('.') == std::string_view::npos || !m_options.paths) {
                return false;
            }
            m_out += sourcePath(path);
            m_at += path.size();
            skipPlace();
            return true;
        }

        /// `:12` and `:12:5` behind a path.
        void skipPlace()
        {
            for (int i = 0; i < 2 && m_at + 1 < m_text.size() && m_text[m_at] == ':'; ++i) {
                const std::size_t digits = runLength(rest().substr(1), isDigit);
                m_at += digits > 0 ? digits + 1 : 0;
            }
        }

        void number(std::string_view word)
        {
            const bool isHex = word.size() > 2 && word[0] == '0' && (word[1] | 0x20) == 'x';
            if (isHex) {
                const bool isKept = !m_options.addresses || m_out.ends_with("exitcode=");
                m_out += isKept ? word : Hex;
                return;
            }
            std::size_t end = runLength(word, [](char c) { return isDigit(c) || c == '.'; });
            end -= end > 1 && word[end - 1] == '.' ? 1U : 0U;
            const std::string_view behind = word.substr(end);
            const bool isPlain = behind.empty() || behind == "." || isUnit(behind);
            if (isPlain && (!m_options.numbers || isErrorCode(behind))) {
                m_out += word;
            } else if (isPlain) {
                m_out += '#';
                m_out += behind;
            } else if (isLongHex(word)) {
                m_out += Hex;
            } else {
                unitAddress(word);
            }
        }

        /// `-22`: a sign that stands alone before the number.
        bool isErrorCode(std::string_view behind) const
        {
            const std::size_t size = m_out.size();
            return behind.empty() && size > 0 && m_out[size - 1] == '-'
                && (size == 1 || !isWord(m_out[size - 2]));
        }

        /// `4e000000.ethernet`
        void unitAddress(std::string_view word)
        {
            const std::size_t dot = word.find('.');
            const bool isAddress = m_options.addresses && dot != std::string_view::npos && dot >= 4
                && std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dot),
                               isHexDigit);
            m_out += isAddress ? Hex : word.substr(0, std::min(dot, word.size()));
            m_out += word.substr(std::min(dot, word.size()));
        }

        void symbol(std::string_view word)
        {
            m_out += m_options.symbols ? plainSymbol(word) : word;
            if (m_options.addresses && rest().starts_with("+0x")) {
                m_at += 3 + runLength(rest().substr(3), isHexDigit);
                if (rest().starts_with("/0x")) {
                    m_at += 3 + runLength(rest().substr(3), isHexDigit);
                }
            }
        }

        std::string_view m_text;
        const NormaliseOptions& m_options;
        std::string& m_out;
        std::size_t m_at = 0;
    };

} // namespace

std::string_view sourcePath(std::string_view path)
{
    static constexpr auto Folders = std::to_array<std::string_view>(
        {"arch/",    "block/", "certs/",    "crypto/",  "drivers/",       "fs/",
         "include/", "init/",  "io_uring/", "ipc/",     "kernel/",        "lib/",
         "mm/",      "net/",   "rust/",     "samples/", "scripts/",       "security/",
         "sound/",   "tools/", "usr/",      "virt/",    "Documentation/", "testcases/"});
    while (path.starts_with("./") || path.starts_with("../")) {
        path.remove_prefix(path.find('/') + 1);
    }
    if (!path.starts_with('/')) {
        return path;
    }
    std::size_t best = std::string_view::npos;
    for (const std::string_view folder : Folders) {
        for (std::size_t at = path.find(folder); at != std::string_view::npos;
             at = path.find(folder, at + 1)) {
            // /usr/src/linux/… begins behind the first component, never at it.
            if (at > 1 && path[at - 1] == '/') {
                best = std::min(best, at);
                break;
            }
        }
    }
    return best == std::string_view::npos ? path.substr(path.rfind('/') + 1) : path.substr(best);
}

std::string_view plainSymbol(std::string_view symbol)
{
    static constexpr auto Suffixes = std::to_array<std::string_view>(
        {".isra.", ".constprop.", ".part.", ".cold", ".llvm.", ".lto_priv.", ".localalias"});
    std::size_t end = symbol.size();
    for (const std::string_view suffix : Suffixes) {
        end = std::min(end, symbol.find(suffix));
    }
    return symbol.substr(0, end);
}

void appendNormalised(std::string_view line, const NormaliseOptions& options, std::string& out)
{
    const std::size_t prefix = consolePrefixLength(line);
    if (!options.timeStamps) {
        out += line.substr(0, prefix);
    }
    const std::string_view text = withoutLineEnd(line.substr(prefix));
    Normaliser(text, options, out).run();
}

std::string normalised(std::string_view line, const NormaliseOptions& options)
{
    std::string out;
    appendNormalised(line, options, out);
    return out;
}

} // namespace cboard::logs
