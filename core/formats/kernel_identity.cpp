// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kernel_identity.h"

#include "core/base/hash.h"
#include "core/base/utf8.h"
#include "core/formats/json/json_writer.h"
#include "core/formats/uri.h"

#include <algorithm>

namespace cboard::formats {

namespace {

    bool isArchitecture(std::string_view text)
    {
        return std::ranges::all_of(text, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
    }

    std::string_view withoutLocal(std::string_view branch)
    {
        constexpr std::string_view Local = "local/";
        return branch.starts_with(Local) ? branch.substr(Local.size()) : branch;
    }

    std::string_view version(const KernelIdentity& kernel)
    {
        return kernel.describe.empty() ? kernel.commit : kernel.describe;
    }

    std::string_view ownKey(const KernelIdentity& kernel)
    {
        return kernel.tree.empty() && version(kernel).empty() ? std::string_view(kernel.fallback)
                                                              : std::string_view();
    }

} // namespace

void fillFromOptions(KernelIdentity& kernel, const ReadOptions& options, Arena& arena)
{
    const auto fill = [&arena](std::string_view& field, const std::string& option) {
        if (field.empty()) {
            field = arena.copy(option);
        }
    };
    fill(kernel.tree, options.tree);
    fill(kernel.branch, options.branch);
    fill(kernel.commit, options.commit);
    fill(kernel.architecture, options.architecture);
    fill(kernel.config, options.config);
    fill(kernel.compiler, options.compiler);
    kernel.branch = withoutLocal(kernel.branch);
}

std::string_view makeId(const ReadOptions& options, std::initializer_list<std::string_view> parts,
                        Arena& arena)
{
    std::string key;
    for (const std::string_view part : parts) {
        key += part;
        key += '\0';
    }
    return arena.copy(options.origin + ":" + toHex(hash128(key)));
}

std::optional<Json> makeMisc(std::string_view members, Arena& arena)
{
    if (members.empty()) {
        return std::nullopt;
    }
    std::string text("{");
    text += members;
    text += '}';
    return Json{arena.copy(text)};
}

void appendKey(std::string& members, std::string_view key)
{
    if (!members.empty()) {
        members += ',';
    }
    appendJsonString(members, key);
    members += ':';
}

void appendText(std::string& members, std::string_view key, std::string_view text)
{
    if (!text.empty()) {
        appendKey(members, key);
        appendJsonString(members, text);
    }
}

std::string_view legalText(std::string_view text, Arena& arena)
{
    bool isLegal = text.find('\0') == std::string_view::npos;
    for (std::size_t i = 0; isLegal && i < text.size();) {
        const std::size_t length =
            static_cast<unsigned char>(text[i]) < 0x80 ? 1 : utf8Length(text.substr(i, 4));
        isLegal = length > 0;
        i += length;
    }
    if (isLegal) {
        return text;
    }
    std::string clean = toValidUtf8(text);
    std::erase(clean, '\0');
    return arena.copy(clean);
}

Text optionalText(std::string_view text, Arena& arena)
{
    return text.empty() ? Text() : Text(legalText(text, arena));
}

Checkout makeCheckout(const KernelIdentity& kernel, const ReadOptions& options,
                      std::string_view extra, Arena& arena)
{
    Checkout checkout;
    checkout.id = makeId(
        options, {"checkout", kernel.tree, kernel.branch, version(kernel), ownKey(kernel)}, arena);
    checkout.origin = arena.copy(options.origin);
    checkout.treeName = optionalText(kernel.tree, arena);
    checkout.gitRepositoryBranch = optionalText(kernel.branch, arena);
    checkout.gitCommitName = optionalText(kernel.describe, arena);
    std::string misc;
    if (isFullCommit(kernel.commit)) {
        checkout.gitCommitHash = kernel.commit;
    } else {
        appendText(misc, "git_commit", kernel.commit);
    }
    if (isHttps(kernel.url)) {
        checkout.gitRepositoryUrl = kernel.url;
    } else {
        appendText(misc, "git_url", kernel.url);
    }
    if (!extra.empty()) {
        misc += misc.empty() ? "" : ",";
        misc += extra;
    }
    checkout.misc = makeMisc(misc, arena);
    return checkout;
}

Build makeBuild(const KernelIdentity& kernel, const Checkout& checkout, const ReadOptions& options,
                std::string_view extra, Arena& arena)
{
    Build build;
    build.id = makeId(options,
                      {"build", kernel.tree, kernel.branch, version(kernel), ownKey(kernel),
                       kernel.architecture, kernel.config, kernel.compiler},
                      arena);
    build.origin = checkout.origin;
    build.checkoutId = checkout.id;
    std::string misc;
    if (isArchitecture(kernel.architecture)) {
        build.architecture = optionalText(kernel.architecture, arena);
    } else {
        appendText(misc, "arch", kernel.architecture);
    }
    build.configName = optionalText(kernel.config, arena);
    build.compiler = optionalText(kernel.compiler, arena);
    if (!extra.empty()) {
        misc += misc.empty() ? "" : ",";
        misc += extra;
    }
    build.misc = makeMisc(misc, arena);
    return build;
}

std::string pathPart(std::string_view name)
{
    std::string part(name);
    for (char& c : part) {
        const bool isLegal = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            || (c >= '0' && c <= '9') || c == '_' || c == '-';
        c = isLegal ? c : '_';
    }
    return part.empty() ? "_" : part;
}

std::string_view joinPath(const std::vector<std::string>& parts, Arena& arena)
{
    std::string path;
    for (const std::string& part : parts) {
        path += path.empty() ? "" : ".";
        path += part;
    }
    return arena.copy(path);
}

bool isHttps(std::string_view url)
{
    constexpr std::string_view Scheme = "https://";
    return url.size() > Scheme.size() && url.starts_with(Scheme) && isUri(url);
}

bool isFullCommit(std::string_view text)
{
    return text.size() == 40 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

} // namespace cboard::formats
