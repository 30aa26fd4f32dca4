// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/struct_overlay.h"

#include "core/bytes/struct_expression.h"
#include "core/bytes/struct_placement.h"
#include "core/bytes/struct_types.h"
#include "core/bytes/struct_value.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::bytes {

using namespace structs;

namespace {

constexpr std::uint64_t bitsOfByte = 8;

/// One struct in its place, whose members have theirs so far.
struct Frame {
    const Aggregate& aggregate;
    std::uint64_t offset = 0;
    ByteOrder order = hostOrder;
    const Frame* outer = nullptr;
    std::vector<std::uint64_t> places = {}; ///< bits from `offset`
};

/// Walks over a struct and its bytes. Stops for good where nothing more can be told: stopped_.
class Walk : public FieldReader {
public:
    Walk(const Model& model, std::span<const std::byte> known, std::uint64_t available, const OverlayBounds& bounds)
        : model_(model)
        , known_(known)
        , available_(available)
        , bounds_(bounds) {}

    StructOverlay run() {
        const Type& root = model_.at(model_.root);
        const auto size = walkMembers(root, 0, root.order.value_or(hostOrder), nullptr);
        extend(0, size.value_or(root.size.value_or(0)));
        return std::move(overlay_);
    }

    [[nodiscard]] std::optional<std::int64_t> valueOf(const FieldReference& field) const override {
        const Frame* frame = frame_;
        for (unsigned i = 0; i < field.outwards && frame != nullptr; ++i)
            frame = frame->outer;
        if (frame == nullptr || field.members.front() >= frame->places.size()) return {};
        const Member* member = &frame->aggregate.members[field.members.front()];
        std::uint64_t bit = frame->offset * bitsOfByte + frame->places[field.members.front()];
        ByteOrder order = orderOf(*member, frame->order);
        for (std::size_t i = 1; i < field.members.size(); ++i) {
            const Type& type = model_.at(member->type);
            const auto place = placeIn(std::get<Aggregate>(type.form), field.members[i]);
            if (!place) return {};
            member = &std::get<Aggregate>(type.form).members[field.members[i]];
            bit += *place;
            order = orderOf(*member, order);
        }
        const Type& type = model_.at(member->type);
        const unsigned width = member->bits.value_or(static_cast<unsigned>(*type.size * bitsOfByte));
        const std::uint64_t end = (bit + width + bitsOfByte - 1) / bitsOfByte;
        needed_ = std::max(needed_, end);
        if (end > known_.size()) return {};
        if (member->bits) return integerOf(type, loadBits(known_, bit, width, order), width);
        return integerOf(type, loadUnsigned(known_.subspan(bit / bitsOfByte), *type.size, order), width);
    }

private:
    /// What a member's bytes are in.
    [[nodiscard]] ByteOrder orderOf(const Member& member, ByteOrder around) const {
        const auto& own = model_.at(member.type).order;
        return own ? *own : member.order.value_or(around);
    }

    /// Where a member of a struct without computed lengths before it begins, in bits.
    [[nodiscard]] std::optional<std::uint64_t> placeIn(const Aggregate& aggregate, std::uint32_t index) const {
        Placement placement(aggregate);
        for (std::uint32_t i = 0;; ++i) {
            const Type& type = model_.at(aggregate.members[i].type);
            if (!step() || (!type.size && i != index)) return {};
            const auto place = placement.add(aggregate.members[i], type, type.size.value_or(0));
            if (!place || i == index) return place;
        }
    }

    bool step() const {
        if (steps_ == bounds_.steps) return false;
        ++steps_;
        return true;
    }

    [[nodiscard]] bool isStopped() const { return stop_; }

    void stop(const std::string& name, std::string_view why) {
        if (!stop_) overlay_.stopped = name.empty() ? std::string(why) : fmt::format("{}: {}", name, why);
        stop_ = true;
    }

    [[nodiscard]] FieldState stateOf(std::uint64_t offset, std::uint64_t size) const {
        if (offset > available_ || size > available_ - offset) return FieldState::Outside;
        return offset + size <= known_.size() ? FieldState::Known : FieldState::Unread;
    }

    /// A line, unless there are enough of them.
    StructField* line(const std::string& name, std::string type, std::uint64_t offset, std::uint64_t size) {
        if (quiet_ > 0) return nullptr;
        if (overlay_.fields.size() >= bounds_.fields) {
            stop({}, fmt::format("only the first {} lines are shown", bounds_.fields));
            return nullptr;
        }
        StructField& field = overlay_.fields.emplace_back();
        field.name = name;
        field.type = std::move(type);
        field.offset = offset;
        field.size = size;
        field.parent = parents_.empty() ? std::nullopt : std::optional(parents_.back());
        field.depth = static_cast<unsigned>(parents_.size());
        field.state = stateOf(offset, size);
        return &field;
    }

    /// All members of a struct; gives its size, or none where it can't be told.
    std::optional<std::uint64_t> walkMembers(const Type& type, std::uint64_t offset, ByteOrder order,
                                             const Frame* outer) {
        const auto& aggregate = std::get<Aggregate>(type.form);
        Frame frame{aggregate, offset, order, outer};
        Placement placement(aggregate);
        bool takesRest = false;
        for (const Member& member : aggregate.members) {
            const Type& memberType = model_.at(member.type);
            if (!step()) stop(member.name, "too much is to be calculated to show what follows");
            if (isStopped()) return {};
            // Its place does not depend on its size, which may be known only once it was walked over
            Placement trial = placement;
            auto place = trial.add(member, memberType, memberType.size.value_or(0));
            if (place) frame.places.push_back(*place);
            frame_ = &frame;
            const auto size = place ? walkMember(member, memberType, frame) : std::nullopt;
            if (isStopped()) return {};
            if (size) place = placement.add(member, memberType, *size);
            if (!place || !size) {
                stop(member.name, "it would be larger than any memory");
                return {};
            }
            takesRest = takesRest || isRest(memberType);
        }
        // What takes the rest leaves no room for padding
        if (takesRest) return available_ - std::min(available_, offset);
        return placement.size();
    }

    static bool isRest(const Type& type) {
        const auto* array = std::get_if<Array>(&type.form);
        return array != nullptr && array->length.kind == Length::Kind::Rest;
    }

    /// The member that got its place last; gives its size, or none where it can't be told.
    std::optional<std::uint64_t> walkMember(const Member& member, const Type& type, const Frame& frame) {
        const std::uint64_t bit = frame.offset * bitsOfByte + frame.places.back();
        const ByteOrder order = orderOf(member, frame.order);
        if (member.bits) {
            if (*member.bits > 0) bitField(member, type, bit, order);
            return type.size;
        }
        const std::uint64_t offset = bit / bitsOfByte;
        extend(offset, type.size.value_or(0));
        // Nothing in it would be seen, and its size is known
        if (quiet_ > 0 && type.size) return type.size;
        const auto size = walkType(member.name, type, offset, order, frame);
        if (size) extend(offset, *size);
        return size;
    }

    void extend(std::uint64_t offset, std::uint64_t size) {
        overlay_.extent = std::max(overlay_.extent, std::min(offset + size, largestSize));
    }

    void bitField(const Member& member, const Type& type, std::uint64_t bit, ByteOrder order) {
        const std::uint64_t first = bit / bitsOfByte;
        const std::uint64_t size = (bit + *member.bits + bitsOfByte - 1) / bitsOfByte - first;
        extend(first, size);
        if (member.name.empty()) return;
        StructField* field = line(member.name, fmt::format("{} : {}", type.name, *member.bits), first, size);
        if (field == nullptr || field->state != FieldState::Known) return;
        field->text = integerText(type, loadBits(known_, bit, *member.bits, order), *member.bits);
    }

    /// What lies at an offset; gives how many bytes it takes, or none where that can't be told.
    std::optional<std::uint64_t> walkType(const std::string& name, const Type& type, std::uint64_t offset,
                                          ByteOrder order, const Frame& around) {
        if (const auto* array = std::get_if<Array>(&type.form))
            return walkArray(name, type, *array, offset, order, around);
        if (std::holds_alternative<Aggregate>(type.form)) {
            if (quiet_ > 0 && type.size) return type.size;
            const std::size_t index = overlay_.fields.size();
            StructField* field = line(name, type.name, offset, type.size.value_or(0));
            if (isStopped()) return {};
            parents_.push_back(index);
            const auto size = walkMembers(type, offset, type.order.value_or(order), &around);
            parents_.pop_back();
            if (field != nullptr && size) overlay_.fields[index].size = *size;
            if (field != nullptr && size) overlay_.fields[index].state = stateOf(offset, *size);
            return size;
        }
        StructField* field = line(name, type.name, offset, *type.size);
        if (field == nullptr) return isStopped() ? std::nullopt : type.size;
        field->typeIndex = indexOf(type);
        field->order = type.order.value_or(order);
        const auto* scalar = std::get_if<Scalar>(&type.form);
        field->editable = scalar == nullptr || scalar->kind != ScalarKind::Opaque;
        field->editable = field->editable && *type.size <= widestValue;
        if (field->state == FieldState::Known)
            field->text = scalarText(type, known_.subspan(offset, *type.size), field->order);
        return type.size;
    }

    [[nodiscard]] std::uint32_t indexOf(const Type& type) const {
        return static_cast<std::uint32_t>(&type - model_.types.data());
    }

    [[nodiscard]] std::optional<std::uint64_t> countOf(const std::string& name, const Array& array,
                                                       std::uint64_t offset) {
        switch (array.length.kind) {
        case Length::Kind::Fixed: return array.length.fixed;
        case Length::Kind::Rest: return (available_ - std::min(available_, offset)) / *model_.at(array.element).size;
        case Length::Kind::Computed: break;
        }
        needed_ = 0;
        const auto count = evaluate(array.length.computed, *this);
        if (count && *count >= 0) return static_cast<std::uint64_t>(*count);
        if (count) {
            stop(name, fmt::format("its length is {}", *count));
        } else if (needed_ > available_) {
            stop(name, "its length lies past the end");
        } else if (needed_ > known_.size()) {
            overlay_.extent = std::max(overlay_.extent, needed_);
            stop(name, "its length is not read yet");
        } else {
            stop(name, "its length can\u2019t be calculated");
        }
        return {};
    }

    std::optional<std::uint64_t> walkArray(const std::string& name, const Type& type, const Array& array,
                                           std::uint64_t offset, ByteOrder order, const Frame& around) {
        const Type& element = model_.at(array.element);
        frame_ = &around;
        const auto count = countOf(name, array, offset);
        if (!count) return {};
        std::optional<std::uint64_t> size;
        if (element.size) {
            if (*element.size != 0 && *count > largestSize / *element.size) {
                stop(name, fmt::format("{} elements would be larger than any memory", *count));
                return {};
            }
            size = *count * *element.size;
            if (quiet_ > 0) return size;
        }
        const std::size_t index = overlay_.fields.size();
        line(name, arrayType(type, *count), offset, size.value_or(0));
        if (isStopped()) return {};
        const bool shown = quiet_ == 0;
        if (shown && size && arrayText(index, array.element, element, offset, *size)) return size;
        parents_.push_back(index);
        size = walkElements(element, offset, order, around, *count);
        parents_.pop_back();
        if (shown && size) {
            overlay_.fields[index].size = *size;
            overlay_.fields[index].state = stateOf(offset, *size);
            summarize(index, element);
        }
        return size;
    }

    /// "int[3]", "int[3][4]".
    [[nodiscard]] std::string arrayType(const Type& type, std::uint64_t count) const {
        std::string text = fmt::format("{}[{}]", type.name, count);
        const Type* element = &model_.at(std::get<Array>(type.form).element);
        while (const auto* inner = std::get_if<Array>(&element->form)) {
            const bool fixed = inner->length.kind == Length::Kind::Fixed;
            text += fixed ? fmt::format("[{}]", inner->length.fixed) : "[\u2026]";
            element = &model_.at(inner->element);
        }
        return text;
    }

    std::optional<std::uint64_t> walkElements(const Type& element, std::uint64_t offset, ByteOrder order,
                                              const Frame& around, std::uint64_t count) {
        const ByteOrder elementOrder = element.order.value_or(order);
        std::uint64_t next = offset;
        for (std::uint64_t i = 0; i < count; ++i) {
            const bool enough = i >= bounds_.elements;
            if (enough && element.size) {
                more(count - i, next, (count - i) * *element.size);
                return count * *element.size;
            }
            if (i == bounds_.elements) more(count - i, next, 0);
            if (!step()) stop({}, "too much is to be calculated to show what follows");
            if (isStopped()) return {};
            quiet_ += enough ? 1 : 0;
            const auto size =
                walkType(quiet_ > 0 ? std::string() : fmt::format("[{}]", i), element, next, elementOrder, around);
            quiet_ -= enough ? 1 : 0;
            if (!size || isStopped()) return {};
            next += *size;
            if (next - offset > largestSize) {
                stop({}, "it would be larger than any memory");
                return {};
            }
        }
        return next - offset;
    }

    void more(std::uint64_t count, std::uint64_t offset, std::uint64_t size) {
        if (StructField* field = line({}, {}, offset, size)) {
            field->state = FieldState::More;
            field->text = fmt::format("{} more", count);
        }
    }

    /// Arrays that are one value; false for those that are elements.
    bool arrayText(std::size_t index, std::uint32_t elementIndex, const Type& element, std::uint64_t offset,
                   std::uint64_t size) {
        const ArrayForm form = arrayForm(element);
        if (form == ArrayForm::Elements) return false;
        StructField& field = overlay_.fields[index];
        field.typeIndex = elementIndex;
        // Only what is shown whole
        const std::uint64_t shownBytes = form == ArrayForm::Text ? bounds_.text : bounds_.text / 3;
        field.editable = size > 0 && size <= shownBytes && field.state == FieldState::Known;
        if (field.state == FieldState::Outside || offset >= known_.size()) return true;
        // Of a long one the beginning is enough
        const std::uint64_t shown = std::min<std::uint64_t>({size, known_.size() - offset, 4 * bounds_.text});
        const auto bytes = known_.subspan(offset, shown);
        if (shown < size && shown < bounds_.text) return true;
        if (shown < size) field.state = FieldState::Known;
        field.text = form == ArrayForm::Text ? textOf(bytes, bounds_.text) : hexOf(bytes, bounds_.text);
        // What follows was not looked at
        if (shown < size && field.text.find("\u2026") == std::string::npos) field.text += " \u2026";
        return true;
    }

    /// "{1, 2, 3, …}" of an array of numbers.
    void summarize(std::size_t index, const Type& element) {
        StructField& field = overlay_.fields[index];
        if (std::holds_alternative<Aggregate>(element.form) || field.state == FieldState::Outside) return;
        std::string text = "{";
        for (std::size_t i = index + 1; i < overlay_.fields.size(); ++i) {
            const StructField& each = overlay_.fields[i];
            if (each.parent != index) continue;
            const bool cut = each.state == FieldState::More || text.size() > bounds_.text || each.text.empty();
            if (text.size() > 1) text += ", ";
            text += cut ? std::string("\u2026") : each.text;
            if (cut) break;
        }
        field.text = text + "}";
    }

    const Model& model_;
    std::span<const std::byte> known_;
    std::uint64_t available_;
    OverlayBounds bounds_;
    StructOverlay overlay_;
    std::vector<std::size_t> parents_;
    const Frame* frame_ = nullptr;
    mutable std::uint64_t needed_ = 0; ///< bytes for the fields that were asked for last
    mutable std::size_t steps_ = 0;
    int quiet_ = 0; ///< more than 0: only sizes are of interest
    bool stop_ = false;
};

} // namespace

StructOverlay layOver(const StructDeclaration& declaration, std::span<const std::byte> known, std::uint64_t available,
                      const OverlayBounds& bounds) {
    known = known.first(static_cast<std::size_t>(std::min<std::uint64_t>(known.size(), available)));
    return Walk(declaration.model(), known, available, bounds).run();
}

} // namespace ipclens::bytes
