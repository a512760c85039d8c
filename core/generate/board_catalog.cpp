// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/board_catalog.h"

#include "core/generate/random.h"

#include <array>

namespace cboard::generate {

namespace {

    struct SocRow {
        std::string_view arch;
        std::string_view vendor;
        std::string_view soc;
        std::string_view boards; ///< Names separated by blanks; with prefix where one is set.
        std::string_view prefix;
    };

    // Names of real hardware; which of it stands in which lab is made up.
    constexpr std::array Socs = {
        SocRow{"arm64", "rockchip", "rk3399",
               "rock-pi-4a rock-pi-4b rock-4c-plus nanopc-t4 nanopi-m4 nanopi-r4s puma-haikou "
               "pinebook-pro rockpro64 roc-pc orangepi ficus khadas-edge leez-p710 gru-kevin "
               "gru-bob",
               "rk3399-"},
        SocRow{"arm64", "rockchip", "rk3588",
               "rock-5b rock-5a evb1-v10 orangepi-5-plus nanopc-t6 quartzpro64 jaguar turing-rk1",
               "rk3588-"},
        SocRow{"arm64", "rockchip", "rk3568",
               "rock-3a evb1-v10 odroid-m1 nanopi-r5s bpi-r2-pro lubancat-2 radxa-e25", "rk3568-"},
        SocRow{"arm64", "rockchip", "rk3328", "rock64 roc-cc nanopi-r2s orangepi-r1-plus rock-pi-e",
               "rk3328-"},
        SocRow{"arm64", "rockchip", "rk3566",
               "quartz64-a quartz64-b soquartz-cm4 radxa-cm3-io "
               "pinetab2 box-demo",
               "rk3566-"},
        SocRow{"arm", "rockchip", "rk3288",
               "rock2-square veyron-jaq veyron-speedy veyron-mickey tinker tinker-s firefly "
               "miqi",
               "rk3288-"},
        SocRow{"arm64", "amlogic", "g12b",
               "a311d-libretech-cc a311d-khadas-vim3 a311d-bananapi-m2s s922x-khadas-vim3 "
               "odroid-n2 odroid-n2-plus gtking gtking-pro odroid-go-ultra",
               "meson-g12b-"},
        SocRow{"arm64", "amlogic", "sm1",
               "s905d3-libretech-cc khadas-vim3l odroid-c4 odroid-hc4 sei610 bananapi-m5 h96-max "
               "x96-air-gbit",
               "meson-sm1-"},
        SocRow{"arm64", "amlogic", "gxl",
               "s905x-libretech-cc s905x-khadas-vim s905x-p212 s905d-p230 s805x-libretech-ac "
               "s805x-p241 s905x-nexbox-a95x",
               "meson-gxl-"},
        SocRow{"arm64", "amlogic", "gxm", "khadas-vim2 q200 nexbox-a1 s912-libretech-pc",
               "meson-gxm-"},
        SocRow{"arm64", "amlogic", "g12a", "sei510 u200 x96-max radxa-zero", "meson-g12a-"},
        SocRow{"arm", "amlogic", "meson8b", "odroidc1 mxq ec100", "meson8b-"},
        SocRow{"arm64", "mediatek", "mt8183",
               "kukui-jacuzzi-juniper kukui-jacuzzi-damu kukui-jacuzzi-fennel evb "
               "kukui-krane-sku0 kukui-kodama-sku32 pumpkin",
               "mt8183-"},
        SocRow{"arm64", "mediatek", "mt8192", "asurada-spherion-r0 asurada-hayato-r1 evb",
               "mt8192-"},
        SocRow{"arm64", "mediatek", "mt8195",
               "cherry-tomato-r2 cherry-tomato-r3 cherry-dojo-r1 demo evb", "mt8195-"},
        SocRow{"arm64", "mediatek", "mt8186",
               "corsola-steelix-sku131072 corsola-magneton-sku393216 corsola-tentacruel-sku262144 "
               "evb",
               "mt8186-"},
        SocRow{"arm64", "mediatek", "mt8173", "elm-hana elm evb", "mt8173-"},
        SocRow{"arm64", "mediatek", "mt8395", "genio-1200-evk radxa-nio-12l", "mt8395-"},
        SocRow{"arm64", "mediatek", "mt8390", "genio-700-evk genio-510-evk", "mt8390-"},
        SocRow{"arm64", "qcom", "sc7180",
               "trogdor-kingoftown trogdor-lazor-limozeen trogdor-coachz trogdor-homestar "
               "trogdor-pompom idp",
               "sc7180-"},
        SocRow{"arm64", "qcom", "sc7280", "herobrine-villager-r0 herobrine-evoker crd idp",
               "sc7280-"},
        SocRow{"arm64", "qcom", "sdm845", "db845c mtp cheza-r3 oneplus-6 xiaomi-beryllium",
               "sdm845-"},
        SocRow{"arm64", "qcom", "msm8916", "apq8016-sbc dragonboard-410c mtp longcheer-l8150", ""},
        SocRow{"arm64", "qcom", "sm8250", "qrb5165-rb5 sm8250-mtp sm8250-hdk", ""},
        SocRow{"arm64", "qcom", "sm8350", "sm8350-hdk sm8350-mtp", ""},
        SocRow{"arm64", "qcom", "sm8550", "sm8550-hdk sm8550-mtp sm8550-qrd", ""},
        SocRow{"arm64", "qcom", "msm8996", "apq8096-db820c msm8996-mtp", ""},
        SocRow{"arm64", "qcom", "qcs6490", "qcs6490-rb3gen2", ""},
        SocRow{"arm64", "qcom", "x1e80100", "x1e80100-crd x1e80100-qcp", ""},
        SocRow{"arm64", "ti", "am625", "sk beagleplay verdin-wifi-dev phyboard-lyra", "k3-am625-"},
        SocRow{"arm64", "ti", "j784s4", "am69-sk j784s4-evm", ""},
        SocRow{"arm64", "ti", "j721e", "sk common-proc-board beagleboneai64", "k3-j721e-"},
        SocRow{"arm64", "ti", "am642", "evm sk phyboard-electra", "k3-am642-"},
        SocRow{"arm64", "ti", "am62a7", "k3-am62a7-sk", ""},
        SocRow{"arm", "ti", "am33xx",
               "am335x-boneblack am335x-bone am335x-evm am335x-pocketbeagle "
               "am335x-sancloud-bbe am335x-icev2",
               ""},
        SocRow{"arm", "ti", "am43xx", "am437x-gp-evm am437x-idk-evm am437x-sk-evm", ""},
        SocRow{"arm", "ti", "dra7", "beagle-x15 am57xx-evm dra7-evm am574x-idk", ""},
        SocRow{"arm", "ti", "omap4", "omap4-panda omap4-panda-es omap4-sdp", ""},
        SocRow{"arm", "ti", "omap3", "omap3-beagle-xm omap3-overo omap3-n900", ""},
        SocRow{"arm64", "fsl", "imx8mp",
               "evk verdin-wifi-dev phyboard-pollux-rdk "
               "debix-model-a venice-gw74xx msc-sm2s-ep1 tqma8mpql-mba8mpxl",
               "imx8mp-"},
        SocRow{"arm64", "fsl", "imx8mm",
               "evk verdin-wifi-dev kontron-bl innocomm-wb15-evk "
               "beacon-kit var-som-symphony",
               "imx8mm-"},
        SocRow{"arm64", "fsl", "imx8mn", "ddr4-evk evk bsh-smm-s2 var-som-symphony", "imx8mn-"},
        SocRow{"arm64", "fsl", "imx8mq", "evk librem5-r3 pico-pi kontron-pitx-imx8m zii-ultra-zest",
               "imx8mq-"},
        SocRow{"arm64", "fsl", "imx93", "11x11-evk tqma9352-mba93xxla", "imx93-"},
        SocRow{"arm64", "fsl", "ls1028a", "rdb qds kontron-kbox-a-230-ls", "fsl-ls1028a-"},
        SocRow{"arm64", "fsl", "ls1046a", "rdb frwy qds", "fsl-ls1046a-"},
        SocRow{"arm64", "fsl", "lx2160a", "rdb clearfog-cx honeycomb", "fsl-lx2160a-"},
        SocRow{"arm", "fsl", "imx6q",
               "sabrelite sabresd nitrogen6x udoo apalis-eval "
               "var-dt6customboard cubox-i wandboard pico-nymph phytec-mira-rdk-nand",
               "imx6q-"},
        SocRow{"arm", "fsl", "imx6dl", "riotboard udoo sabresd yapp4-orion wandboard", "imx6dl-"},
        SocRow{"arm", "fsl", "imx6ul", "14x14-evk pico-hobbit kontron-bl opos6uldev", "imx6ul-"},
        SocRow{"arm", "fsl", "imx7d", "sdb colibri-eval-v3 pico-pi zii-rpu2 remarkable2", "imx7d-"},
        SocRow{"arm", "fsl", "vf610", "colibri-eval-v3 twr zii-dev-rev-b zii-dev-rev-c", "vf610-"},
        SocRow{"arm", "fsl", "imx53", "qsb qsrb smd tx53-x03x", "imx53-"},
        SocRow{"arm64", "allwinner", "h5",
               "libretech-all-h3-cc nanopi-neo2 orangepi-pc2 "
               "orangepi-prime bananapi-m2-plus",
               "sun50i-h5-"},
        SocRow{"arm64", "allwinner", "a64",
               "pine64 pine64-plus bananapi-m64 nanopi-a64 olinuxino "
               "teres-i sopine-baseboard pinephone-1.2 amarula-relic",
               "sun50i-a64-"},
        SocRow{"arm64", "allwinner", "h6",
               "pine-h64 orangepi-3 orangepi-one-plus beelink-gs1 "
               "tanix-tx6",
               "sun50i-h6-"},
        SocRow{"arm64", "allwinner", "h616", "orangepi-zero2 x96-mate", "sun50i-h616-"},
        SocRow{"arm", "allwinner", "h3",
               "libretech-all-h3-cc orangepi-one orangepi-pc "
               "nanopi-neo beelink-x2 bananapi-m2-plus",
               "sun8i-h3-"},
        SocRow{"arm", "allwinner", "a20",
               "cubieboard2 olinuxino-lime2 bananapi cubietruck "
               "pcduino3",
               "sun7i-a20-"},
        SocRow{"arm", "allwinner", "a83t", "bananapi-m3 allwinner-h8homlet-v2 cubietruck-plus",
               "sun8i-a83t-"},
        SocRow{"arm64", "brcm", "bcm2711", "rpi-4-b rpi-400 rpi-cm4-io", "bcm2711-"},
        SocRow{"arm64", "brcm", "bcm2837", "rpi-3-b rpi-3-b-plus rpi-cm3-io3 rpi-zero-2-w",
               "bcm2837-"},
        SocRow{"arm", "brcm", "bcm2836", "bcm2836-rpi-2-b bcm2835-rpi-b-rev2 bcm2835-rpi-zero-w",
               ""},
        SocRow{"arm64", "renesas", "r8a77951",
               "r8a77950-salvator-x r8a77951-ulcb "
               "r8a77951-salvator-xs r8a779m1-ulcb",
               ""},
        SocRow{"arm64", "renesas", "r8a774a1", "hihope-rzg2m-ex beacon-rzg2m-kit", "r8a774a1-"},
        SocRow{"arm64", "renesas", "r9a07g044", "smarc smarc-rzg2l", "r9a07g044l2-"},
        SocRow{"arm", "renesas", "r8a7743", "iwg20d-q7 sk-rzg1m", "r8a7743-"},
        SocRow{"arm64", "nvidia", "tegra210", "p2371-2180 p3450-0000 p2894-0050-a08 smaug",
               "tegra210-"},
        SocRow{"arm64", "nvidia", "tegra194", "p2972-0000 p3509-0000+p3668-0000", "tegra194-"},
        SocRow{"arm64", "nvidia", "tegra234", "p3737-0000+p3701-0000 p3768-0000+p3767-0005",
               "tegra234-"},
        SocRow{"arm", "nvidia", "tegra124", "jetson-tk1 nyan-big nyan-blaze venice2", "tegra124-"},
        SocRow{"arm", "nvidia", "tegra30", "beaver cardhu-a04 apalis-eval", "tegra30-"},
        SocRow{"arm", "samsung", "exynos5422", "odroidxu3 odroidxu4 odroidhc1 odroidxu3-lite",
               "exynos5422-"},
        SocRow{"arm", "samsung", "exynos5250", "arndale snow spring smdk5250", "exynos5250-"},
        SocRow{"arm", "samsung", "exynos4412", "odroidu3 odroidx2 origen i9300 trats2",
               "exynos4412-"},
        SocRow{"arm64", "samsung", "exynos850", "exynos850-e850-96 exynos7885-jackpotlte", ""},
        SocRow{"arm", "marvell", "armada-370", "db mirabox rd netgear-rn102 netgear-rn104",
               "armada-370-"},
        SocRow{"arm", "marvell", "armada-xp", "db gp openblocks-ax3-4 netgear-rn2120 lenovo-ix4",
               "armada-xp-"},
        SocRow{"arm", "marvell", "armada-388", "clearfog-pro clearfog-base gp db helios4",
               "armada-388-"},
        SocRow{"arm64", "marvell", "armada-3720",
               "db espressobin espressobin-v7 turris-mox "
               "uDPU",
               "armada-3720-"},
        SocRow{"arm64", "marvell", "armada-8040", "db mcbin mcbin-singleshot clearfog-gt-8k",
               "armada-8040-"},
        SocRow{"arm", "st", "stm32mp157", "dk1 dk2 ev1 a-dk1 c-odyssey lxa-mc1 avenger96",
               "stm32mp157-"},
        SocRow{"arm", "st", "stm32mp135", "stm32mp135f-dk", ""},
        SocRow{"arm64", "st", "stm32mp257", "stm32mp257f-ev1", ""},
        SocRow{"arm", "atmel", "sama5d4",
               "at91-sama5d4_xplained at91-sama5d2_xplained "
               "at91-sama5d27_som1_ek at91-sama5d2_ptc_ek at91-sama5d4ek",
               ""},
        SocRow{"arm", "atmel", "sama7g5", "at91-sama7g5ek at91-sam9x60ek", ""},
        SocRow{"arm", "xlnx", "zynq-7000", "zc702 zc706 zed zybo microzed parallella", "zynq-"},
        SocRow{"arm64", "xlnx", "zynqmp",
               "zcu102-rev1.0 zcu104-revC zcu106-revA zcu111-revA "
               "ultra96-v1 sm-k26-revA",
               "zynqmp-"},
        SocRow{"arm64", "arm", "juno", "juno juno-r1 juno-r2 fvp-base-revc foundation-v8", ""},
        SocRow{"arm64", "hisilicon", "hi6220", "hi6220-hikey hi3660-hikey960 hi3798cv200-poplar",
               ""},
        SocRow{"arm64", "socionext", "sc2a11", "synquacer-developerbox uniphier-ld20-ref", ""},
        SocRow{"arm64", "apple", "t8103", "j274 j293 j313 j456", "t8103-"},
        SocRow{"arm64", "microchip", "sparx5", "sparx5-pcb134 sparx5-pcb135", ""},
        SocRow{"arm64", "intel", "agilex", "socfpga_agilex_socdk socfpga_stratix10_socdk", ""},
        SocRow{"arm", "altr", "socfpga-cyclone5", "socdk de0-nano-soc sockit vining-fpga mcvevk",
               "socfpga_cyclone5_"},
        SocRow{"riscv", "starfive", "jh7110",
               "starfive-visionfive-2-v1.3b "
               "starfive-visionfive-2-v1.2a milkv-mars pine64-star64",
               "jh7110-"},
        SocRow{"riscv", "starfive", "jh7100", "starfive-visionfive-v1 beaglev-starlight",
               "jh7100-"},
        SocRow{"riscv", "sifive", "fu740", "hifive-unmatched-a00 hifive-unleashed-a00", ""},
        SocRow{"riscv", "thead", "th1520", "lichee-pi-4a beaglev-ahead", "th1520-"},
        SocRow{"riscv", "microchip", "mpfs", "icicle-kit beaglev-fire polarberry sev-kit", "mpfs-"},
        SocRow{"riscv", "sophgo", "sg2042", "sg2042-milkv-pioneer cv1800b-milkv-duo", ""},
        SocRow{"riscv", "spacemit", "k1", "k1-bananapi-f3 k1-milkv-jupiter", ""},
        SocRow{"mips", "img", "pistachio", "pistachio_marduk ci20 boston", ""},
        SocRow{"mips", "mti", "malta", "malta malta-kvm", ""},
        SocRow{"x86_64", "", "apollolake",
               "asus-C523NA-A20057-coral hp-11A-G6-EE-grunt "
               "asus-C433TA-AJ0005-rammus",
               ""},
        SocRow{"x86_64", "", "geminilake",
               "hp-x360-12b-ca0010nr-n4020-octopus "
               "acer-cb317-1h-c3z6-dedede hp-x360-14a-cb0001xx-zork",
               ""},
        SocRow{"x86_64", "", "tigerlake",
               "acer-cp514-2h-1130g7-volteer acer-cp514-2h-1160g7-volteer "
               "lenovo-TPad-C13-Yoga-zork asus-cx9400-volteer",
               ""},
        SocRow{"x86_64", "", "alderlake",
               "acer-cbv514-1h-34uz-brya acer-chromebox-cxi5-brask "
               "acer-R721T-grunt dell-latitude-3445-7520c-skyrim",
               ""},
        SocRow{"x86_64", "", "cometlake",
               "hp-x360-14-G1-sona asus-CM1400CXA-dalboz "
               "dell-latitude-5400-4305U-sarien dell-latitude-5400-8665U-sarien "
               "dell-latitude-5300-8145U-arcada",
               ""},
        SocRow{"x86_64", "", "server",
               "minnowboard-turbot-E3826 minnowboard-max-E3825 up-squared "
               "x86-epyc-7302 x86-xeon-e5-2680 x86-atom-c3758 x86-nuc11 x86-thinkcentre-m710q "
               "x86-epyc-9254 x86-xeon-gold-6226",
               ""},
    };

    // Virtual machines of the first lab.
    constexpr std::array Machines = {
        SocRow{"arm64", "linux", "dummy-virt",
               "qemu-arm64 qemu-arm64-mte qemu-arm64-gic-v3 "
               "fvp-aemva",
               ""},
        SocRow{"arm", "linux", "dummy-virt", "qemu-armv7", ""},
        SocRow{"x86_64", "", "q35", "qemu-x86_64 qemu-x86_64-compat", ""},
        SocRow{"i386", "", "pc", "qemu-i386", ""},
        SocRow{"riscv", "riscv-virtio", "virt", "qemu-riscv64", ""},
        SocRow{"s390", "", "s390-ccw", "qemu-s390", ""},
        SocRow{"powerpc", "ibm", "pseries", "qemu-ppc64le_hash", ""},
        SocRow{"mips", "mti", "malta", "qemu-mips64", ""},
    };

    std::string compatibleOf(const SocRow& row, std::string_view board)
    {
        if (row.vendor.empty()) {
            return {};
        }
        std::string json = "[\"";
        json.append(row.vendor).append(",").append(board).append("\",\"");
        json.append(row.vendor).append(",").append(row.soc).append("\"]");
        return json;
    }

    void addBoards(std::vector<Board>& boards, const SocRow& row)
    {
        std::string_view rest = row.boards;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            const std::string_view word = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (word.empty()) {
                continue;
            }
            Board board;
            board.name.append(row.prefix).append(word);
            board.arch = row.arch;
            board.soc = row.soc;
            board.compatibleJson = compatibleOf(row, word);
            boards.push_back(std::move(board));
        }
    }

    constexpr std::array LabNames = {
        "lab-northgate",  "lab-harbour", "lab-seven",    "lava-meadow", "lava-orchard",
        "lab-cellar",     "lab-attic",   "lava-granite", "lab-delta",   "lava-copper",
        "lab-lighthouse", "lab-quarry",  "lava-birch",   "lab-window"};

} // namespace

std::vector<Board> makeBoards()
{
    std::vector<Board> boards;
    for (const SocRow& row : Machines) {
        addBoards(boards, row);
    }
    for (const SocRow& row : Socs) {
        addBoards(boards, row);
    }
    return boards;
}

std::vector<Lab> makeLabs(std::uint64_t seed, const std::vector<Board>& boards)
{
    std::vector<Lab> labs;
    labs.push_back({"tuxfarm", "tuxfarm", Style::Job, {}, {}});
    for (const char* name : LabNames) {
        labs.push_back({name,
                        "maestro",
                        Style::Node,
                        "https://" + std::string(name) + ".example.org/scheduler/job/",
                        {}});
    }
    labs.push_back({"opentest-east", "opentest", Style::Guest, {}, {}});
    const std::size_t physical = labs.size() - 1;
    for (std::size_t i = 0; i < boards.size(); ++i) {
        if (boards[i].soc == "dummy-virt" || boards[i].name.starts_with("qemu-")) {
            labs[0].boards.push_back(i);
            continue;
        }
        Random random(keyOf(seed, 'L', i));
        const std::size_t first = 1 + random.below(physical);
        labs[first].boards.push_back(i);
        if (random.chance(250'000)) {
            const std::size_t other = 1 + (first + random.below(physical - 1)) % physical;
            if (other != first) {
                labs[other].boards.push_back(i);
            }
        }
    }
    labs.push_back({"bluehat", "bluehat", Style::Recipe, {}, {}});
    return labs;
}

} // namespace cboard::generate
