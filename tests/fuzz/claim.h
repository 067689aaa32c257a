// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace topiq::fuzz {

/// What must hold for every input. When it does not, the program ends, and the fuzzer keeps the input.
inline void claim(bool holds, const char *sentence)
{
    if (holds) [[likely]]
        return;
    std::fprintf(stderr, "This does not hold: %s\n", sentence);
    std::abort();
}

} // namespace topiq::fuzz
