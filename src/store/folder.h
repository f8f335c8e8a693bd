#pragma once

#include "base/result.h"

#include <filesystem>
#include <utility>

/// The data folder of an SQLite database; for the files of store/ alone.
namespace undertone::store {

inline constexpr char const* database_name = "undertone.db";
inline constexpr char const* lock_name = "lock";

/// The lock file of a data folder; let go when the process ends, however it ends.
class FolderLock {
public:
    FolderLock() = default;
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~FolderLock();

    static Result<FolderLock> take(std::filesystem::path const& folder);

private:
    int file_ = -1;
};

/// Root may work in a folder whose server is another user: what it makes there belongs to the owner of the folder.
void give_to_owner_of(std::filesystem::path const& folder, std::filesystem::path const& file);

Result<void> make_folder(std::filesystem::path const& folder);

/// The conversations are nobody else's business: SQLite gives its side files the rights of this one.
Result<void> make_file(std::filesystem::path const& file);

} // namespace undertone::store
