// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/phrases.h"

namespace cboard::store {

namespace {

    // The most frequent come last, since nearer matches cost less.
    constexpr std::string_view Phrases =
        R"("iid":,"actions":{"last_triaged_at":null},"is_missing_triage":false,"retrigger":false,)"
        R"("scratch":false,"debug":true,"package_name":"kernel","package_release":"","package_version")"
        R"(:"","provenance":[{"function":"coordinator","service_name":"gitlab","url":"https://gitlab)"
        R"(.com/"},{"function":"executor","misc":{"job_id":"","recipe_id":"","recipe_set_id":"",)"
        R"("task_id":""},"service_name":"beaker","url":"https://"}],"maintainers":[{"email":"",)"
        R"("gitlab_username":"","name":""}],"results":[{"comment":"","id":"","misc":{},"name":"",)"
        R"("output_files":[{"name":"console.log","url":"https://s3.amazonaws.com/"},{"name":"dmesg.log")"
        R"(,"url":""}],"status":"PASS"},{"name":"taskout.log"}],"hardware_platform":"","vm_size":"",)"
        R"("host_version":"","hyperv_generation":"","distro_name":"Ubuntu","signature":"","category":")"
        R"(build.error","error_type":"linux.kernel.panic","log_excerpt":"","report":"","signature_loc")"
        R"(:"","signature_fields":{},"target":"vmlinux","script":"Makefile","src_file":"drivers/",)"
        R"("location":"","patchset_files":[],"measurement":null,"job_context":null,"job_url":null,)"
        R"("error_code":null,"error_msg":null,"error_code":"Infrastructure","error_msg":"Node timed-)"
        R"(out","node_timeout","Job","Test",make --silent --keep-going --jobs=8 O=/home/tuxbuild/.cache)"
        R"(/tuxmake/builds/1/build ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu- 'CC=sccache gcc' clang )"
        R"(LLVM=1 LLVM_IAS=1 defconfig allmodconfig tinyconfig multi_v7_defconfig imx_v6_v7_defconfig )"
        R"(kselftest lab-setup https://storage.tuxsuite.com/public/linaro/lkft/tests//logs.txt)"
        R"(https://storage.tuxsuite.com/public/linaro/lkft/builds//build.log config bmeta.json )"
        R"(https://storage.kernelci.org/mainline/master/ https://git.kernel.org/pub/scm/linux/kernel/)"
        R"(git/torvalds/linux.git https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git )"
        R"(https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux-stable-rc.git linux-6.12.y )"
        R"(https://gitlab.com/ https://github.com/ Signed-off-by: Reviewed-by: <@kernel.org> Merge tag)"
        R"( 'for-linus' of git://git.kernel.org/ Linux 6.16-rc7 Runtime: k8s-all shell docker )"
        R"("submitted_by":"kernelci-pipeline","arch":"x86_64","i386","riscv","arm","compiler":"gcc-12",)"
        R"("clang-17","kernel_type":"image","zimage","bzimage","runtime":"lava-broonie","lab":")"
        R"(lava-collabora","test_source":"","test_revision":"","platform":"kubernetes","qemu","google,)"
        R"(","qcom,sc7180","mediatek,mt8183","rockchip,rk3399","raspberrypi,4-model-b","brcm,bcm2711",)"
        R"([{"name":"lava_callback","url":"https://files.kernelci.org/"},{"name":"kernel","url":"https:)"
        R"(//files.kernelci.org/kbuild-gcc-12-x86-/bzImage"},{"name":"modules","url":"/modules.tar.xz"})"
        R"(,{"name":"dtbs"},{"name":"build_log","url":"/build.log.gz"},{"name":"metadata","url":"/)"
        R"(metadata.json"},{"name":"callback_data","url":"https://files.kernelci.org/baseline-arm64-/)"
        R"(lava_callback.json.gz"}]Runtime: lava-collabora{"platform":"","job_id":"","job_url":"https:)"
        R"(//lava.collabora.dev/scheduler/job/19238103"}{"compiler":"gcc-12","kernel_type":"image",)"
        R"("arch":"arm64","runtime":"lava-collabora","maestro_viewer":"https://api.kernelci.org/viewer?)"
        R"(node_id="}https://files.kernelci.org/kselftest-/log.txt.gz)";

} // namespace

std::string_view phrases()
{
    return Phrases;
}

} // namespace cboard::store
