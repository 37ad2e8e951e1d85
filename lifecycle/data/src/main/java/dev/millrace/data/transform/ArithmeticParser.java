package dev.millrace.data.transform;

import dev.millrace.core.error.Suggestion;
import dev.millrace.data.transform.Arithmetic.NamedFunction;
import dev.millrace.data.transform.Arithmetic.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads arithmetic by recursive descent: a choice, of comparisons, of sums, of products, of signed
 * values, each left to right. It is a part of CEL, read here because that library takes half a
 * second to start and knows no column named {@code `air time`}.
 */
final class ArithmeticParser {

  private static final int LONGEST = 4_000;
  private static final int DEEPEST = 64;

  private static final Pattern NUMBER =
      Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*|`[^`]+`");
  private static final Pattern SPACE = Pattern.compile("\\s*");

  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.LESS_OR_EQUAL,
          Operator.GREATER_OR_EQUAL,
          Operator.EQUAL,
          Operator.NOT_EQUAL,
          Operator.LESS,
          Operator.GREATER);
  private static final List<Operator> SUMS = List.of(Operator.ADD, Operator.SUBTRACT);
  private static final List<Operator> PRODUCTS = List.of(Operator.MULTIPLY, Operator.DIVIDE);

  private final String text;
  private int at;
  private int depth;

  ArithmeticParser(String text) {
    this.text = text;
  }

  Arithmetic parse() {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("the expression has more than 4,000 characters");
    }
    Arithmetic read = choice();
    if (at < text.length()) {
      throw wrong("'" + text.charAt(at) + "' is out of place");
    }
    return read;
  }

  private Arithmetic choice() {
    if (++depth > DEEPEST) {
      throw wrong("it is nested too deeply");
    }
    Arithmetic condition = comparison();
    if (take("?")) {
      Arithmetic then = choice();
      require(":");
      condition = new Arithmetic.Choice(condition, then, choice());
    }
    depth--;
    return condition;
  }

  private Arithmetic comparison() {
    Arithmetic left = sum();
    return operator(COMPARISONS)
        .<Arithmetic>map(operator -> new Arithmetic.Binary(operator, left, sum()))
        .orElse(left);
  }

  private Arithmetic sum() {
    Arithmetic left = product();
    for (var next = operator(SUMS); next.isPresent(); next = operator(SUMS)) {
      left = new Arithmetic.Binary(next.get(), left, product());
    }
    return left;
  }

  private Arithmetic product() {
    Arithmetic left = signed();
    for (var next = operator(PRODUCTS); next.isPresent(); next = operator(PRODUCTS)) {
      left = new Arithmetic.Binary(next.get(), left, signed());
    }
    return left;
  }

  private Arithmetic signed() {
    int signs = 0;
    while (take("-")) {
      signs++;
    }
    Arithmetic value = value();
    return signs % 2 == 0 ? value : new Arithmetic.Negated(value);
  }

  private Arithmetic value() {
    if (take("(")) {
      Arithmetic inside = choice();
      require(")");
      return inside;
    }
    Optional<String> number = token(NUMBER);
    if (number.isPresent()) {
      double value = Double.parseDouble(number.get());
      if (Double.isInfinite(value)) {
        throw wrong("the number " + number.get() + " is too large");
      }
      return new Arithmetic.Constant(value);
    }
    String name =
        token(NAME)
            .orElseThrow(
                () ->
                    wrong(
                        at == text.length()
                            ? "it is not finished"
                            : "'" + text.charAt(at) + "' is out of place"));
    if (name.startsWith("`")) {
      return new Arithmetic.Column(name.substring(1, name.length() - 1));
    }
    return take("(") ? call(name) : new Arithmetic.Column(name);
  }

  private Arithmetic call(String name) {
    List<String> known =
        Arrays.stream(NamedFunction.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(name)) {
      throw wrong("there is no function '" + name + "', " + Suggestion.remedy(name, known));
    }
    NamedFunction function = NamedFunction.valueOf(name.toUpperCase(Locale.ROOT));
    List<Arithmetic> arguments = new ArrayList<>();
    do {
      arguments.add(choice());
    } while (take(","));
    require(")");
    if (arguments.size() != function.arguments()) {
      throw wrong(
          "%s takes %d arguments, found %d"
              .formatted(name, function.arguments(), arguments.size()));
    }
    return new Arithmetic.Call(function, arguments);
  }

  private Optional<Operator> operator(List<Operator> among) {
    return among.stream().filter(operator -> take(operator.text())).findFirst();
  }

  private void require(String token) {
    if (!take(token)) {
      throw wrong("'" + token + "' is missing");
    }
  }

  private boolean take(String token) {
    space();
    boolean found = text.startsWith(token, at);
    if (found) {
      at += token.length();
      space();
    }
    return found;
  }

  private Optional<String> token(Pattern pattern) {
    space();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    space();
    return Optional.of(matcher.group());
  }

  private void space() {
    Matcher matcher = SPACE.matcher(text).region(at, text.length());
    at = matcher.lookingAt() ? matcher.end() : at;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "the expression '%s' cannot be read: %s, at its character %d"
            .formatted(text, what, at + 1));
  }
}
