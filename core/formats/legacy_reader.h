// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string_view>

/// Files of the KernelCI of before 2024: build.json (flat), bmeta.json with steps.json and
/// artifacts.json beside it (the third generation), boot.json of a lab.
///
/// Each gives a checkout, a build and, for boot.json, one test `boot`. Ids are made as
/// kernel_identity.h says, so that a boot belongs to the build whose file came from elsewhere.
/// What no field of KCIDB holds is kept in misc, word for word.
namespace cboard::formats {

int sniffLegacyBuild(std::string_view firstBytes, std::string_view fileName);
ReadResult readLegacyBuild(const Input& input, const ReadOptions& options, const TaskContext& task);

int sniffBuildMeta(std::string_view firstBytes, std::string_view fileName);
ReadResult readBuildMeta(const Input& input, const ReadOptions& options, const TaskContext& task);

int sniffLegacyBoot(std::string_view firstBytes, std::string_view fileName);
ReadResult readLegacyBoot(const Input& input, const ReadOptions& options, const TaskContext& task);

} // namespace cboard::formats
