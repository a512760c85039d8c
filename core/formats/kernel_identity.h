// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"
#include "core/formats/format.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::formats {

/// Which kernel a file talks about, for formats that have no ids. Empty: the file does not say.
///
/// Two files about one kernel give the same ids, so that a boot finds the build it ran, whoever
/// reports first. What identifies: the checkout by tree, branch and description (`git describe`,
/// else the commit); the build by these, architecture, full configuration and build environment
/// (compiler). A file that names neither tree nor description nor commit gets ids of its own,
/// made from `fallback`.
struct KernelIdentity {
    std::string_view tree;
    std::string_view branch;
    std::string_view commit;
    std::string_view describe;
    std::string_view url;
    std::string_view architecture;
    std::string_view config; ///< Full name: "defconfig+kselftest".
    std::string_view compiler; ///< Build environment: "gcc-12".
    std::string fallback;
};

/// Takes from the options what the file does not say.
void fillFromOptions(KernelIdentity& kernel, const ReadOptions& options, Arena& arena);

/// "ORIGIN:" and 32 hex digits over the parts. Deterministic, the same on every machine; legal in
/// every field of KCIDB that takes an id. The first part says what it is of ("checkout").
std::string_view makeId(const ReadOptions& options, std::initializer_list<std::string_view> parts,
                        Arena& arena);

/// The checkout that the identity names. Values that KCIDB would refuse (a short commit, a url
/// that is not https) are kept in misc, together with the members \p extra (JSON, with commas).
Checkout makeCheckout(const KernelIdentity& kernel, const ReadOptions& options,
                      std::string_view extra, Arena& arena);

/// The build that the identity names, without a status: a reference until somebody reports it.
Build makeBuild(const KernelIdentity& kernel, const Checkout& checkout, const ReadOptions& options,
                std::string_view extra, Arena& arena);

/// A JSON object of the members; nothing when there are none.
std::optional<Json> makeMisc(std::string_view members, Arena& arena);

/// Appends `,"key":` or `"key":` to the members of an object.
void appendKey(std::string& members, std::string_view key);
/// Appends a text member, unless it is empty.
void appendText(std::string& members, std::string_view key, std::string_view text);

/// The text with U+FFFD for what is no UTF-8 and without NUL, as every KCIDB text must be.
std::string_view legalText(std::string_view text, Arena& arena);
/// legalText(), absent when empty.
Text optionalText(std::string_view text, Arena& arena);

/// One part of a test path: characters outside A-Z a-z 0-9 _ - become `_`; never empty.
std::string pathPart(std::string_view name);
/// Joins parts, already legal, by dots.
std::string_view joinPath(const std::vector<std::string>& parts, Arena& arena);

bool isHttps(std::string_view url);
bool isFullCommit(std::string_view text); ///< 40 lower-case hex digits.

} // namespace cboard::formats
