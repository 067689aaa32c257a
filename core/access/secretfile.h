// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace topiq {

/// What tells one state of a file from another, without reading it. Equal when both times there was no file.
struct FileStamp {
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t changedNs = 0;

    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};
[[nodiscard]] FileStamp stampOf(const std::string &path);

/// Reads a file on which safety rests. It is refused when it is a link or no plain file, when somebody other than its
/// owner may write it or `writable only by its owner` does not hold for the folders above it, and when it is longer
/// than 16 MiB. Failure: MissingInput, NoPermission or Configuration, with a sentence. May block: not on a loop.
[[nodiscard]] Result<std::string> readSecretFile(const std::string &path);

/// Writes such a file as a whole or not at all: readable by its owner alone (of a file that is replaced the owner
/// stays), on the disk when this returns. Failure: NoPermission or CannotCreate, with a sentence.
[[nodiscard]] Result<void> writeSecretFile(const std::string &path, std::string_view content);

/// Keeps other writers of files in the same folder out while it lives, so that reading, changing and writing are one
/// step. Waits for them.
class FolderLock {
public:
    explicit FolderLock(const std::string &pathOfFile);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    int m_folder;
};

} // namespace topiq
