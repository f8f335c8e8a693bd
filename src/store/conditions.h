#pragma once

#include "store/transaction.h"

#include <string>
#include <vector>

/// For the files of store/ alone.
namespace undertone::store {

/// A WHERE clause and its values, grown condition by condition.
class Conditions {
public:
    void add(std::string const& condition, std::vector<Value> const& values) {
        text_ += text_.empty() ? "WHERE " : " AND ";
        text_ += condition;
        values_.insert(values_.end(), values.begin(), values.end());
    }

    void one_of(std::string const& column, std::string const& name, std::vector<Value> const& values) {
        std::string list;
        for (std::size_t index = 0; index < values.size(); ++index)
            list += (index == 0 ? ":" : ", :") + name + std::to_string(index);
        add(column + " IN (" + list + ")", values);
    }

    std::string const& text() const { return text_; }
    std::vector<Value> const& values() const { return values_; }

private:
    std::string text_;
    std::vector<Value> values_;
};

} // namespace undertone::store
