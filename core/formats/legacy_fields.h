// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/domain/document.h"
#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What the readers of the old JSON files share.
namespace cboard::formats::legacy {

/// Reads the file's JSON, which must be an object whose named members are no lists or objects.
std::optional<Refusal> readObject(std::string_view json, std::string_view format,
                                  std::initializer_list<std::string_view> scalarKeys, Arena& arena,
                                  ValueTree& tree);

/// A refusal with rule "type".
Refusal wrongType(std::string_view format, std::string_view pointer, std::string_view expected);

/// A scalar's text; empty for null and the words "None", "none" and "null", which old tools wrote.
std::string_view textOf(Value value);

/// The scalar as a number of KCIDB, whether or not it stands in quotes.
std::optional<Number> numberOf(Value value);

/// Appends all members of the object except those named, word for word.
void appendOthers(std::string& members, Value object, std::span<const std::string_view> except);

/// Where a published file is: the server's address, the resource and the name; nothing unless that
/// is a URI.
Text publishedUrl(std::string_view server, std::string_view resource, std::string_view name,
                  Arena& arena);

/// How often any of the quoted keys occurs in the beginning of a JSON object; 0 for other texts.
int countKeys(std::string_view firstBytes, std::initializer_list<std::string_view> quotedKeys);

} // namespace cboard::formats::legacy
