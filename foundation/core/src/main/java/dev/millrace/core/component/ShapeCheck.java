package dev.millrace.core.component;

import dev.millrace.core.error.Suggestion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds every place where a JSON tree does not fit a shape; converts nothing on the way. */
final class ShapeCheck {

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?");

  private final List<Mismatch> found;

  ShapeCheck(List<Mismatch> found) {
    this.found = found;
  }

  void check(Shape shape, JsonNode node, JsonPointer at) {
    if (Deferred.isDeferred(node)) {
      deferred(shape, node, at);
      return;
    }
    switch (shape) {
      case Shape.Anything() -> {}
      case Shape.Text _ -> require(node.isString(), shape, node, at);
      case Shape.Flag _ -> require(node.isBoolean(), shape, node, at);
      case Shape.Whole whole -> whole(whole, node, at);
      case Shape.Real _ -> real(shape, node, at);
      case Shape.Choice choice -> choice(choice, node, at);
      case Shape.Converted converted -> converted(converted, node, at);
      case Shape.ListOf list -> list(list, node, at);
      case Shape.MapOf map -> map(map, node, at);
      case Shape.Fields fields -> fields(fields, node, at);
      case Shape.Variants variants -> variants(variants, node, at);
      case Shape.Bounded bounded -> bounded(bounded, node, at);
      case Shape.Maybe(Shape of) -> {
        if (!node.isNull()) {
          check(of, node, at);
        }
      }
    }
  }

  private void deferred(Shape shape, JsonNode node, JsonPointer at) {
    if (!shape.accepts(Deferred.of(node).shape())) {
      String message = "expected " + shape.detail() + ", found " + Mismatch.found(node);
      report(at, message, conversion(shape));
    }
  }

  /** What an expression can do about its type. */
  private static String conversion(Shape shape) {
    return switch (shape.kind()) {
      case TEXT -> "convert it: string(…)";
      case WHOLE -> "convert it: int(…)";
      case REAL -> "convert it: double(…)";
      case FLAG, LIST, MAP, ANY -> "name " + shape.detail();
    };
  }

  private boolean require(boolean fits, Shape shape, JsonNode node, JsonPointer at) {
    if (!fits) {
      String message = "expected " + shape.words() + ", found " + Mismatch.found(node);
      report(at, message, remedy(shape, node));
    }
    return fits;
  }

  private static String remedy(Shape shape, JsonNode node) {
    if (shape instanceof Shape.Text && node.isValueNode() && !node.isNull()) {
      return "put it in quotes";
    }
    return "write " + shape.words();
  }

  private void report(JsonPointer at, String message, String remedy) {
    found.add(new Mismatch(at, false, message, remedy));
  }

  private void whole(Shape.Whole shape, JsonNode node, JsonPointer at) {
    if (require(node.isIntegralNumber(), shape, node, at)) {
      BigInteger value = node.bigIntegerValue();
      if (value.compareTo(BigInteger.valueOf(shape.min())) < 0
          || value.compareTo(BigInteger.valueOf(shape.max())) > 0) {
        String range = shape.min() + " to " + shape.max();
        report(at, "expected an integer from " + range + ", found " + value, "write one of these");
      }
    }
  }

  /** An integer that no double equals would be changed silently. */
  private void real(Shape shape, JsonNode node, JsonPointer at) {
    if (require(node.isNumber(), shape, node, at) && node.isIntegralNumber()) {
      BigDecimal value = node.decimalValue();
      if (Double.isInfinite(value.doubleValue())
          || new BigDecimal(value.doubleValue()).compareTo(value) != 0) {
        report(at, value + " has more digits than a number keeps", "write a shorter number");
      }
    }
  }

  private static String text(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private void choice(Shape.Choice shape, JsonNode node, JsonPointer at) {
    if (!node.isString()) {
      require(false, shape, node, at);
    } else if (!shape.names().contains(node.stringValue().toLowerCase(Locale.ROOT))) {
      String message = "expected " + shape.words() + ", found " + Mismatch.found(node);
      report(at, message, Suggestion.remedy(node.stringValue(), shape.names()));
    }
  }

  private void converted(Shape.Converted shape, JsonNode node, JsonPointer at) {
    if (node.isNull() || (shape.textOnly() && !isWords(node))) {
      require(false, shape, node, at);
      return;
    }
    if (Deferred.within(node)) {
      return; // What the type says of itself can only be asked of the whole value.
    }
    try {
      var _ = Conversion.read(node, shape.type());
    } catch (JacksonException e) {
      String message =
          shape.textOnly()
              ? "expected " + shape.words() + ", found " + Mismatch.found(node)
              : Conversion.message(e, node);
      report(at, message, "write " + shape.words());
    }
  }

  /** Jackson would take a number, in quotes too, for seconds since the epoch. */
  private static boolean isWords(JsonNode node) {
    return node.isString() && !NUMBER.matcher(node.stringValue()).matches();
  }

  private void list(Shape.ListOf shape, JsonNode node, JsonPointer at) {
    if (require(node.isArray(), shape, node, at)) {
      for (int i = 0; i < node.size(); i++) {
        check(shape.element(), node.get(i), at.appendIndex(i));
      }
    }
  }

  private void map(Shape.MapOf shape, JsonNode node, JsonPointer at) {
    if (require(node.isObject(), shape, node, at)) {
      shape.keys().ifPresent(keys -> refuseUnknown(node, keys.names(), at));
      node.properties()
          .forEach(
              entry -> check(shape.value(), entry.getValue(), at.appendProperty(entry.getKey())));
    }
  }

  private void refuseUnknown(JsonNode node, List<String> known, JsonPointer at) {
    for (String key : node.propertyNames()) {
      if (!known.contains(key)) {
        found.add(
            new Mismatch(
                at.appendProperty(key),
                true,
                "unknown key '" + key + "'",
                Suggestion.remedy(key, known)));
      }
    }
  }

  private void fields(Shape.Fields shape, JsonNode node, JsonPointer at) {
    if (require(node.isObject(), shape, node, at)) {
      int before = found.size();
      fields(shape, node, at, List.of());
      if (found.size() == before && !Deferred.within(node)) {
        refusal(shape, node).ifPresent(refused -> found.add(refused.below(at)));
      }
    }
  }

  /** What the record itself says of keys that fit each by itself, but not together. */
  private static Optional<Mismatch> refusal(Shape.Fields shape, JsonNode node) {
    try {
      var _ = Conversion.read(ShapeNormal.of(shape, node), shape.type());
      return Optional.empty();
    } catch (JacksonException e) {
      return Optional.of(Conversion.mismatch(e, node));
    }
  }

  private void fields(Shape.Fields shape, JsonNode node, JsonPointer at, List<String> besides) {
    List<ValuePort> fields = shape.fields();
    List<String> names = fields.stream().map(ValuePort::name).toList();
    List<String> known = Stream.concat(names.stream(), besides.stream()).toList();
    refuseUnknown(node, known, at);
    for (ValuePort field : fields) {
      if (node.has(field.name())) {
        check(field.shape(), node.get(field.name()), at.appendProperty(field.name()));
      } else if (field.required()) {
        report(
            at,
            "the key '" + field.name() + "' is missing",
            "add " + field.name() + ": " + field.shape().words());
      }
    }
  }

  private void variants(Shape.Variants shape, JsonNode node, JsonPointer at) {
    if (!require(node.isObject(), shape, node, at)) {
      return;
    }
    SequencedMap<String, Shape.Fields> variants = shape.variants();
    String name = node.path(shape.key()).asString("");
    Shape.Fields fields = variants.get(name);
    if (fields != null) {
      fields(fields, node, at, List.of(shape.key()));
    } else if (node.has(shape.key())) {
      report(
          at.appendProperty(shape.key()),
          "unknown " + shape.key() + " '" + name + "'",
          Suggestion.remedy(name, variants.keySet()));
    } else {
      report(
          at,
          "the key '" + shape.key() + "' is missing",
          "add it with one of: " + String.join(", ", variants.keySet()));
    }
  }

  private void bounded(Shape.Bounded shape, JsonNode node, JsonPointer at) {
    int before = found.size();
    check(shape.of(), node, at);
    if (found.size() == before && node.isNumber()) {
      double value = node.doubleValue();
      if (value < shape.min()) {
        report(
            at, "must be at least " + text(shape.min()) + ", found " + node.asString(), "raise it");
      } else if (value > shape.max()) {
        report(
            at, "must be at most " + text(shape.max()) + ", found " + node.asString(), "lower it");
      }
    }
  }
}
