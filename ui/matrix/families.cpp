// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/families.h"

#include "core/store/unknown_values.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cboard::ui {

namespace {

    /// How the names of boards begin in the labs that report to KernelCI. The first that fits
    /// counts, so that longer ones stand before what they begin with.
    constexpr std::array BoardMakers = {
        std::pair(std::string_view("acer"), "Acer"),
        std::pair(std::string_view("am33"), "Texas Instruments"),
        std::pair(std::string_view("am43"), "Texas Instruments"),
        std::pair(std::string_view("am57"), "Texas Instruments"),
        std::pair(std::string_view("am6"), "Texas Instruments"),
        std::pair(std::string_view("apq"), "Qualcomm"),
        std::pair(std::string_view("armada"), "Marvell"),
        std::pair(std::string_view("asus"), "Asus"),
        std::pair(std::string_view("at91"), "Microchip"),
        std::pair(std::string_view("bcm"), "Broadcom"),
        std::pair(std::string_view("beagle"), "Texas Instruments"),
        std::pair(std::string_view("dell"), "Dell"),
        std::pair(std::string_view("dragonboard"), "Qualcomm"),
        std::pair(std::string_view("exynos"), "Samsung"),
        std::pair(std::string_view("fsl"), "NXP"),
        std::pair(std::string_view("fvp"), "Arm"),
        std::pair(std::string_view("gx"), "Amlogic"),
        std::pair(std::string_view("hifive"), "SiFive"),
        std::pair(std::string_view("hip"), "HiSilicon"),
        std::pair(std::string_view("hi6"), "HiSilicon"),
        std::pair(std::string_view("hp-"), "HP"),
        std::pair(std::string_view("imx"), "NXP"),
        std::pair(std::string_view("jh71"), "StarFive"),
        std::pair(std::string_view("juno"), "Arm"),
        std::pair(std::string_view("k3-"), "Texas Instruments"),
        std::pair(std::string_view("kirkwood"), "Marvell"),
        std::pair(std::string_view("lenovo"), "Lenovo"),
        std::pair(std::string_view("ls"), "NXP"),
        std::pair(std::string_view("meson"), "Amlogic"),
        std::pair(std::string_view("mpfs"), "Microchip"),
        std::pair(std::string_view("msm"), "Qualcomm"),
        std::pair(std::string_view("mt7"), "MediaTek"),
        std::pair(std::string_view("mt8"), "MediaTek"),
        std::pair(std::string_view("odroid"), "Hardkernel"),
        std::pair(std::string_view("omap"), "Texas Instruments"),
        std::pair(std::string_view("qcom"), "Qualcomm"),
        std::pair(std::string_view("qcs"), "Qualcomm"),
        std::pair(std::string_view("qemu"), "QEMU"),
        std::pair(std::string_view("r8a"), "Renesas"),
        std::pair(std::string_view("r9a"), "Renesas"),
        std::pair(std::string_view("rk3"), "Rockchip"),
        std::pair(std::string_view("sa8"), "Qualcomm"),
        std::pair(std::string_view("sama5"), "Microchip"),
        std::pair(std::string_view("sc7"), "Qualcomm"),
        std::pair(std::string_view("sc8"), "Qualcomm"),
        std::pair(std::string_view("sdm"), "Qualcomm"),
        std::pair(std::string_view("sm8"), "Qualcomm"),
        std::pair(std::string_view("socfpga"), "Intel FPGA"),
        std::pair(std::string_view("sparx5"), "Microchip"),
        std::pair(std::string_view("stm32"), "STMicroelectronics"),
        std::pair(std::string_view("sun"), "Allwinner"),
        std::pair(std::string_view("tegra"), "NVIDIA"),
        std::pair(std::string_view("vexpress"), "Arm"),
        std::pair(std::string_view("x1e"), "Qualcomm"),
        std::pair(std::string_view("zynq"), "AMD"),
    };

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Matrix", text);
    }

    QString boardFamily(const std::string& board)
    {
        const auto maker =
            std::find_if(BoardMakers.begin(), BoardMakers.end(), [&board](const auto& entry) {
                return board.compare(0, entry.first.size(), entry.first) == 0;
            });
        return maker == BoardMakers.end() ? tr("Other boards") : QString::fromLatin1(maker->second);
    }

    /// To the first of the characters \p ends.
    QString upTo(const std::string& value, const char* ends)
    {
        return fromUtf8(value.substr(0, value.find_first_of(ends)));
    }

} // namespace

QString dimensionTitle(query::Dimension dimension)
{
    switch (dimension) {
    case query::Dimension::Platform:
        return tr("Board");
    case query::Dimension::Revision:
        return tr("Revision");
    case query::Dimension::Config:
        return tr("Configuration");
    case query::Dimension::Arch:
        return tr("Architecture");
    case query::Dimension::Compiler:
        return tr("Compiler");
    case query::Dimension::Lab:
        return tr("Lab");
    case query::Dimension::Origin:
        return tr("Origin");
    case query::Dimension::Path:
        return tr("Test");
    case query::Dimension::Suite:
        return tr("Suite");
    }
    return {};
}

QString familyOf(const std::string& field, const std::string& value)
{
    if (field == "platform") {
        return store::namesNoBoard(value) ? tr("No board named") : boardFamily(value);
    }
    if (field == "config") {
        return upTo(value, "+");
    }
    if (field == "compiler") {
        return upTo(value, "- "); // "gcc-12", "gcc (GCC) 14.2.1".
    }
    return field == "path" ? upTo(value, ".") : fromUtf8(value);
}

} // namespace cboard::ui
