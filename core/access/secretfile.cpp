// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secretfile.h"

#include "access/crypto.h"
#include "base/text.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace topiq {

namespace {

constexpr std::size_t MaxBytes = 16 * 1024 * 1024;

/// A descriptor that is closed at the end of its block.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { (void)close(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool close()
    {
        const bool ok = m_number < 0 || ::close(m_number) == 0;
        m_number = -1;
        return ok;
    }

private:
    int m_number;
};

std::string folderOf(const std::string &path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

Error failed(const std::string &path, const std::string &what, int number)
{
    const ErrorCode code = number == ENOENT   ? ErrorCode::MissingInput
        : number == EACCES || number == EPERM ? ErrorCode::NoPermission
                                              : ErrorCode::CannotCreate;
    return {code, what + ": " + std::generic_category().message(number), printable(path, 400)};
}

Error unsafe(const std::string &path, const std::string &text)
{
    return {ErrorCode::Configuration, text, printable(path, 400)};
}

/// Whoever may write a folder may put another file in the place of ours. In a folder with the sticky bit (/tmp) he may
/// not touch what is there, so above our own folder that will do.
Result<void> checkFolders(const std::string &path)
{
    std::error_code fault;
    const auto folder = std::filesystem::canonical(folderOf(path), fault);
    if (fault)
        return failed(path, "its folder cannot be looked at", fault.value());
    bool own = true;
    for (std::filesystem::path part = folder;; part = part.parent_path(), own = false) {
        struct stat info {};
        if (::stat(part.c_str(), &info) != 0)
            return failed(path, "the folder " + part.string() + " cannot be looked at", errno);
        const bool sticky = info.st_mode & S_ISVTX;
        if ((info.st_mode & S_IWOTH) && (own || !sticky)) {
            return unsafe(path,
                "everybody may write the folder " + part.string()
                    + ", and so replace this file; choose another folder or take that right away (chmod o-w)");
        }
        if (part == part.parent_path())
            return {};
    }
}

Result<void> writeAll(int descriptor, std::string_view content, const std::string &path)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return failed(path, "cannot be written", errno);
        if (written > 0)
            content.remove_prefix(std::size_t(written));
    }
    return {};
}

} // namespace

FileStamp stampOf(const std::string &path)
{
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0)
        return {};
    return {std::uint64_t(info.st_ino), std::uint64_t(info.st_size),
        std::int64_t(info.st_ctim.tv_sec) * 1'000'000'000 + info.st_ctim.tv_nsec};
}

Result<std::string> readSecretFile(const std::string &path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0) {
        if (errno == ELOOP)
            return unsafe(path, "is a link; name the file itself");
        return failed(path, "cannot be read", errno);
    }
    struct stat info {};
    if (::fstat(file.number(), &info) != 0)
        return failed(path, "cannot be looked at", errno);
    if (!S_ISREG(info.st_mode))
        return unsafe(path, "is no plain file");
    if (info.st_mode & (S_IWGRP | S_IWOTH))
        return unsafe(path, "others than its owner may write it; take that right away (chmod go-w)");
    if (auto checked = checkFolders(path); !checked)
        return checked.error();
    if (std::size_t(info.st_size) > MaxBytes)
        return unsafe(path, "is longer than 16 MiB; is it the right file?");

    std::string content;
    char buffer[16 * 1024];
    for (;;) {
        const ssize_t got = ::read(file.number(), buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(path, "cannot be read", errno);
        if (got == 0)
            return content;
        content.append(buffer, std::size_t(got));
        if (content.size() > MaxBytes)
            return unsafe(path, "is longer than 16 MiB; is it the right file?");
    }
}

Result<void> writeSecretFile(const std::string &path, std::string_view content)
{
    if (auto checked = checkFolders(path); !checked)
        return checked;
    struct stat before {};
    const bool replaces = ::lstat(path.c_str(), &before) == 0;
    if (replaces && !S_ISREG(before.st_mode))
        return unsafe(path, "is a link or no plain file; name the file itself");
    struct stat folder {};
    if (!replaces && ::stat(folderOf(path).c_str(), &folder) != 0)
        return failed(path, "its folder cannot be looked at", errno);

    // A name that nobody can foresee, and O_EXCL: nothing that lies there is ever followed or reused.
    std::string name = crypto::toBase64(crypto::randomBytes(9));
    for (char &c : name)
        c = c == '/' || c == '+' ? '-' : c;
    const std::string draft = path + "." + name;
    Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (file.number() < 0)
        return failed(path, "cannot be written: no new file can be made beside it", errno);
    const auto giveUp = [&](const Error &error) {
        ::unlink(draft.c_str());
        return error;
    };
    // The broker may run as another user than the administrator who changes its file.
    const uid_t owner = replaces ? before.st_uid : folder.st_uid;
    const gid_t group = replaces ? before.st_gid : folder.st_gid;
    if (::geteuid() == 0 && ::fchown(file.number(), owner, group) != 0)
        return giveUp(failed(path, "its owner cannot be set", errno));
    if (auto written = writeAll(file.number(), content, path); !written)
        return giveUp(written.error());
    if (::fsync(file.number()) != 0 || !file.close())
        return giveUp(failed(path, "cannot be written", errno));
    if (::rename(draft.c_str(), path.c_str()) != 0)
        return giveUp(failed(path, "cannot be replaced", errno));
    const Descriptor parent(::open(folderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (parent.number() >= 0)
        (void)::fsync(parent.number());
    return {};
}

FolderLock::FolderLock(const std::string &pathOfFile)
    : m_folder(::open(folderOf(pathOfFile).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    while (m_folder >= 0 && ::flock(m_folder, LOCK_EX) != 0 && errno == EINTR) {}
}

FolderLock::~FolderLock()
{
    if (m_folder >= 0)
        ::close(m_folder);
}

} // namespace topiq
