// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <span>
#include <string>

namespace cboard::io {

/// Pixels as 0xRRGGBB, row by row; the upper byte says nothing.
struct Bitmap {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::span<const std::uint32_t> pixels;
};

/// The bytes of a PNG file; the same pixels give the same. Says after each few rows how far it is.
/// (libpng cannot be stopped but by a failing write, of which it complains on the terminal.)
/// Errors: Invalid where the pixels are not as many as width and height say, Cancelled.
Result<std::string> packPng(const Bitmap& bitmap, const TaskContext& task = {});

} // namespace cboard::io
