/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * One target is one file with this function, which hands the bytes to one parser of outside input. It must
 * neither crash nor leak nor take long, whatever the bytes are. libFuzzer calls it, or nx-fuzz-corpus.c.
 */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
