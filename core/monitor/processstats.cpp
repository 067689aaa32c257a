// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/processstats.h"

#include <cstdio>

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

namespace topiq {

std::uint64_t residentBytes()
{
    unsigned long long pages = 0;
    if (std::FILE *const file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%*u %llu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * std::uint64_t(sysconf(_SC_PAGESIZE));
}

std::uint64_t machineMemoryBytes()
{
    return std::uint64_t(sysconf(_SC_PHYS_PAGES)) * std::uint64_t(sysconf(_SC_PAGESIZE));
}

std::uint64_t openDescriptors()
{
    DIR *const folder = opendir("/proc/self/fd");
    if (!folder)
        return 0;
    std::uint64_t count = 0;
    while (const dirent *const entry = readdir(folder))
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count - 1; // the folder itself
}

std::uint64_t descriptorLimit()
{
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace topiq
