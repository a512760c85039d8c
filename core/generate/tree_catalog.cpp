// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/tree_catalog.h"

#include <fmt/format.h>

#include <array>

namespace cboard::generate {

namespace {

    struct TreeRow {
        std::string_view name;
        std::string_view branch;
        std::string_view path; ///< Below the host of the repositories.
        Naming naming;
        std::string_view version;
        int weight;
        int cadenceHours;
    };

    constexpr std::array KnownTrees = {
        TreeRow{"mainline", "master", "torvalds/linux", Naming::Candidate, "v6.19", 20, 24},
        TreeRow{"next", "master", "next/linux-next", Naming::Daily, "v6.19", 22, 24},
        TreeRow{"stable-rc", "linux-6.12.y", "stable/linux-stable-rc", Naming::Point, "v6.12", 15,
                40},
        TreeRow{"net-next", "main", "netdev/net-next", Naming::Candidate, "v6.18", 6, 24},
        TreeRow{"arm64", "for-kernelci", "arm64/linux", Naming::Candidate, "v6.18", 7, 36},
        TreeRow{"stable", "linux-6.6.y", "stable/linux", Naming::Point, "v6.6", 12, 84},
        TreeRow{"soc", "for-next", "soc/soc", Naming::Candidate, "v6.18", 5, 48},
        TreeRow{"media", "next", "mchehab/linux-media", Naming::Candidate, "v6.18", 4, 48},
        TreeRow{"android", "android16-6.12", "android/common", Naming::Point, "v6.12", 8, 24},
        TreeRow{"rt-devel", "linux-6.18.y-rt", "rt/linux-rt-devel", Naming::Candidate, "v6.18", 4,
                72},
        TreeRow{"tip", "master", "tip/tip", Naming::Candidate, "v6.18", 5, 24},
        TreeRow{"cip", "linux-6.1.y-cip", "cip/linux-cip", Naming::Point, "v6.1", 6, 96},
        TreeRow{"mediatek", "for-next", "mediatek/linux", Naming::Candidate, "v6.18", 4, 48},
        TreeRow{"chrome-platform", "for-kernelci", "chrome-platform/linux", Naming::Candidate,
                "v6.18", 4, 48},
        TreeRow{"pm", "testing", "rafael/linux-pm", Naming::Candidate, "v6.18", 3, 36},
        TreeRow{"riscv", "for-next", "riscv/linux", Naming::Candidate, "v6.18", 4, 48},
        TreeRow{"regulator", "for-next", "broonie/regulator", Naming::Candidate, "v6.18", 2, 36},
        TreeRow{"sound", "for-next", "tiwai/sound", Naming::Candidate, "v6.18", 3, 36},
        TreeRow{"mm", "mm-nonmm-unstable", "akpm/mm", Naming::Candidate, "v6.18", 5, 36},
        TreeRow{"renesas", "master", "geert/renesas-devel", Naming::Candidate, "v6.18", 3, 72},
        TreeRow{"ti", "ti-next", "ti/linux", Naming::Candidate, "v6.18", 3, 48},
        TreeRow{"qcom", "for-next", "qcom/linux", Naming::Candidate, "v6.18", 4, 48},
        TreeRow{"input", "for-next", "dtor/input", Naming::Candidate, "v6.18", 2, 72},
        TreeRow{"thermal", "testing", "thermal/linux", Naming::Candidate, "v6.18", 2, 72},
    };

    struct BuildRow {
        std::string_view arch;
        std::string_view config;
        std::string_view compiler;
        std::string_view later;
        Style style;
        bool isTested;
    };

    constexpr Style N = Style::Node;
    constexpr Style J = Style::Job;
    constexpr Style R = Style::Recipe;

    // Interleaved so that the first few already cover the styles and architectures.
    constexpr std::array Kinds = {
        BuildRow{"arm64", "defconfig+lab-setup+kselftest", "gcc-12", "gcc-14", N, true},
        BuildRow{"arm64", "defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"arm", "multi_v7_defconfig+kselftest", "gcc-12", "gcc-14", N, true},
        BuildRow{"x86_64", "x86_64_defconfig+lab-setup+kselftest", "gcc-12", "gcc-14", N, true},
        BuildRow{"x86_64", "defconfig+", "clang-20", "clang-20", J, true},
        BuildRow{"arm64", "defconfig+lab-setup+arm64-chromebook+CONFIG_MODULE_COMPRESS=n", "gcc-12",
                 "gcc-14", N, true},
        BuildRow{"riscv", "defconfig+lab-setup+kselftest", "gcc-12", "gcc-14", N, true},
        BuildRow{"arm", "defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"x86_64", "kernel-x86_64.config", "gcc (GCC) 14.2.1 20250110 (Blue Hat 14.2.1-7)",
                 "gcc (GCC) 14.2.1 20250110 (Blue Hat 14.2.1-7)", R, true},
        BuildRow{"arm64", "defconfig+lab-setup+kselftest", "clang-17", "clang-17", N, true},
        BuildRow{"riscv", "defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"i386", "defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"x86_64", "defconfig+preempt_rt", "gcc-12", "gcc-14", N, true},
        BuildRow{"arm", "imx_v6_v7_defconfig", "gcc-12", "gcc-14", N, true},
        BuildRow{"mips", "32r2el_defconfig", "gcc-12", "gcc-14", N, true},
        BuildRow{"arm64", "defconfig+preempt_rt", "gcc-12", "gcc-14", N, true},
        BuildRow{"s390", "defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"powerpc", "ppc64e_defconfig+", "gcc-13", "gcc-13", J, true},
        BuildRow{"arm64", "kernel-aarch64.config",
                 "aarch64-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)",
                 "aarch64-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)", R, true},
        BuildRow{"arm64", "defconfig+64k_pages", "clang-20", "clang-20", J, true},
        BuildRow{"mips", "malta_defconfig+", "gcc-12", "gcc-12", J, true},
        BuildRow{"x86_64", "allmodconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm64", "allmodconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm", "allmodconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"riscv", "allmodconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"i386", "allnoconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"x86_64", "allnoconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arc", "haps_hs_smp_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm", "vexpress_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm", "multi_v5_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm", "omap2plus_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm", "sama5_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"riscv", "nommu_k210_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"um", "x86_64_defconfig", "gcc-12", "gcc-14", N, false},
        BuildRow{"arm64", "tinyconfig", "gcc-8", "gcc-8", J, false},
        BuildRow{"arm64", "allnoconfig", "clang-20", "clang-20", J, false},
        BuildRow{"arm64", "defconfig+rust", "rustclang", "rustclang", J, false},
        BuildRow{"arm", "tinyconfig", "gcc-8", "gcc-8", J, false},
        BuildRow{"arm", "allnoconfig", "clang-20", "clang-20", J, false},
        BuildRow{"arm", "at91_dt_defconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"arm", "exynos_defconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"arm", "u8500_defconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"i386", "tinyconfig", "gcc-8", "gcc-8", J, false},
        BuildRow{"i386", "allmodconfig", "clang-20", "clang-20", J, false},
        BuildRow{"mips", "ath79_defconfig", "gcc-12", "gcc-12", J, false},
        BuildRow{"mips", "bcm47xx_defconfig", "gcc-12", "gcc-12", J, false},
        BuildRow{"mips", "rt305x_defconfig", "gcc-12", "gcc-12", J, false},
        BuildRow{"parisc", "defconfig", "gcc-11", "gcc-11", J, false},
        BuildRow{"parisc", "tinyconfig", "gcc-11", "gcc-11", J, false},
        BuildRow{"powerpc", "maple_defconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"powerpc", "cell_defconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"powerpc", "tinyconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"s390", "allmodconfig", "clang-20", "clang-20", J, false},
        BuildRow{"s390", "tinyconfig", "gcc-13", "gcc-13", J, false},
        BuildRow{"sh", "shx3_defconfig", "gcc-11", "gcc-11", J, false},
        BuildRow{"sparc", "defconfig", "gcc-11", "gcc-11", J, false},
        BuildRow{"x86_64", "tinyconfig", "clang-20", "clang-20", J, false},
        BuildRow{"x86_64", "allmodconfig", "clang-17", "clang-17", N, false},
        BuildRow{"arm64", "allmodconfig", "clang-17", "clang-17", N, false},
        BuildRow{"loongarch", "loongson3_defconfig", "gcc-14", "gcc-14", J, false},
        BuildRow{"powerpc64le", "kernel-ppc64le.config",
                 "powerpc64le-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)",
                 "powerpc64le-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)", R,
                 false},
        BuildRow{"s390x", "kernel-s390x.config",
                 "s390x-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)",
                 "s390x-linux-gnu-gcc (GCC) 14.2.1 20240912 (Blue Hat Cross 14.2.1-2)", R, false},
    };

} // namespace

std::vector<Tree> makeTrees(std::int64_t count)
{
    std::vector<Tree> trees;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto known = static_cast<std::size_t>(i) % KnownTrees.size();
        const auto round = static_cast<std::size_t>(i) / KnownTrees.size();
        const TreeRow& row = KnownTrees[known];
        Tree tree;
        tree.name = row.name;
        std::string path(row.path);
        if (round > 0) {
            tree.name += fmt::format("-{}", round + 1);
            path += fmt::format("-{}", round + 1);
        }
        tree.branch = row.branch;
        tree.url = fmt::format("https://git.example.org/pub/scm/linux/kernel/git/{}.git", path);
        tree.naming = row.naming;
        tree.version = row.version;
        tree.weight = row.weight;
        tree.cadenceHours = row.cadenceHours;
        trees.push_back(std::move(tree));
    }
    return trees;
}

std::vector<BuildKind> makeBuildKinds()
{
    std::vector<BuildKind> kinds;
    kinds.reserve(std::size(Kinds));
    for (const BuildRow& row : Kinds) {
        kinds.push_back({std::string(row.arch), std::string(row.config), std::string(row.compiler),
                         std::string(row.later), row.style, row.isTested});
    }
    return kinds;
}

} // namespace cboard::generate
