// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cboard {

/// What went wrong, by what the user can do about it.
enum class ErrorKind : std::uint8_t {
    Cancelled,
    Network,
    Timeout,
    Auth,
    NotFound,
    RateLimited,
    Parse,
    Schema,
    Unsupported,
    Storage,
    Io,
    Limit,
    Busy,
    Invalid,
    Internal,
};

/// The one error type of the project.
///
/// `message` names the thing and both sides ("/tests/3/path: expected text, got number 17"),
/// lower case, no full stop. `context` is added once per layer, outermost first.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    int code = 0; ///< HTTP status, SQLite extended code, errno or exit code; 0 when none.
    std::string message;
    std::string context;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// Makes the failing side of a Result.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, int code = 0)
{
    return tl::unexpected<Error>(Error{kind, code, std::move(message), {}});
}

/// Adds what the caller was doing: "while reading page 4: ...".
inline Error withContext(Error error, std::string_view context)
{
    error.context =
        error.context.empty() ? std::string(context) : std::string(context) + ": " + error.context;
    return error;
}

/// "context: message", as it is shown on one line.
inline std::string describe(const Error& error)
{
    return error.context.empty() ? error.message : error.context + ": " + error.message;
}

} // namespace cboard

#define CBOARD_JOIN2(a, b) a##b
#define CBOARD_JOIN(a, b) CBOARD_JOIN2(a, b)
#define CBOARD_TRY_IMPL(result, declaration, ...)                                                  \
    auto result = (__VA_ARGS__);                                                                   \
    if (!result) {                                                                                 \
        return tl::unexpected<::cboard::Error>(std::move(result).error());                         \
    }                                                                                              \
    declaration = std::move(*result)
/// Declares the value of a Result, or returns its error: CBOARD_TRY(auto x, f());
#define CBOARD_TRY(declaration, ...)                                                               \
    CBOARD_TRY_IMPL(CBOARD_JOIN(cboardResult, __LINE__), declaration, __VA_ARGS__)
/// The same for Result<void>: CBOARD_TRY_VOID(f());
#define CBOARD_TRY_VOID(...)                                                                       \
    if (auto cboardStatus = (__VA_ARGS__); !cboardStatus) {                                        \
        return tl::unexpected<::cboard::Error>(std::move(cboardStatus).error());                   \
    }
