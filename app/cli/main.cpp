// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commandline.h"

int main(int argc, char **argv)
{
    return ckpt::runCommandLine(argc, argv);
}
